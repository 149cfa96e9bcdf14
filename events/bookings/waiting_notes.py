"""Notes of the waiting list: you asked, you are in line, a place is yours if you take it, it went to the next, the day is
another or does not take place. An offer that is over is not sent."""

from events.bookings.waiting_places import rank_of, token_of
from events.notes import about, press_day
from events.tables import Event, WaitingPlace
from network.ground.clock import now
from network.ground.letterpress import Pressed
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.tables import Note


async def write_asked(note: Note) -> Pressed | None:
    """To an address that would wait: the link that confirms it. Nothing once it has answered or left."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or waiting.since_at or waiting.is_over or event.is_cancelled:
        return None
    return await _press("waiting_asked", _("Please confirm: %(day)s", day=event.title), waiting, event)


async def write_waiting(note: Note) -> Pressed | None:
    """You stand in line, and where."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or waiting.is_over or waiting.offered_at or event.is_cancelled:
        return None
    return await _press("waiting", _("Waiting list: %(day)s", day=event.title), waiting, event)


async def write_offer(note: Note) -> Pressed | None:
    """A place is free, and kept for you until then."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or waiting.is_over or event.is_cancelled:
        return None
    if waiting.offered_until is None or waiting.offered_until <= now():
        return None
    return await _press("offer", _("A place is free for you: %(day)s", day=event.title), waiting, event)


async def write_lapsed(note: Note) -> Pressed | None:
    """It went to the next; you may wait again. Nothing once the day has begun."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or not waiting.lapsed_at or event.is_cancelled or event.starts_at <= now():
        return None
    return await _press("lapsed", _("The place went to somebody else: %(day)s", day=event.title), waiting, event)


async def write_changed(note: Note) -> Pressed | None:
    """Another hour or place, with their rank or the place that is kept for them. Nothing once they have left the line."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or waiting.is_over or event.is_cancelled or event.starts_at <= now():
        return None
    return await _press("line_changed", _("Another hour or place: %(day)s", day=event.title), waiting, event)


async def write_cancelled(note: Note) -> Pressed | None:
    """The day does not take place, and why."""
    waiting, event = await about(note, WaitingPlace)
    if waiting is None or not event.is_cancelled:
        return None
    return await _press("line_cancelled", _("Cancelled: %(day)s", day=event.title), waiting, event)


async def _press(name: str, subject: Sentence, waiting: WaitingPlace, event: Event) -> Pressed:
    rank = await rank_of(waiting) if waiting.since_at else 0
    page = f"{settings().address}/waiting-places/{waiting.code}/{token_of(waiting)}"
    return await press_day(name, subject, event, rank=rank, until=waiting.offered_until, page=page)


WRITERS = {
    "events.waiting_asked": write_asked,
    "events.waiting": write_waiting,
    "events.offer": write_offer,
    "events.lapsed": write_lapsed,
    "events.line_changed": write_changed,
    "events.line_cancelled": write_cancelled,
}
