from datetime import timedelta

import pytest

from events.attendances import attendance
from events.courtesies import thanks
from events.courtesies.waiting import thanks_to_write
from events.tables import Attendance, Event, Thanks
from library.tables import Work
from network import notes
from network.access import viewer_of
from network.ground.clock import now
from network.ground.errors import Conflict
from network.plug import Village
from network.tables import Note, Person, WrittenNote
from network.written_notes.written_notes import Words
from tests.events.days import COMING, PAST, day, seen_by, shift
from tests.network.written_notes.hands import lines_of, notes_of

SAID = Words("Merci", "Bonjour,\n\nmerci.")


async def ended_yesterday() -> Event:
    at = now() - timedelta(days=1)
    return await shift(PAST, starts_at=at - timedelta(hours=3), ends_at=at)


async def test_those_who_came_are_thanked_once_and_who_stayed_away_is_not(village: Village) -> None:
    event, rita = await day(PAST), await seen_by(village, "rita")
    hedges = village.communities["hedges"]
    row = await thanks.thank(event, hedges, SAID, rita)
    again = await thanks.thank(event, hedges, Words("Encore", "merci"), await seen_by(village, "hugo"))
    assert again.id == row.id and await WrittenNote.count() == 1
    people = {line["person"] for line in await lines_of(row)}
    assert people == {village.people[name].id for name in ("amin", "zoé", "mina")}
    [letter, *_others] = [await notes.write(note) for note in await notes_of(row)]
    assert (
        letter and not letter.is_automatic and "vous avez participé à cette rencontre" in " ".join(letter.text.split())
    )


async def test_before_the_day_is_over_and_of_one_that_did_not_take_place_nobody_is_thanked(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    for event in (await day(COMING), await shift(PAST, cancelled_at=now())):
        with pytest.raises(Conflict):
            await thanks.thank(event, hedges, SAID, rita)
    assert await WrittenNote.count() == 0


async def test_the_words_are_drafted_with_what_was_shared_and_what_comes_next(village: Village) -> None:
    hedges = village.communities["hedges"]
    for title, reach in (("Le compte rendu [illustré]", "public"), ("Pour le premier cercle", "circle_1")):
        work = Work(code="minutes222" if reach == "public" else "inner22222", type="minutes", title=title, reach=reach)
        work.community, work.deposited_at, work.words = hedges.id, now() - timedelta(days=2), "Ce qui s’est dit."
        await work.save()
    said = await thanks.draft(await day(PAST), hedges, "Vos photos sont bienvenues.")
    assert said.subject == "Merci\u00a0: Tailler sans abîmer"
    for part in ("Vos photos", "[Le compte rendu (illustré)](http://localhost:8000/works/minutes222)", "hedgescome"):
        assert part in said.words, part
    assert "premier cercle" not in said.words, "the day was for everybody: so is what is told after it"
    assert "Rita Moreau" in said.words and said.words.startswith("Bonjour,")


async def test_by_itself_the_morning_after_when_the_list_has_rested(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await ended_yesterday()
    await thanks.decide(event, True, "À bientôt sur le terrain.", await seen_by(village, "rita"))
    morning = thanks.morning_after(event)
    assert (morning.hour, morning.date()) == (9, event.ends_at.astimezone(morning.tzinfo).date() + timedelta(days=1))
    await Attendance.update({Attendance.ticked_at: morning - timedelta(hours=1)}, force=True)
    for at, written in (
        (morning - timedelta(minutes=1), 0),
        (morning + timedelta(minutes=30), 0),
        (morning + timedelta(hours=2), 1),
        (morning + timedelta(hours=3), 1),
    ):
        monkeypatch.setattr(thanks, "now", lambda at=at: at)
        await thanks.thank_by_itself()
        assert await WrittenNote.count() == written, at
    row = await WrittenNote.objects().first()
    assert row and "sur le terrain" in row.words and row.written_by is None
    letter = await notes.write((await notes_of(row))[0])
    assert letter and letter.is_automatic


async def test_of_itself_nothing_leaves_without_a_decision_nor_for_nobody(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await ended_yesterday()
    monkeypatch.setattr(thanks, "now", lambda: now() + timedelta(days=2))
    await thanks.thank_by_itself()
    await thanks.decide(event, True, "", await seen_by(village, "rita"))
    await Person.update({Person.email: None}, force=True)
    await thanks.thank_by_itself()
    assert await WrittenNote.count() == 0 and await Note.count().where(Note.kind == "network.written") == 0
    assert await Thanks.exists().where(Thanks.sent_at.is_not_null()), "nothing waits for it any more"
    with pytest.raises(Conflict):
        await thanks.decide(event, False, "", await seen_by(village, "rita"))


async def test_it_waits_for_both_gardeners_until_it_is_done(village: Village) -> None:
    event = await day(PAST)
    for who, count in (("rita", 1), ("hugo", 1), ("gil", 0), ("zoé", 0), ("karl", 0)):
        waiting = await thanks_to_write(await viewer_of(village.people[who]))
        assert len(waiting) == count, who
    [thing] = await thanks_to_write(await viewer_of(village.people["rita"]))
    assert thing.path == f"/events/{PAST}/thanks" and "Tailler sans abîmer" in str(thing.title)
    await thanks.thank(event, village.communities["hedges"], SAID, await seen_by(village, "rita"))
    assert await thanks_to_write(await viewer_of(village.people["hugo"])) == []


async def test_who_came_and_was_ticked_after_the_thanks_is_not_thanked_twice(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    row = await thanks.thank(await day(PAST), hedges, SAID, rita)
    await attendance.walk_in(await day(PAST), hedges, village.people["lucie"].id, rita)
    assert (await thanks.thank(await day(PAST), hedges, SAID, rita)).id == row.id and len(await lines_of(row)) == 3


async def test_after_a_restore_what_may_have_left_leaves_no_more_by_itself(village: Village) -> None:
    assert await thanks.rest_after_restore() is None
    await thanks.decide(await ended_yesterday(), True, "", await seen_by(village, "rita"))
    assert "1" in str(await thanks.rest_after_restore())
    await thanks.thank_by_itself()
    assert await WrittenNote.count() == 0
    assert len(await thanks_to_write(await viewer_of(village.people["rita"]))) == 1, "it waits for somebody"
