from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events import duplicates, sessions
from events.events import day_of
from events.facts import Facts
from events.tables import Booking, Event, Session
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import today
from network.ground.errors import Fault, NotHere
from network.plug import Village
from tests.events.days import CIRCLE, OF_NETWORK, PAST, day, seen_by, shift


@given(some.dates(date(2000, 1, 1), date(2090, 12, 31)), some.dates(date(2000, 1, 1), date(2095, 12, 31)))
def test_a_day_comes_again_on_its_weekday_near_its_date_and_is_to_come(was: date, now: date) -> None:
    again = duplicates.again_on(was, now)
    assert again.weekday() == was.weekday() and again > max(was, now)
    same = [date(year, was.month, min(was.day, 28)) for year in (again.year - 1, again.year, again.year + 1)]
    assert min(abs(again - one) for one in same) <= timedelta(days=6)
    assert again - max(was, now) < timedelta(days=740)


def test_last_years_thursday_is_the_thursday_nearest_to_its_date() -> None:
    assert duplicates.again_on(date(2025, 12, 4), date(2026, 11, 24)) == date(2026, 12, 3)
    assert duplicates.again_on(date(2024, 2, 29), date(2024, 3, 1)) == date(2025, 2, 27)


async def again(village: Village, rita: Viewer, code: str = "againagain", **other: Any) -> Event:
    former = await day(PAST)
    hours = {"starts": time(14), "ends": time(18)}
    said = {"title": former.title, "on": day_of(former) + duplicates.moved_by(former), **hours, **other}
    return await duplicates.plan(village.communities["hedges"], Facts(**said), rita, code, former)


async def test_the_agenda_comes_along_hour_by_hour_once_and_nobody_with_it(village: Village) -> None:
    rita, former = await seen_by(village, "rita"), await day(PAST)
    for _press in range(2):
        event = await again(village, rita)
    parts, were = await sessions.agenda_of(event), await sessions.agenda_of(former)
    assert [part.title for part in parts] == [part.title for part in were] and len(parts) == 3
    assert {part.code for part in parts}.isdisjoint(part.code for part in were)
    assert parts[0].starts_at == event.starts_at and parts[2].format == "world_cafe"
    assert event.starts_at.weekday() == former.starts_at.weekday() and day_of(event) > today()
    assert not await Booking.exists().where(Booking.event == event.id) and not event.is_published


async def test_an_agenda_that_has_no_room_is_a_fault_and_nothing_is_written(village: Village) -> None:
    rita = await seen_by(village, "rita")
    before = [await Event.count(), await Session.count()]
    for hours in ({"ends": time(15)}, {"starts": time(22), "ends": time(23, 59)}):
        with pytest.raises(Fault, match="does not fit") as refused:
            await again(village, rita, tokens.code(), **hours)
        assert refused.value.field == "ends"
    assert [await Event.count(), await Session.count()] == before


async def test_only_a_day_of_the_same_owner_that_one_may_see_is_taken_up_again(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    assert (await duplicates.like(rita, hedges, PAST)).code == PAST
    for other in (CIRCLE, OF_NETWORK, "nothing222"):
        with pytest.raises(NotHere):
            await duplicates.like(rita, hedges, other)
    await shift(PAST, published_at=None)
    with pytest.raises(NotHere):
        await duplicates.like(await seen_by(village, "mina"), hedges, PAST)
