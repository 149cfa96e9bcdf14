import csv
from contextlib import aclosing
from io import StringIO

import pytest

from deploy.house import HOUSE
from network import privacy
from network.access import ANYONE, viewer_of
from network.exports import exports
from network.ground.database import walk
from network.ground.errors import Forbidden, NotHere, SignInFirst
from network.ground.spreadsheets import sheets
from network.owners import Owner
from network.people import disclosures, people
from network.plug import Village
from network.tables import Act, Export, Person, Standing
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def rows_of(village: Village, who: str, name: str, owner: Owner, form: str = "open") -> list[dict[str, str]]:
    """What that person gets out, by its headings."""
    viewer = await viewer_of(village.people[who])
    sheet = await exports.get_out(exports.kind_for(viewer, owner, name), viewer, owner, form)
    content = b"".join([piece async for piece in exports.pieces_of(sheet)])
    text = content.decode("utf-8-sig" if form == "excel" else "utf-8")
    read = list(csv.DictReader(StringIO(text, newline=""), delimiter=";" if form == "excel" else ","))
    assert len(read) == sheet.lines
    return read


async def test_a_gardener_gets_out_the_people_with_how_to_reach_them_a_member_the_names_that_are_shown(
    village: Village,
) -> None:
    hedges = village.communities["hedges"]
    found = await rows_of(village, "hugo", "network.people", hedges)
    assert [one["Prénom"] for one in found] == ["Amin", "Mina", "Zoé", "Rita"]
    zoé = found[2]
    assert (zoé["Nom"], zoé["Adresse électronique"], zoé["Organisation"]) == (
        "Ferrand",
        "zoe@example.org",
        "Commune d’Auch",
    )
    assert (zoé["Collège"], zoé["Cercle"], zoé["Communauté"]) == ("Élus", "1", "Haies et bocages")
    await disclosures.choose(village.people["mina"], "community")
    await disclosures.choose(village.people["mina"], "network", "phone")
    await Person.update({Person.phone: "05 61 00 00 00"}).where(Person.id == village.people["mina"].id)
    shown = await rows_of(village, "amin", "network.people", hedges)
    assert [(one["Prénom"], one["Téléphone"], one["Adresse électronique"]) for one in shown] == [
        ("Amin", "", ""),
        ("Mina", "05 61 00 00 00", ""),
    ]


async def test_the_coordination_gets_out_the_whole_network_and_nothing_of_another(village: Village) -> None:
    network = village.networks["occitanie"]
    found = await rows_of(village, "cora", "network.people", network)
    assert [one["Prénom"] for one in found].count("Rita") == 2  # a line for each place
    assert {one["Communauté"] for one in found} == {"Haies et bocages", "Budgets participatifs", "Jury de l’eau"}
    assert await rows_of(village, "cora", "network.people", village.communities["jury"])
    assert "Bauer" not in str(await rows_of(village, "cora", "network.mandates", network))


@pytest.mark.parametrize("name", [kind.name for kind in HOUSE.every("exports")])
async def test_every_list_answers_in_both_forms_with_as_many_cells_as_headings(village: Village, name: str) -> None:
    for owner in (village.networks["occitanie"], village.communities["hedges"]):
        cora = await viewer_of(village.people["cora"])
        if name not in [kind.name for kind in exports.kinds_for(cora, owner)]:
            assert name == "network.communities"
            continue
        kind = exports.kind_for(cora, owner, name)
        headings = kind.headings(cora, owner)
        assert len({str(one) for one in headings}) == len(headings)
        async with aclosing(kind.rows(cora, owner)) as rows:  # type: ignore[type-var]
            assert all([len(row) == len(headings) async for row in rows])
        for form in exports.FORMS:
            await rows_of(village, "cora", name, owner, form)


async def test_lists_of_people_are_for_who_reads_them_and_each_is_written_down(village: Village) -> None:
    hedges, mina = village.communities["hedges"], await viewer_of(village.people["mina"])
    with pytest.raises(Forbidden):
        exports.kind_for(mina, hedges, "network.standings")
    with pytest.raises(SignInFirst):
        exports.kind_for(ANYONE, hedges, "network.people")
    with pytest.raises(NotHere):
        exports.kind_for(mina, hedges, "network.nothing")
    assert [kind.name for kind in exports.kinds_for(ANYONE, hedges)] == [
        "library.works",
        "mailing.letters",
        "events.events",
    ]
    await rows_of(village, "hugo", "network.standings", hedges)
    await rows_of(village, "hugo", "library.works", hedges)  # nobody's data
    [left] = await Export.objects()
    assert (left.person, left.kind, left.community) == (village.people["hugo"].id, "network.standings", hedges.id)
    assert left.lines == await Standing.count().where(Standing.community == hedges.id)


async def test_what_a_list_shows_is_what_its_door_opens(village: Village) -> None:
    """Of each list that holds nobody's data, the stranger gets no more than what is public."""
    hedges = village.communities["hedges"]
    kind = exports.kind_for(ANYONE, hedges, "library.works")
    async with aclosing(kind.rows(ANYONE, hedges)) as rows:  # type: ignore[type-var]
        titles = [row[0] async for row in rows]
    assert "Planter une haie champêtre" in titles and "Ce que le premier cercle garde pour lui" not in titles
    zoé = [one["Titre"] for one in await rows_of(village, "zoé", "library.works", hedges)]
    assert "Ce que le premier cercle garde pour lui" in zoé


async def test_what_looks_like_a_formula_is_harmless_and_days_are_said_for_each_reader(village: Village) -> None:
    await people.correct(
        await viewer_of(village.people["hugo"]), village.people["amin"], "=1+1", "@SUM(A1)", None, "+33 5 61 00 00 00"
    )
    hedges = village.communities["hedges"]
    for form in exports.FORMS:
        [amin] = [one for one in await rows_of(village, "hugo", "network.people", hedges, form) if one["Cercle"] == "2"]
        assert (amin["Prénom"], amin["Nom"], amin["Téléphone"]) == ("'=1+1", "'@SUM(A1)", "+33 5 61 00 00 00")
    since = {
        form: (await rows_of(village, "hugo", "network.standings", hedges, form))[0]["Début"] for form in exports.FORMS
    }
    day, month, year = since["excel"].split("/")
    assert since["open"] == f"{year}-{month}-{day}"


async def test_a_row_at_a_time_however_many_there_are(village: Village) -> None:
    numbers = []
    async with aclosing(walk(Person.raw("SELECT n FROM generate_series(1, {}) AS n", 3000))) as rows:
        async for row in rows:
            numbers.append(row["n"])
            if row["n"] == 2000:
                break
    assert numbers == list(range(1, 2001)) and await Person.exists()


async def test_by_http_two_buttons_a_file_and_the_journal(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "hugo@example.org")
    page = await visitor.get("/communities/hedges/people")
    assert "/communities/hedges/exports" in page.text and "Données ouvertes" in page.text
    answer = await visitor.submit("/communities/hedges/exports", list="network.people", form="excel")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8" and answer.content.startswith(
        b"\xef\xbb\xbfNom;"
    )
    assert "hedges-people-" in answer.headers["content-disposition"] and answer.content.endswith(b"\r\n")
    assert [row.cells[1] for row in sheets.read(answer.content).rows] == ["Amin", "Mina", "Zoé", "Rita"]
    page = await visitor.get("/communities/hedges/exports")
    assert "Ce qui est sorti" in page.text and "Hugo Lemoine" in page.text and "4 lignes" in page.text
    assert (await visitor.submit("/communities/hedges/exports", list="network.people", form="pdf")).status_code == 404
    assert (await visitor.submit("/communities/hedges/exports", list="network.nothing")).status_code == 404
    await signed_in(visitor, "mina@example.org")
    page = await visitor.get("/communities/hedges/exports")
    assert "Ce qui est sorti" not in page.text and "network.standings" not in page.text


async def test_the_list_of_a_day_for_its_gardeners(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "hugo@example.org")
    answer = await visitor.submit("/events/hedgescome/exports", form="open")
    assert answer.status_code == 200 and b"Bey" in answer.content
    [left] = await Export.objects()
    assert left.kind == "events.bookings" and left.about == "Planter en année sèche"
    await signed_in(visitor, "mina@example.org")
    assert (await visitor.submit("/events/hedgescome/exports", form="open")).status_code == 403


async def test_whoever_was_erased_is_not_in_what_is_got_out_and_lines_stay(village: Village) -> None:

    hedges = village.communities["hedges"]
    before = await rows_of(village, "hugo", "network.acts", hedges)
    assert await Act.exists().where(Act.person == village.people["amin"].id)
    await privacy.forget(village.people["amin"])
    after = await rows_of(village, "hugo", "network.acts", hedges)
    assert len(before) == len(after) and "Amin" not in str(after)
