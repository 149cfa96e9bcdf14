"""Events: a community or a network invites to a day. Planned, it is seen by those who animate; published, by its reach.

What is said of a day is said once: its page, the lists, the calendars, the letters and the report all read this row.
Each change that a calendar must hear of adds one to its `sequence`; those registered, those who wait for a place, and those
invited who may still come, are told of a new hour or place, and of a cancellation with its reason. Kinds are data; nothing here depends on one of them.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from events.facts import PAST, Facts, said_of, say
from events.invited import undecided
from events.places import held_places, registered_people, waiting_people
from events.tables import Event, Session
from network import notes
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.errors import Conflict, Fault, Faults, NotHere
from network.ground.queue import later, together
from network.ground.settings import settings
from network.ground.words import _, say_hour
from network.owners import Owner, numbers_of
from network.zones import zone_of

CANCELLED = _("This day is cancelled.")
BEGUN = _("This day has begun: it can no longer be cancelled.")
Judge = Callable[[Mapping[str, Any], Mapping[str, Any]], None]


async def plan(
    owner: Owner,
    facts: Facts,
    by: Viewer,
    code: str | None = None,
    may_be_past: bool = False,
) -> Event:
    """A new event, not published yet. Under a code that is there already (a form sent twice), the one that it named.
    Raises Fault on each field that is wrong."""
    async with together():
        if code:
            await one_at_a_time(f"event {code}")
        known = await Event.objects().where(Event.code == code).first() if code else None
        if known:
            return known
        event = Event(code=code or tokens.code(), planned_by=by.person, planned_at=now())
        event.uid = f"{event.code}@{urlsplit(settings().address).hostname}"
        event.community, event.network = numbers_of(owner)
        event.time_zone = await zone_of(owner)
        wrong = await say(event, facts, owner)
        if not may_be_past and "on" not in wrong:
            _judge_whether_to_come(event, wrong)
        wrong.refuse()
        await event.save()
    return event


async def revise(event: Event, facts: Facts, owner: Owner, judge: Judge | None = None) -> bool:
    """The day as it is now; answers whether people were told. The agenda moves along. Raises Fault, Conflict, and what
    `judge` raises of what is there and what is wanted."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        before = _where_and_when(held)
        said, there = (held.title, held.summary), await said_of(held)
        wrong = await say(held, facts, owner)
        if judge and not wrong:
            judge(there, await said_of(held))
        if held.ends_at < now() and held.starts_at != before[0]:
            wrong.add("on", PAST)
        taken = await held_places(held.id)
        if held.capacity is not None and held.capacity < taken:
            wrong.add("capacity", _("Places taken already: %(taken)s. No fewer than that.", taken=taken))
        if not wrong.keys() & {"on", "starts", "ends"}:
            with wrong.gathering():
                await _move_agenda(held, before[0], before[1])
        wrong.refuse()
        moved = before != _where_and_when(held)
        if moved or said != (held.title, held.summary):
            held.sequence += 1
        await held.save()
        await later("settle_line", held.id)  # there may be more places now
        return await _tell(held, "changed") if moved else False


async def publish(event: Event, by: Viewer) -> None:
    """From now on it is seen by its reach. Twice is once."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        if not held.is_published:
            held.published_at, held.published_by, held.changed_at = now(), by.person, now()
            await held.save()


async def cancel(event: Event, because: str, by: Viewer) -> bool:
    """It does not take place; those registered or invited are told why. Answers whether anybody was told. Twice is once."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            return False
        if held.starts_at < now():
            raise Conflict(BEGUN)
        held.cancelled_at, held.cancelled_by, held.cancelled_because = now(), by.person, because
        held.sequence, held.changed_at = held.sequence + 1, now()
        await held.save()
        await later("settle_line", held.id)
        return await _tell(held, "cancelled")


async def locked(event: int) -> Event:
    """The event, read again under its lock: whoever counts places or changes them stands in one line."""
    found = await Event.objects().where(Event.id == event).lock_rows("UPDATE").first()
    if found is None:
        raise NotHere
    return found


def day_of(event: Event) -> date:
    """The day on which it begins, where it begins."""
    return event.starts_at.astimezone(ZoneInfo(event.time_zone)).date()


def _where_and_when(event: Event) -> tuple[Any, ...]:
    """What those registered must hear of when it changes."""
    return event.starts_at, event.ends_at, event.place_name, event.place_address, event.territory, event.meeting_point


def _judge_whether_to_come(event: Event, wrong: Faults) -> None:
    if event.ends_at < now():
        wrong.add("on", PAST)
    elif event.bookings_close_at and event.bookings_close_at <= now():
        wrong.add("bookings_close_on", _("This day is past: nobody could register."))


async def _move_agenda(event: Event, started_at: datetime, ended_at: datetime) -> None:
    """With the day; with the hour too where the day stays as long as it was."""
    zone = ZoneInfo(event.time_zone)
    old, new = (at.astimezone(zone).replace(tzinfo=None) for at in (started_at, event.starts_at))
    is_as_long = ended_at - started_at == event.ends_at - event.starts_at
    by = new - old if is_as_long else timedelta(days=(new.date() - old.date()).days)
    for session in await Session.objects().where(Session.event == event.id).order_by(Session.starts_at):
        begins, ends = (at.astimezone(zone).replace(tzinfo=None) + by for at in (session.starts_at, session.ends_at))
        moved: dict[Any, Any] = {
            Session.starts_at: begins.replace(tzinfo=zone),
            Session.ends_at: ends.replace(tzinfo=zone),
        }
        if moved[Session.starts_at] < event.starts_at or moved[Session.ends_at] > event.ends_at:
            hours = (
                say_hour(moved[Session.starts_at], event.time_zone),
                say_hour(moved[Session.ends_at], event.time_zone),
            )
            said = _(
                "The agenda has something from %(since)s to %(until)s: change that first.",
                since=hours[0],
                until=hours[1],
            )
            raise Fault("ends", said)
        await Session.update(moved).where(Session.id == session.id)


async def _tell(event: Event, what: str) -> bool:
    """Those registered, those who wait for a place; and those invited by name who may still come, for their letter says
    what is no longer true."""
    if not event.is_published or event.ends_at <= now():
        return False
    people, waiting, invited = (
        await registered_people(event.id),
        await waiting_people(event.id),
        await undecided(event.id),
    )
    for booking, person in people:
        await notes.owe(f"events.{what}", person, about=booking)
    for place, person in waiting if what == "changed" else []:  # of a cancellation, as the line is sent home: offers.py
        await notes.owe("events.line_changed", person, about=place)
    for invitation, person in invited:
        await notes.owe(f"events.invitation_{what}", person, about=invitation)
    return bool(people or waiting or invited)
