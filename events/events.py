"""Events: a community or a network invites to a day. Planned, it is seen by those who animate; published, by its reach.

What is said of a day is said once: its page, the lists, the calendars, the letters and the report all read this row.
Each change that a calendar must hear of adds one to its `sequence`; those registered are told of a new hour or place,
and of a cancellation with its reason. Kinds are data; nothing here depends on one of them.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from events.places import held_places, registered_people
from events.tables import Event, Session
from network import notes
from network.access import REACHES, Viewer
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.queue import later, together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_hour
from network.plug import Owner
from network.tables import Network
from network.zones import zone_of

KINDS: dict[str, Sentence] = {
    "meeting_day": _("Meeting day"),
    "webinar": _("Webinar"),
    "training": _("Training in action"),
}
CANCELLED = _("This day is cancelled.")
FURTHEST = timedelta(days=3660)  # a year mistyped is no day that anybody plans


@dataclass(frozen=True)
class Facts:
    """What is said of an event when it is planned or changed: hours as on the wall, where the network is."""

    title: str
    on: date
    starts: time
    ends: time
    place_name: str = ""
    place_address: str = ""
    territory: int | None = None
    capacity: int | None = None
    offer_hours: int = 48  # how long a freed place is kept for the first in line
    bookings_close_on: date | None = None  # that day is the last
    summary: str = ""
    reach: str = "public"
    organised_by: int | None = None


def reaches_of(owner: Owner) -> dict[str, Sentence]:
    """A network has people, but no circles."""
    return {name: REACHES[name] for name in ("public", "network")} if isinstance(owner, Network) else REACHES


async def plan(
    owner: Owner,
    facts: Facts,
    by: Viewer,
    code: str | None = None,
    kind: str = "meeting_day",
    may_be_past: bool = False,
) -> Event:
    """A new event, not published yet. Under a code that is there already (a form sent twice), the one that it named.
    Raises Fault on the field that is wrong."""
    known = await Event.objects().where(Event.code == code).first() if code else None
    if known:
        return known
    event = Event(code=code or tokens.code(), kind=kind, planned_by=by.person, planned_at=now())
    event.uid = f"{event.code}@{urlsplit(settings().address).hostname}"
    event.network = owner.id if isinstance(owner, Network) else None
    event.community = None if isinstance(owner, Network) else owner.id
    event.time_zone = await zone_of(owner)
    _say(event, facts, owner)
    if event.ends_at < now() and not may_be_past:
        raise Fault("on", _("This day is past: please choose one that is to come."))
    await event.save()
    return event


async def revise(event: Event, facts: Facts, owner: Owner) -> bool:
    """The day as it is now; answers whether people were told. The agenda moves along. Raises Fault, Conflict."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            raise Conflict(CANCELLED)
        before = (held.starts_at, held.ends_at, held.place_name, held.place_address)
        said = (held.title, held.summary)
        _say(held, facts, owner)
        if held.ends_at < now() and held.starts_at != before[0]:
            raise Fault("on", _("This day is past: please choose one that is to come."))
        taken = await held_places(held.id)
        if held.capacity is not None and held.capacity < taken:
            raise Fault("capacity", _("Places taken already: %(taken)s. No fewer than that.", taken=taken))
        await _move_agenda(held, before[0], before[1])
        moved = before != (held.starts_at, held.ends_at, held.place_name, held.place_address)
        if moved or said != (held.title, held.summary):
            held.sequence += 1
        await held.save()
        await later("settle_line", held.id)  # there may be more places now
        return await _tell(held, "events.changed") if moved else False


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
    """It does not take place; those registered are told why. Answers whether anybody was told. Twice is once."""
    async with together():
        held = await locked(event.id)
        if held.is_cancelled:
            return False
        if held.starts_at < now():
            raise Conflict(_("This day has begun: it can no longer be cancelled."))
        held.cancelled_at, held.cancelled_by, held.cancelled_because = now(), by.person, because
        held.sequence, held.changed_at = held.sequence + 1, now()
        await held.save()
        await later("settle_line", held.id)
        return await _tell(held, "events.cancelled")


async def locked(event: int) -> Event:
    """The event, read again under its lock: whoever counts places or changes them stands in one line."""
    found = await Event.objects().where(Event.id == event).lock_rows("UPDATE").first()
    if found is None:
        raise NotHere
    return found


def at_wall(on: date, hour: time, zone: str) -> datetime:
    """That hour of that day, where the network is."""
    return datetime.combine(on, hour, tzinfo=ZoneInfo(zone))


def day_of(event: Event) -> date:
    """The day on which it begins, where it begins."""
    return event.starts_at.astimezone(ZoneInfo(event.time_zone)).date()


def on_the_wall(event: Event) -> dict[str, str]:
    """The day as it stands in the fields of its form."""
    begins, ends = (at.astimezone(ZoneInfo(event.time_zone)) for at in (event.starts_at, event.ends_at))
    last = event.bookings_close_at
    close = (last - timedelta(seconds=1)).astimezone(ZoneInfo(event.time_zone)).date().isoformat() if last else ""
    hours = {"starts": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    return {"on": begins.date().isoformat(), "bookings_close_on": close, **hours}


def _say(event: Event, facts: Facts, owner: Owner) -> None:
    if facts.ends <= facts.starts:
        raise Fault("ends", _("The end comes before the beginning."))
    if facts.reach not in reaches_of(owner):
        raise Fault("reach", _("Please choose one of the answers."))
    if facts.on > today() + FURTHEST:
        raise Fault("on", _("This day is more than ten years away: please look at its year again."))
    event.starts_at = at_wall(facts.on, facts.starts, event.time_zone)
    event.ends_at = at_wall(facts.on, facts.ends, event.time_zone)
    event.bookings_close_at = None
    if facts.bookings_close_on:
        if facts.bookings_close_on > facts.on:
            raise Fault("bookings_close_on", _("Registration ends on the day itself at the latest."))
        after = at_wall(facts.bookings_close_on + timedelta(days=1), time(), event.time_zone)
        event.bookings_close_at = min(after, event.starts_at)
    event.title, event.summary, event.reach = facts.title, facts.summary, facts.reach
    event.place_name, event.place_address = facts.place_name, facts.place_address
    event.territory, event.capacity, event.organised_by = facts.territory, facts.capacity, facts.organised_by
    event.offer_hours = facts.offer_hours
    event.changed_at = now()


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


async def _tell(event: Event, kind: str) -> bool:
    people = await registered_people(event.id) if event.is_published and event.ends_at > now() else []
    for booking, person in people:
        await notes.owe(kind, person, about=booking)
    return bool(people)
