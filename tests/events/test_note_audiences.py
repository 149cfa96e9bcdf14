from events import note_audiences
from network import privacy
from network.plug import Village
from network.tables import Person
from network.written_notes import kept
from tests.events.days import COMING, PAST, asked, day, waits
from tests.network.written_notes.hands import lines_of, notes_of, written


def numbers(village: Village, *names: str) -> set[int | None]:
    return {village.people[name].id for name in names}


async def test_registered_came_and_stayed_away_are_three_lists(village: Village) -> None:
    past = await day(PAST)
    assert set(await note_audiences.registered(past.id)) == numbers(village, "amin", "zoé", "lucie")
    assert set(await note_audiences.came(past.id)) == numbers(village, "amin", "zoé", "mina")
    assert set(await note_audiences.stayed_away(past.id)) == numbers(village, "lucie")
    assert await note_audiences.stayed_away((await day(COMING)).id) == [], "the day is still to come"


async def test_those_on_the_waiting_list_are_told_apart(village: Village) -> None:
    await waits(village.people["mina"].id, "minawaits2")
    coming = await day(COMING)
    assert await note_audiences.in_line(coming.id) == [village.people["mina"].id]
    assert village.people["mina"].id not in await note_audiences.registered(coming.id)


async def test_those_invited_who_have_not_answered_may_be_written_to(village: Village) -> None:
    event = await day(COMING)
    for who in ("amin", "mina"):
        await asked(village.people[who].id, f"{village.people[who].code[:9]}2")
    audience = next(one for one in note_audiences.AUDIENCES if one.name == "events.unanswered")
    assert set(await audience.people(event.id)) == numbers(village, "mina"), "Amin is registered"


async def test_a_note_to_those_registered_is_kept_with_the_day(village: Village) -> None:
    row = await written(village, "event", COMING, "events.registered")
    assert len(await notes_of(row)) == 3
    [line] = await kept.about("event", (await day()).id)
    assert (line.people, line.subject, str(line.whom)) == (3, "Changement de salle", "les personnes inscrites")
    assert line.path == f"/events/{COMING}"


async def test_who_was_erased_is_counted_and_not_written_to(village: Village) -> None:
    lucie = await Person.objects().get(Person.id == village.people["lucie"].id)
    assert lucie
    await privacy.forget(lucie)
    row = await written(village, "event", PAST, "events.registered")
    assert row.erased == 1 and len(await lines_of(row)) == 2
