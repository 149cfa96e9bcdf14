from datetime import datetime, time, timedelta
from typing import Any

import pytest

from events import events
from events.attendances import attendance
from events.bookings import bookings
from events.tables import Attendance, Booking, Event
from network.ground.clock import HERE, now, today
from network.ground.errors import Conflict
from network.people import people
from network.plug import Village
from network.tables import Act, Organisation
from tests.events.days import COMING, PAST, begun, day, seen_by, shift


async def key_of(who: str, village: Village, event: Event) -> str:
    [line] = [line for line in await attendance.list_of(event) if line.person == village.people[who].id]
    return line.key


async def acts_of(village: Village, who: str, event: Event, kind: str = "events.came") -> list[dict[str, Any]]:
    theirs = (Act.person == village.people[who].id) & (Act.subject == event.id) & (Act.kind == kind)
    return await Act.select(Act.done_on, Act.college, Act.community, Act.weight).where(theirs)


async def test_the_list_has_everybody_registered_or_come_by_name_with_e_beside_e(village: Village) -> None:
    event = await day(PAST)
    eva = await people.add("Éva", "Étienne")
    await attendance.walk_in(event, village.communities["hedges"], eva.id, await seen_by(village, "rita"))
    lines = await attendance.list_of(event)
    assert [line.name for line in lines] == ["Bey Amin", "Costa Mina", "Étienne Éva", "Ferrand Zoé", "Perrin Lucie"]
    assert [line.name for line in lines if not line.came] == ["Perrin Lucie"]
    assert [line.name for line in lines if not line.is_registered] == ["Costa Mina", "Étienne Éva"]


async def test_ticked_is_an_act_of_that_day_and_unticked_takes_it_back(village: Village) -> None:
    event, hedges, rita = await day(PAST), village.communities["hedges"], await seen_by(village, "rita")
    lucie = await key_of("lucie", village, event)
    for _time in range(2):
        await attendance.tick(event, hedges, {lucie}, set(), rita)
    [act] = await acts_of(village, "lucie", event)
    assert (act["done_on"], act["community"]) == (events.day_of(event), hedges.id)
    assert await Attendance.count().where(Attendance.person == village.people["lucie"].id) == 1
    await attendance.tick(event, hedges, set(), {lucie}, rita)
    assert await acts_of(village, "lucie", event) == []
    assert not await Attendance.exists().where(Attendance.person == village.people["lucie"].id)


async def test_two_phones_do_not_undo_each_other(village: Village) -> None:
    event, hedges = await begun(), village.communities["hedges"]
    amin, zoe = [await key_of(who, village, event) for who in ("amin", "zoé")]
    await attendance.tick(event, hedges, {amin}, set(), await seen_by(village, "rita"))
    await attendance.tick(event, hedges, {zoe}, set(), await seen_by(village, "hugo"))  # saw nobody ticked
    assert {line.key for line in await attendance.list_of(event) if line.came} == {amin, zoe}


async def test_before_the_day_nobody_is_ticked_and_from_its_morning_on_they_are(village: Village) -> None:
    event, hedges, rita = await day(), village.communities["hedges"], await seen_by(village, "rita")
    key = await key_of("amin", village, event)
    with pytest.raises(Conflict, match="not before"):
        await attendance.tick(event, hedges, {key}, set(), rita)
    with pytest.raises(Conflict):
        await attendance.walk_in(event, hedges, village.people["mina"].id, rita)
    assert not attendance.may_tick(event)
    tonight = datetime.combine(today(), time(23, 59), HERE)  # it has not begun
    evening = await shift(COMING, starts_at=tonight, ends_at=tonight + timedelta(minutes=1))
    assert attendance.may_tick(evening)


async def test_a_cancelled_day_had_nobody(village: Village) -> None:
    rita = await seen_by(village, "rita")
    await events.cancel(await day(), "Tempête", rita)
    event = await shift(COMING, starts_at=now() - timedelta(hours=1))
    with pytest.raises(Conflict, match="cancelled"):
        await attendance.tick(event, village.communities["hedges"], set(), set(), rita)


async def test_the_key_of_another_day_ticks_nobody(village: Village) -> None:
    past, hedges, rita = await day(PAST), village.communities["hedges"], await seen_by(village, "rita")
    elsewhere = await key_of("lucie", village, await day())
    came = await key_of("amin", village, past)
    await attendance.tick(past, hedges, {elsewhere, "abcdefghij"}, set(), rita)
    await attendance.tick(await begun(), hedges, set(), {came}, rita)
    assert await Attendance.count().where(Attendance.event == past.id) == 3
    assert await acts_of(village, "lucie", past) == [] and len(await acts_of(village, "amin", past)) == 1


async def test_who_registered_and_came_unannounced_through_the_search_is_ticked_on_their_line(village: Village) -> None:
    event, hedges, rita = await begun(), village.communities["hedges"], await seen_by(village, "rita")
    await attendance.walk_in(event, hedges, village.people["amin"].id, rita)
    lines = await attendance.list_of(event)
    assert len(lines) == 3 and [line.is_registered for line in lines if line.came] == [True]


async def test_the_organisation_said_on_registering_is_the_one_of_the_day(village: Village) -> None:
    event, hedges = await day(), village.communities["hedges"]
    booking = await bookings.booking_of(event, village.people["lucie"].id)
    bees = Organisation(code="beesbeesbe", name="Les Abeilles", sort_key="les abeilles")
    await bees.save()
    assert booking
    await Booking.update({Booking.organisation: bees.id, Booking.college: "civil"}).where(Booking.id == booking.id)
    await attendance.tick(await begun(), hedges, {booking.code}, set(), await seen_by(village, "rita"))
    row = await Attendance.objects().get(Attendance.booking == booking.id)
    assert row and (row.organisation, str(row.college)) == (bees.id, "civil")


async def test_who_spoke_did_more_than_come_and_it_is_taken_back_with_the_tick(village: Village) -> None:
    event, hedges, rita = await day(PAST), village.communities["hedges"], await seen_by(village, "rita")
    amin, lucie = await key_of("amin", village, event), await key_of("lucie", village, event)
    await attendance.say_who_spoke(event, hedges, {amin, lucie}, set())  # Lucie did not come
    [act] = await acts_of(village, "amin", event, "events.spoke")
    assert act["weight"] > 1 and await acts_of(village, "lucie", event, "events.spoke") == []
    await attendance.say_who_spoke(event, hedges, set(), set())  # of another page of the list: Amin was not on it
    assert await acts_of(village, "amin", event, "events.spoke")
    await attendance.say_who_spoke(event, hedges, set(), {amin})
    assert await acts_of(village, "amin", event, "events.spoke") == []
    await attendance.say_who_spoke(event, hedges, {amin}, set())
    await attendance.tick(event, hedges, set(), {amin}, rita)
    assert await acts_of(village, "amin", event, "events.spoke") == []
