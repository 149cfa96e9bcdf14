"""Offers: a place that becomes free is offered to the first in line, by letter, for a time; who does not answer gives it
to the next.

Under the event's lock, so that it happens once, whoever withdraws and however many clocks strike: never are more places
held and offered than there are; the line is served in its order; nobody loses a place that is theirs. An offer lasts as
long as the event says (48 hours), shorter as the day nears: half of the time that is left. So it never outlasts the
beginning, and there is time for the next.
"""

from datetime import datetime, timedelta

from events.bookings.bookings import booking_of, has_begun, take_place
from events.events import CANCELLED, locked
from events.places import held_places, is_in_line, is_open
from events.tables import Booking, Event, WaitingPlace
from network import notes
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, Refusal
from network.ground.queue import together
from network.ground.words import _

SHORTEST = timedelta(minutes=10)  # nobody is asked to answer faster than that
LEFT = _("You left the waiting list. Please wait again if you would like to come.")
LAPSED = _("This place was offered for a time that is over: it went to the next in line. You may wait for another.")
NOT_YET = _("No place is free yet: we write to you as soon as it is your turn.")
BEGUN = _("This day has begun or is past: registration is closed.")


def offer_ends(event: Event, at: datetime) -> datetime | None:
    """Of an offer made now; None where the day is too near for one."""
    lasts = min(timedelta(hours=event.offer_hours), (event.starts_at - at) / 2)
    return at + lasts if lasts >= SHORTEST else None


async def settle(event: Event) -> None:
    """Offers that are over go, what is free goes to the first in line; of a day that is cancelled the line is sent home.
    Under the event's lock."""
    at = now()
    if event.is_cancelled:
        return await _send_home(event, at)
    await _let_lapse(event, at)
    until = offer_ends(event, at)
    if until is None or not event.is_published:
        return
    line = WaitingPlace.objects().where(WaitingPlace.event == event.id, is_in_line())
    line = line.order_by(WaitingPlace.since_at, WaitingPlace.id)
    if event.capacity is not None:
        line = line.limit(max(0, event.capacity - await held_places(event.id)))
    for one in await line:
        one.offered_at, one.offered_until = at, until
        await one.save([WaitingPlace.offered_at, WaitingPlace.offered_until])
        await _tell(one, "events.offer")


async def take(offered: WaitingPlace) -> Booking:
    """The place is theirs; taken twice is taken once. Raises Refusal when the offer is over or not made yet, Conflict
    when the day is cancelled or has begun."""
    async with together():
        event = await locked(offered.event)
        waiting = await read_again(offered)
        registered = await booking_of(event, waiting.person)
        if registered:
            return registered
        if event.is_cancelled or has_begun(event):
            raise Conflict(CANCELLED if event.is_cancelled else BEGUN)
        if waiting.left_at:
            raise Refusal(LEFT)
        if waiting.person is None or waiting.offered_until is None:
            raise Refusal(NOT_YET)
        if waiting.is_over or waiting.offered_until <= now():
            raise Refusal(LAPSED)
        return await take_place(event, waiting.person, waiting.organisation)


def is_open_offer(waiting: WaitingPlace) -> bool:
    """A place is kept for them now."""
    return not waiting.is_over and waiting.offered_until is not None and waiting.offered_until > now()


async def settle_line(event: int) -> None:
    """A job: the number of places or the day itself may have changed."""
    async with together():
        await settle(await locked(event))


async def settle_lines() -> None:
    """By the clock: offers that nobody answered, and places that a request held and did not take."""
    rows = await WaitingPlace.raw(
        """
        SELECT DISTINCT waiting.event FROM events_waiting_place AS waiting
        JOIN events_event AS event ON event.id = waiting.event
        WHERE since_at IS NOT NULL AND taken_at IS NULL AND left_at IS NULL AND lapsed_at IS NULL
          AND event.starts_at > {} ORDER BY waiting.event
        """,
        now(),
    )
    for row in rows:
        await settle_line(row["event"])


async def read_again(waiting: WaitingPlace) -> WaitingPlace:
    """As it is under the lock."""
    found = await WaitingPlace.objects().get(WaitingPlace.id == waiting.id)
    if found is None:
        raise NotHere
    return found


async def _let_lapse(event: Event, at: datetime) -> None:
    """An offer ends with its time, and at the latest when the day begins: that may be earlier than it was."""
    offered = is_open() & WaitingPlace.offered_at.is_not_null()
    late = WaitingPlace.offered_until > event.starts_at
    await WaitingPlace.update({WaitingPlace.offered_until: event.starts_at}).where(
        WaitingPlace.event == event.id, offered, late
    )
    for one in await WaitingPlace.objects().where(WaitingPlace.event == event.id, offered):
        if not (one.offered_until and one.offered_until > at):
            one.lapsed_at = at
            await one.save([WaitingPlace.lapsed_at])
            await _tell(one, "events.lapsed")


async def _send_home(event: Event, at: datetime) -> None:
    for one in await WaitingPlace.objects().where(WaitingPlace.event == event.id, is_open()):
        one.left_at = at
        await one.save([WaitingPlace.left_at])
        await _tell(one, "events.line_cancelled")


async def _tell(one: WaitingPlace, kind: str) -> None:
    if one.person:
        await notes.owe(kind, one.person, about=one.id)
