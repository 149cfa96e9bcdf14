"""Places: how many of a day are taken, and by whom.

A place is held by a confirmed booking; by one that still waits for its confirmation, for 24 hours after it was asked
for (town halls delay mail and people read theirs the next morning; who never answers keeps nobody away for longer); and
by an offer to somebody of the waiting list, until the offer ends. What is free beyond that is first for those who stand
in line: nobody passes them.
"""

from datetime import datetime, timedelta

from piccolo.custom_types import Combinable

from events.tables import Booking, Event, WaitingPlace
from network.ground.clock import now
from network.ground.words import Sentence, _

HELD = timedelta(hours=24)


def holds_a_place(at: datetime) -> Combinable:
    """The one meaning of "taken"."""
    return Booking.cancelled_at.is_null() & (Booking.confirmed_at.is_not_null() | (Booking.asked_at > at - HELD))


def is_registered() -> Combinable:
    """Confirmed, and not withdrawn."""
    return Booking.confirmed_at.is_not_null() & Booking.cancelled_at.is_null()


def is_open() -> Combinable:
    """Of a waiting place: not taken, not left, not lapsed."""
    return WaitingPlace.taken_at.is_null() & WaitingPlace.left_at.is_null() & WaitingPlace.lapsed_at.is_null()


def is_in_line() -> Combinable:
    """Waiting, with no offer yet."""
    return is_open() & WaitingPlace.since_at.is_not_null() & WaitingPlace.offered_at.is_null()


def is_offered(at: datetime) -> Combinable:
    """A place is kept for this one."""
    return is_open() & (WaitingPlace.offered_until > at)


async def held_places(event: int) -> int:
    """How many are taken now."""
    booked = await Booking.count().where(Booking.event == event, holds_a_place(now()))
    return int(booked) + int(await WaitingPlace.count().where(WaitingPlace.event == event, is_offered(now())))


async def in_line(event: int) -> int:
    """How many wait for a place to become free."""
    return int(await WaitingPlace.count().where(WaitingPlace.event == event, is_in_line()))


async def registered_people(event: int) -> list[tuple[int, int]]:
    """Booking and person of all who are registered."""
    theirs = (Booking.event == event) & is_registered() & Booking.person.is_not_null()
    rows = await Booking.select(Booking.id, Booking.person).where(theirs).order_by(Booking.id)
    return [(row["id"], row["person"]) for row in rows]


async def waiting_people(event: int) -> list[tuple[int, int]]:
    """Waiting place and person of all who stand in line or are offered a place."""
    theirs = (WaitingPlace.event == event) & WaitingPlace.since_at.is_not_null() & WaitingPlace.person.is_not_null()
    rows = (
        await WaitingPlace.select(WaitingPlace.id, WaitingPlace.person)
        .where(theirs, is_open())
        .order_by(WaitingPlace.id)
    )
    return [(row["id"], row["person"]) for row in rows]


async def places_left(event: Event) -> int | None:
    """For who comes now, after those in line; None where there is room for everybody."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - await held_places(event.id) - await in_line(event.id))


def last_moment(event: Event) -> datetime:
    """Of registration: on the last day, or as it begins."""
    return (event.bookings_close_at or event.starts_at) - timedelta(seconds=1)


def why_closed(event: Event, left: int | None) -> Sentence | None:
    """Why nobody can register (any more), in a sentence; None while it is open."""
    if event.is_cancelled:
        return _("This day is cancelled.")
    if not event.is_published:
        return _("This day is not published yet: nobody can register.")
    if event.starts_at <= now():
        return _("This day has begun or is past: registration is closed.")
    if event.bookings_close_at and event.bookings_close_at <= now():
        return _("Registration is closed. Please write to those who organise the day.")
    if left == 0:
        return _("All places are taken. You may wait for one that becomes free.")
    return None


def may_wait(event: Event, left: int | None) -> bool:
    """All that closes it is that it is full: then there is a line."""
    return left == 0 and why_closed(event, None) is None
