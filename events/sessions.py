"""Sessions: the timed parts of an event. Together, in the order of the clock, they are its agenda.

Each has a format: how people work together in it. Formats are data; a network of practice lives by their variety.
"""

from datetime import datetime, time

from events.events import CANCELLED, day_of, locked
from events.facts import real_hour
from events.tables import Event, Session
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.queue import together
from network.ground.words import Sentence, _

FORMATS: dict[str, Sentence] = {
    "welcome": _("welcome"),
    "talk": _("talk"),
    "shared_diagnosis": _("shared diagnosis"),
    "world_cafe": _("world café"),
    "rotating_workshops": _("rotating workshops"),
    "speed_dating": _("speed dating"),
    "collective_supervision": _("collective supervision"),
    "forecasting_workshop": _("forecasting workshop"),
    "field_visit": _("field visit"),
    "break": _("break"),
    "closing": _("closing"),
}


async def agenda_of(event: Event) -> list[Session]:
    """In the order of the clock."""
    return await Session.objects().where(Session.event == event.id).order_by(Session.starts_at, Session.id)


async def session_with(code: str) -> tuple[Session, Event]:
    """The session and its event, or NotHere; who may see them is asked at the event's door."""
    session = await Session.objects().where(Session.code == code).first()
    event = await Event.objects().get(Event.id == session.event) if session else None
    if session is None or event is None:
        raise NotHere
    return session, event


async def add(
    event: Event,
    starts: time,
    ends: time,
    title: str,
    format: str = "",
    speakers: str = "",
    code: str | None = None,
) -> Session:
    """A part of the day, within its hours. Under a code that is there already, the one that it named."""
    async with together():
        held = await locked(event.id)
        known = await Session.objects().where(Session.code == code).first() if code else None
        if known:
            return known
        session = Session(code=code or tokens.code(), event=held.id)
        await _say(session, held, starts, ends, title, format, speakers)
    return session


async def revise(
    session: Session, event: Event, starts: time, ends: time, title: str, format: str, speakers: str
) -> None:
    """The part as it is now."""
    async with together():
        held = await locked(event.id)
        if not await Session.exists().where(Session.id == session.id):
            raise NotHere
        await _say(session, held, starts, ends, title, format, speakers)


async def drop(session: Session, event: Event) -> None:
    """Out of the agenda. Twice is once."""
    async with together():
        held = await locked(event.id)
        await Session.delete().where(Session.id == session.id)
        await _agenda_changed(held)


async def _say(
    session: Session, event: Event, starts: time, ends: time, title: str, format: str, speakers: str
) -> None:
    if event.is_cancelled:
        raise Conflict(CANCELLED)
    begins, until = _within(event, starts, ends)
    if format and format not in FORMATS:
        raise Fault("format", _("Please choose one of the answers."))
    session.starts_at, session.ends_at = begins, until
    session.title, session.format, session.speakers = title, format, speakers
    await session.save()
    await _agenda_changed(event)


def _within(event: Event, starts: time, ends: time) -> tuple[datetime, datetime]:
    on, zone = day_of(event), event.time_zone
    begins, until = real_hour("starts", on, starts, zone), real_hour("ends", on, ends, zone)
    if until <= begins:
        raise Fault("ends", _("The end comes before the beginning."))
    if begins < event.starts_at:
        raise Fault("starts", _("The day begins later than that."))
    if until > event.ends_at:
        raise Fault("ends", _("The day ends earlier than that."))
    return begins, until


async def _agenda_changed(event: Event) -> None:
    """The agenda stands in the calendars too."""
    event.sequence, event.changed_at = event.sequence + 1, now()
    await event.save()
