"""Notes of the waiting list: you asked, you are in line, a place is yours if you take it, it went to the next.

Each is written when it leaves, from the rows as they are then: an offer that is over is not sent.
"""

from dataclasses import replace

from events.bookings.waiting_places import rank_of, token_of
from events.tables import Event, WaitingPlace
from network.communities import replies
from network.ground.clock import now
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.owners import owner_of
from network.tables import Note


async def write_asked(note: Note) -> Pressed | None:
    """To an address that would wait: the link that confirms it. Nothing once it has answered or left."""
    waiting, event = await _about(note)
    if waiting is None or waiting.since_at or waiting.is_over or event.is_cancelled:
        return None
    return await _press("waiting_asked", _("Please confirm: %(day)s", day=event.title), waiting, event)


async def write_waiting(note: Note) -> Pressed | None:
    """You stand in line, and where."""
    waiting, event = await _about(note)
    if waiting is None or waiting.is_over or waiting.offered_at or event.is_cancelled:
        return None
    return await _press("waiting", _("Waiting list: %(day)s", day=event.title), waiting, event)


async def write_offer(note: Note) -> Pressed | None:
    """A place is free, and kept for you until then."""
    waiting, event = await _about(note)
    if waiting is None or waiting.is_over or event.is_cancelled:
        return None
    if waiting.offered_until is None or waiting.offered_until <= now():
        return None
    return await _press("offer", _("A place is free for you: %(day)s", day=event.title), waiting, event)


async def write_lapsed(note: Note) -> Pressed | None:
    """It went to the next; you may wait again. Nothing once the day has begun."""
    waiting, event = await _about(note)
    if waiting is None or not waiting.lapsed_at or event.is_cancelled or event.starts_at <= now():
        return None
    return await _press("lapsed", _("The place went to somebody else: %(day)s", day=event.title), waiting, event)


async def write_cancelled(note: Note) -> Pressed | None:
    """The day does not take place, and why."""
    waiting, event = await _about(note)
    if waiting is None or not event.is_cancelled:
        return None
    return await _press("line_cancelled", _("Cancelled: %(day)s", day=event.title), waiting, event)


async def _about(note: Note) -> tuple[WaitingPlace | None, Event]:
    waiting = await WaitingPlace.objects().get(WaitingPlace.id == note.subject)
    event = await Event.objects().get(Event.id == waiting.event) if waiting else None
    return (waiting, event) if event else (None, Event())


async def _press(name: str, subject: Sentence, waiting: WaitingPlace, event: Event) -> Pressed:
    owner = await owner_of(event)
    letter = press(
        f"events/letters/{name}",
        subject,
        event=event,
        owner=owner,
        rank=await rank_of(waiting) if waiting.since_at else 0,
        until=waiting.offered_until,
        page=f"{settings().address}/waiting-places/{waiting.code}/{token_of(waiting)}",
        event_page=f"{settings().address}/events/{event.code}",
    )
    return replace(letter, reply_to=await replies.read_by(owner))


WRITERS = {
    "events.waiting_asked": write_asked,
    "events.waiting": write_waiting,
    "events.offer": write_offer,
    "events.lapsed": write_lapsed,
    "events.line_cancelled": write_cancelled,
}
