from datetime import timedelta

from events import places
from events.tables import Booking
from network.ground import tokens
from network.ground.clock import now
from network.plug import Village
from tests.events.days import COMING, day, shift


async def test_confirmed_and_lately_asked_are_taken_withdrawn_and_expired_are_not(village: Village) -> None:
    event = await day()
    for asked, confirmed, cancelled in (
        (timedelta(hours=1), False, False),  # taken
        (timedelta(hours=25), False, False),
        (timedelta(hours=1), False, True),
        (timedelta(days=9), True, False),  # taken
        (timedelta(days=9), True, True),
    ):
        booking = Booking(code=tokens.code(), event=event.id, asked_at=now() - asked)
        booking.confirmed_at = now() if confirmed else None
        booking.cancelled_at = now() if cancelled else None
        await booking.save()
    assert await places.held_places(event.id) == 3 + 2
    assert await places.places_left(event) == 30 - 5
    assert await places.places_left(await shift(COMING, capacity=4)) == 0, "never less than none"
    assert await places.places_left(await shift(COMING, capacity=None)) is None


async def test_the_reason_that_is_final_is_said_before_the_one_that_may_pass(village: Village) -> None:
    event = await shift(COMING, cancelled_at=now(), published_at=None, starts_at=now() - timedelta(days=1))
    said = []
    for change in (
        {"cancelled_at": None},
        {"published_at": now()},
        {"starts_at": now() + timedelta(days=1), "bookings_close_at": now() - timedelta(hours=1)},
        {"bookings_close_at": None},
    ):
        said.append(str(places.why_closed(event, 0)))
        event = await shift(COMING, **change)
    assert ["annulée" in said[0], "publiée" in said[1], "passée" in said[2], "closes" in said[3]] == [True] * 4
    assert "prises" in str(places.why_closed(event, 0)) and places.why_closed(event, 1) is None


async def test_the_last_moment_is_the_last_day_or_the_beginning(village: Village) -> None:
    event = await day()
    assert places.last_moment(event) == event.starts_at - timedelta(seconds=1)
    closes = event.starts_at - timedelta(days=3)
    assert places.last_moment(await shift(COMING, bookings_close_at=closes)) < closes
