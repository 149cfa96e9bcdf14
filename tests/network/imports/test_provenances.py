from datetime import datetime, time, timedelta

import pytest

from mailing import jobs, relays
from network import notes, privacy
from network.access import viewer_of
from network.communities import objections
from network.ground import tokens
from network.ground.clock import HERE, today
from network.ground.errors import Fault, NotHere
from network.imports import provenance_letters, provenances, waiting
from network.plug import Village
from network.tables import Import, Note, Person, Provenance, WrittenNote
from network.written_notes import occasions, readers
from tests.mailing.relays import scripted
from tests.network.imports.arrived import brought_in, person
from tests.network.written_notes.hands import lines_of, notes_of

SOURCE = "la liste des adhérents de la Fédération"


async def told(village: Village, row: Import, by: str = "rita", code: str | None = None) -> WrittenNote:
    viewer, hedges = await viewer_of(village.people[by]), village.communities["hedges"]
    said = await provenance_letters.draft(row, hedges, SOURCE, viewer.name)
    digest = (await readers.of(await provenances.untold(row.id))).digest
    return await provenances.tell_by_letter(row, hedges, SOURCE, said, viewer, code or tokens.code(), digest)


async def test_only_who_came_with_the_spreadsheet_is_to_be_told_and_nobody_is_written_to_by_itself(
    village: Village,
) -> None:
    before = await Note.count()
    row = await brought_in(village)
    assert await Note.count() == before
    names = {one.name for one in await provenances.owed(row)}
    assert names == {"Anne Nouvelle", "Léa Autre", "Paul Sans"}, "Zoé was known already"
    tally = await provenances.tally(row)
    assert (tally.all, tally.told, tally.untold, tally.erased) == (3, 0, 3, 0)


async def test_the_letter_is_true_to_what_the_import_knows(village: Village) -> None:
    row = await brought_in(village)
    said = await provenance_letters.draft(row, village.communities["hedges"], SOURCE, "Rita Moreau")
    for part in (
        "nom, prénom, adresse électronique, téléphone, organisation, collège et votre place dans les cercles",
        f"D’où elles viennent\u00a0: {SOURCE}",
        "intérêt légitime",
        "article 14",
        "CNIL",
        "Hugo Lemoine et Rita Moreau",
        "Haies et bocages",
        "Aucun abonnement",
    ):
        assert part in said.words, (
            part,
            [line for line in said.words.splitlines() if line.startswith("Ce que nous avons")],
        )
    assert "fonction," not in said.words, "the spreadsheet has none"
    assert len(said.subject) <= 120 and len(said.words) < 3500


async def test_each_gets_the_letter_once_with_a_way_of_their_own_to_object(village: Village) -> None:
    row = await brought_in(village)
    code = tokens.code()
    note = await told(village, row, code=code)
    assert (await told(village, row, code=code)).id == note.id
    owed = await notes_of(note)
    assert len(owed) == 2 and {line["left_out"] for line in await lines_of(note)} == {"", "no_address"}
    letters = {letter.to: letter for one in owed if (letter := await notes.write(one))}
    anne = await person("anne@example.org")
    link = objections.link_of(anne)
    assert link in letters["anne@example.org"].text and link not in letters["lea@example.org"].text
    assert "la loi nous demande" in " ".join(letters["anne@example.org"].text.split())
    rows = await Provenance.objects().where(Provenance.source == SOURCE)
    assert len(rows) == 2 and all(one.told_at and one.told_by == village.people["rita"].id for one in rows)
    tally = await provenances.tally(row)
    assert (tally.told, tally.untold) == (2, 1)
    with pytest.raises(Fault):
        await told(village, row)


async def test_a_letter_that_came_back_has_told_nobody(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    row = await brought_in(village)
    note = await told(village, row)

    def mood(command: str) -> str | None:
        return "550 5.1.1 nobody here" if command.startswith("RCPT TO:<lea") else None

    async with scripted(mood=mood) as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: relays.Relay.parse(relay.url))
        for one in await notes_of(note):
            await jobs.deliver_note(one.id)
    left = {one.name: one.has_failed for one in await provenances.owed(row)}
    assert left == {"Léa Autre": True, "Paul Sans": False}
    await Person.update({Person.email: "lea.autre@example.org"}).where(Person.email == "lea@example.org")
    again = await told(village, row)
    [only] = await notes_of(again)
    letter = await notes.write(only)
    assert letter and letter.to == "lea.autre@example.org", "who was told is not told again"
    assert [one.name for one in await provenances.owed(row)] == ["Paul Sans"]


async def test_who_has_no_address_is_told_otherwise_and_it_is_written_down_how_and_by_whom(village: Village) -> None:
    row = await brought_in(village)
    rita = await viewer_of(village.people["rita"])
    [paul] = [one for one in await provenances.owed(row) if one.name == "Paul Sans"]
    with pytest.raises(Fault):
        await provenances.tell_otherwise(row, [village.people["zoé"].code], "par courrier", rita)
    assert await provenances.tell_otherwise(row, [paul.code or ""], "par courrier", rita) == 1
    with pytest.raises(Fault):
        await provenances.tell_otherwise(row, [paul.code or ""], "encore", rita)
    line = await Provenance.objects().where(Provenance.person == paul.person).first()
    assert line and (line.told_how, line.told_by) == ("par courrier", rita.person) and line.told_at
    note = await told(village, row)
    assert paul.person not in {one["person"] for one in await lines_of(note)}
    assert (await provenances.tally(row)).untold == 0


async def test_it_waits_until_it_is_done_and_comes_back_as_the_month_goes_by(village: Village) -> None:
    row = await brought_in(village)

    async def seen(who: str) -> list[str]:
        return [thing.key for thing in await waiting.letters_to_send(await viewer_of(village.people[who]))]

    for days, stage in ((0, 0), (6, 0), (7, 7), (20, 7), (21, 21), (29, 28), (60, 28)):
        came = datetime.combine(today() - timedelta(days=days), time(12), tzinfo=HERE)
        await Provenance.update({Provenance.came_at: came}).where(Provenance.imported == row.id)
        assert await seen("rita") == await seen("hugo") == [f"network.provenance:hedgesdone:{stage}"], days
        assert bool(await seen("cora")) is (days >= 28), "the coordination hears of it in the last days"
        assert await seen("gil") == await seen("karl") == await seen("zoé") == []
    [thing] = await waiting.letters_to_send(await viewer_of(village.people["rita"]))
    assert thing.path == "/imports/hedgesdone/provenance" and thing.due == thing.since + timedelta(days=30)
    await told(village, row)
    assert await seen("rita"), "Paul is not told"
    rita = await viewer_of(village.people["rita"])
    await provenances.tell_otherwise(row, [one.code or "" for one in await provenances.owed(row)], "de vive voix", rita)
    assert await seen("rita") == await seen("cora") == []


async def test_who_is_erased_is_owed_nothing_and_counted(village: Village) -> None:
    row = await brought_in(village)
    await told(village, row)
    await privacy.forget(await person("anne@example.org"))
    tally = await provenances.tally(row)
    assert (tally.all, tally.told, tally.erased, tally.untold) == (3, 1, 1, 1)


async def test_the_same_spreadsheet_again_owes_nobody_anything_more(village: Village) -> None:
    await brought_in(village)
    again = await brought_in(village, code="hedgesagai")
    assert (await provenances.tally(again)).all == 0


async def test_to_the_untold_one_writes_from_the_import_s_page_only(village: Village) -> None:
    await brought_in(village)
    with pytest.raises(NotHere):
        await occasions.occasion("import").find(await viewer_of(village.people["rita"]), "hedgesdone")
