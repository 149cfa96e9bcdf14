import pytest

from events import places
from events.bookings import bookings, withdrawals
from network.ground.errors import Conflict
from network.plug import Village
from network.tables import Note
from tests.events.days import begun, day, seen_by


async def test_withdrawn_twice_is_withdrawn_once_and_one_letter_says_so(village: Village) -> None:
    event, amin = await day(), await seen_by(village, "amin")
    left = await places.places_left(event)
    booking = await bookings.booking_of(event, amin.person)
    assert booking and left is not None
    for _time in range(2):
        await withdrawals.withdraw(booking)
    assert await places.places_left(event) == left + 1
    assert await Note.count().where(Note.kind == "events.withdrawn", Note.person == amin.person) == 1


async def test_who_withdrew_may_come_back(village: Village) -> None:
    event, amin = await day(), await seen_by(village, "amin")
    booking = await bookings.booking_of(event, amin.person)
    assert booking
    await withdrawals.withdraw(booking)
    again = await bookings.book(event, amin)
    assert again.is_confirmed and again.id != booking.id


async def test_once_the_day_has_begun_it_is_attendance_that_counts(village: Village) -> None:
    event = await begun()
    booking = await bookings.booking_of(event, village.people["amin"].id)
    assert booking
    with pytest.raises(Conflict):
        await withdrawals.withdraw(booking)
