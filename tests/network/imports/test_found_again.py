from datetime import timedelta
from typing import Any

import pytest

from network.ground.clock import today
from network.imports import imports
from network.people import arrivals, likenesses
from network.people.arrivals import Arrival
from network.plug import Village
from network.tables import Affiliation, Import, Organisation, Person, Standing
from tests.conftest import Bell, Visitor
from tests.network.ground.test_files import Brought
from tests.network.imports.test_imports import bring, carry_out, map_as_guessed
from tests.network.test_sign_in import signed_in

HEADINGS = "Nom;Prénom;Courriel;Téléphone;Organisme;Fonction;Collège;Cercle\n"


async def brought(village: Village, rows: str, code: str = "abcdefghij") -> Import:
    upload = Brought((HEADINGS + rows).encode(), "a.csv")
    row = await imports.bring(village.communities["hedges"], upload, village.people["rita"].id, code)
    await imports.map_columns(row, row.columns, "citizen")
    return row


async def carried_out(row: Import) -> Import:
    await imports.confirm(row)
    await imports.carry_out_import(row.id)
    done = await Import.objects().get(Import.id == row.id)
    assert done and done.state == "done"
    return done


async def facts(person: Person) -> dict[str, Any]:
    """Of today."""
    [row] = await Person.raw(
        """SELECT email, phone, function, college, organisation.name AS organisation FROM network_person AS person
           LEFT JOIN network_affiliation AS affiliation ON affiliation.person = person.id AND until_on IS NULL
           LEFT JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
           WHERE person.id = {}""",
        person.id,
    )
    return dict(row)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Commune d’Auch", "MAIRIE D'AUCH"),
        ("Ville de L’Isle-en-Dodon", "mairie de l'isle en dodon"),
        ("Conseil départemental du Gers", "Département du Gers"),
        ("Région Occitanie", "Conseil régional d’Occitanie"),
        ("Saint-Gaudens", "St Gaudens"),
    ],
)
def test_a_body_is_the_same_however_it_is_called(one: str, other: str) -> None:
    assert likenesses.body_of(one) == likenesses.body_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Commune d’Auch", "Commune de Lectoure"), ("Auch", "Commune d’Auch"), ("!", "?")]
)
def test_another_body_is_another(one: str, other: str) -> None:
    assert likenesses.body_of(one) != likenesses.body_of(other)


@pytest.mark.parametrize("name", ["Jean-Pierre LE GALL", "Le Gall, Jean Pierre", "le gall  jean-pierre"])
def test_a_name_is_the_same_whatever_stands_first(name: str) -> None:
    assert likenesses.name_of(name) == likenesses.name_of("Jean Pierre", "Le Gall")


async def test_what_was_missing_is_filled_in_and_nothing_is_overwritten(village: Village) -> None:
    hedges, zoe, amin = village.communities["hedges"], village.people["zoé"], village.people["amin"]
    new = await arrivals.welcome(hedges, Arrival("Noé", "Zola", "civil", 2), village.people["rita"].id, "by hand")
    row = await brought(
        village,
        "Zola;Noé;noe@example.org;0561000000;;trésorier;;1\n"
        "Ferrand;Zoé;zoe@example.org;0562000000;Mairie d’Auch;;;3\n"
        "Bey;Amin;amin@example.org;;;;élus;\n",
    )
    people, before = await Person.count(), {one.id: await facts(one) for one in (zoe, amin)}
    done = await carried_out(row)
    assert (done.placed, done.known, done.changed) == (0, 3, 2) and await Person.count() == people
    noe = await facts(new)
    assert (noe["email"], noe["phone"], noe["function"]) == ("noe@example.org", "05 61 00 00 00", "trésorier")
    assert noe["college"] == "civil", "the line said none"
    [old, now] = await Affiliation.objects().where(Affiliation.person == new.id).order_by(Affiliation.id)
    assert old.until_on == now.since_on == today() and now.decided_by == village.people["rita"].id
    assert now.because == "Import d’un tableau"
    assert (await facts(zoe)) == before[zoe.id] | {"phone": "05 62 00 00 00"}, "the same body by another name"
    assert (await facts(amin)) == before[amin.id], "a college that is known stays"
    circles = await Standing.select(Standing.circle).where(Standing.person == new.id).output(as_list=True)
    assert circles == [2], "an import moves nobody"


async def test_where_they_disagree_the_file_is_right_if_somebody_says_so(village: Village) -> None:
    zoe = village.people["zoé"]
    await Person.update({Person.phone: "05 00 00 00 00"}).where(Person.id == zoe.id)
    rows = (
        "Ferrand;Zoé;zoe@example.org;0562000000;Région Occitanie;;agents;\nFerrand;Zoé;zoe@example.org;0563000000;;;;\n"
    )
    row = await brought(village, rows)
    [found, _again] = (await imports.look(row)).found
    assert [(one.field, one.is_made) for one in found.differences] == [
        ("phone", False),
        ("organisation", False),
        ("college", False),
    ]
    await imports.answer(row, {}, takes=True)
    row = (await Import.objects().get(Import.id == row.id)) or row
    await carried_out(row)
    after = await facts(zoe)
    assert (after["phone"], after["organisation"], after["college"]) == ("05 62 00 00 00", "Région Occitanie", "agent")
    once_more = await brought(village, rows, "bbbbbbbbbb")
    await imports.answer(once_more, {}, takes=True)
    once_more = (await Import.objects().get(Import.id == once_more.id)) or once_more
    assert (await imports.look(once_more)).is_idle, "the first line of a person counts, then as now"


async def test_the_address_of_who_signs_in_or_holds_an_office_is_theirs(village: Village) -> None:
    hugo = village.people["hugo"]
    await Person.update({Person.email: None}).where(Person.id == hugo.id)
    row = await brought(village, f"{hugo.family_name};{hugo.given_name};thief@example.org;0561000000;;;;\n")
    await imports.answer(row, {}, takes=True)
    row = (await Import.objects().get(Import.id == row.id)) or row
    plan = await imports.look(row)
    assert [(one.field, one.is_made, one.is_guarded) for one in plan.found[0].differences][:1] == [
        ("email", False, True)
    ]
    await carried_out(row)
    assert (await facts(hugo))["email"] is None


async def test_whoever_comes_from_elsewhere_in_the_network_gets_a_place_and_what_they_have_there_is_not_shown(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    gil = village.people["gil"]
    await Person.update({Person.phone: "05 99 99 99 99"}).where(Person.id == gil.id)
    before = await facts(gil)
    await bring(visitor, (HEADINGS + "Étienne;Gil;;0561000000;Les Urnes ouvertes;;;2\n").encode())
    page = await map_as_guessed(visitor)
    assert "05 61 00 00 00" in page.text and "05 99 99 99 99" not in page.text
    await visitor.submit("/import-confirmations", imported="abcdefghij")
    await carry_out(bell)
    assert (await facts(gil)) == before
    hedges = village.communities["hedges"].id
    assert await Standing.exists().where(Standing.person == gil.id, Standing.community == hedges, Standing.circle == 2)


async def test_a_couple_with_one_address_is_asked_for_and_stays_two(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    rows = "Nom;Prénom;Courriel\nDupont;Anne;foyer@example.org\nDurand;Paul;foyer@example.org\n"
    await bring(visitor, rows.encode())
    page = await map_as_guessed(visitor)
    assert "Même adresse, mais autre nom" in page.text and "Anne Dupont de la ligne 2" in page.text
    assert 'value="3:other" selected' in page.text
    row = await Import.objects().get(Import.code == "abcdefghij")
    assert row
    await carried_out(row)
    assert await Person.count().where(Person.email == "foyer@example.org") == 2
    again = await brought(
        village, "Dupont;Anne;foyer@example.org;;;;;\nDurand;Paul;foyer@example.org;;;;;\n", "bbbbbbbbbb"
    )
    assert (await imports.look(again)).is_idle


async def test_answers_are_kept_line_by_line_and_for_all(village: Village, visitor: Visitor, bell: Bell) -> None:
    await signed_in(visitor)
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    many = [Arrival("Noé", f"Zola{number}", "civil", organisation="Neuve") for number in range(30)]
    await arrivals.welcome_all(hedges, many, [], rita, "a test")
    lines = [f"Zola{number};Noé;n{number}@example.org;Neuve" for number in range(30)]
    await bring(visitor, "\n".join(["Nom;Prénom;Courriel;Organisme", *lines]).encode())
    page = await map_as_guessed(visitor)
    assert page.text.count('name="answer"') == 10 and "Page 1 sur 3" in page.text
    assert len([part for part in page.text.split("<") if part[:1].isalpha()]) <= 400
    assert "Adresse" in page.text and "n0@example.org" in page.text, "what would change is said"
    said = {"imported": "abcdefghij", "answer": ["2:other", "3:same"], "for_all": "other", "takes": ""}
    page = await visitor.submit("/import-answers", **said, page=2)
    assert "Vos réponses sont enregistrées" in page.text and "Page 2 sur 3" in page.text
    row = await Import.objects().get(Import.code == "abcdefghij")
    assert row and (row.same, row.other, row.for_all) == ([3], [2], "other")
    assert len((await imports.look(row)).new) == 29
    for odd in ("x:same", "2:maybe", "0:same", "99999999999:same"):
        await visitor.submit("/import-answers", **said | {"answer": odd})
    await visitor.submit("/import-confirmations", **said | {"answer": "4:same"})
    await carry_out(bell)
    assert await Person.count().where(Person.given_name == "Noé") == 30 + 28
    done = await Import.objects().get(Import.code == "abcdefghij")
    assert done and (done.placed, done.known, done.changed) == (28, 2, 2)
    await visitor.submit("/import-answers", **said | {"answer": "5:same"})
    done = await Import.objects().get(Import.code == "abcdefghij")
    assert done and done.same == [3, 4], "what is done is done"


async def test_somebody_who_was_changed_meanwhile_keeps_what_was_written(village: Village) -> None:
    zoe = village.people["zoé"]
    row = await brought(village, "Ferrand;Zoé;zoe@example.org;0562000000;;;;\n")
    plan = await imports.look(row)
    await Person.update({Person.phone: "06 00 00 00 00"}).where(Person.id == zoe.id)
    from network.people import completions

    await completions.complete(plan.completions, None)
    assert (await facts(zoe))["phone"] == "06 00 00 00 00"


async def test_a_later_change_that_waits_is_not_run_over(village: Village) -> None:
    mina = village.people["mina"]
    body = Organisation(code="zzzzzzzzzz", name="Demain", sort_key="demain")
    await body.save()
    day = today() + timedelta(days=9)
    await Affiliation(person=mina.id, college="civil", organisation=body.id, since_on=day).save()
    count = await Affiliation.count()
    await carried_out(await brought(village, "Costa;Mina;mina@example.org;;Neuve;présidente;;\n"))
    assert await Affiliation.count() == count
