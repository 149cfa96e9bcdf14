"""Entries of a calendar: events as iCalendar (RFC 5545), so that they stand in whatever people keep their days in.

3.8.4.7  UID: the same for good, so that a newer version replaces the older one instead of standing beside it.
3.8.7.4  SEQUENCE: counts the versions; cancelled is a version too, with STATUS:CANCELLED (3.8.1.11).
3.8.7.2  DTSTAMP: in a file with a METHOD, when that was made; in a feed, which has none, when the event was changed.
3.8.2.7  TRANSP: a day that one only hears of takes up nobody's time.
3.6.5    VTIMEZONE: what a TZID means must be said in the file: see clock_rules.py.
3.1      Lines fold at 75 octets; the library does it, and escapes text (3.3.11).
RFC 5546 METHOD:PUBLISH: for whoever reads it; nobody is asked to answer by calendar. It names an ORGANIZER.
RFC 7986 NAME, DESCRIPTION, COLOR, REFRESH-INTERVAL, SOURCE of a feed; the X- fields say it to programs older than that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress
from icalendar import Event as Entry

from events.calendars.clock_rules import Rule, rules_of, years_of
from events.communes import with_commune
from events.events import CANCELLED
from events.facts import KINDS
from events.tables import Event, Session
from network.ground.clock import now, wall
from network.ground.settings import settings
from network.ground.words import _, language, say_hour
from network.ground.zones import foreign_clock

MEDIA_TYPE = "text/calendar"
PUBLISHED = "text/calendar; method=PUBLISH"
ASK_AGAIN = timedelta(hours=4)
LONGEST = 1_500  # characters of a description in a feed: the whole is behind the link


@dataclass(frozen=True)
class Day:
    """An event with what a calendar says of it."""

    event: Event
    agenda: Sequence[Session] = ()
    owner: str = ""
    commune: str = ""
    is_mine: bool = True  # its reader goes there: the hours are taken


@dataclass(frozen=True)
class Heading:
    """What a feed says of itself."""

    name: str
    description: str
    source: str  # where it is read again
    page: str


def calendar_of(day: Day) -> bytes:
    """One event, as a file to take away."""
    calendar = _calendar([day])
    calendar.add("method", "PUBLISH")
    entry = _entry(day, now())
    organiser = vCalAddress(f"mailto:{parseaddr(settings().sender)[1]}")
    if day.owner:
        organiser.params["cn"] = day.owner.replace('"', "’")  # RFC 5545 3.2: no parameter holds a double quote
    entry.add("organizer", organiser)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def feed_of(days: Sequence[Day], heading: Heading) -> bytes:
    """Many events, at an address that calendars ask again and again: the same for the same events."""
    calendar = _calendar(days)
    for field in ("name", "x-wr-calname"):
        calendar.add(field, heading.name)
    for field in ("description", "x-wr-caldesc"):
        calendar.add(field, heading.description)
    calendar.add("url", heading.page)
    calendar.add("source", heading.source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add("x-wr-timezone", wall().key)
    calendar.add("color", "darkgreen")
    for day in days:
        entry = _entry(day, day.event.changed_at, LONGEST)
        entry.add("transp", "OPAQUE" if day.is_mine and not day.event.is_cancelled else "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _calendar(days: Sequence[Day]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Terreau//Terreau//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for zone in sorted({day.event.time_zone for day in days}):
        theirs = [day.event for day in days if day.event.time_zone == zone]
        first, last = min(event.starts_at for event in theirs), max(event.ends_at for event in theirs)
        calendar.add_component(_zone(zone, rules_of(zone, *years_of(first, last))))
    return calendar


def _entry(day: Day, stamp: datetime, longest: int | None = None) -> Entry:
    event, zone = day.event, ZoneInfo(day.event.time_zone)
    link = f"{settings().address}/events/{event.code}"
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", stamp)
    entry.add("created", event.planned_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    title = str(_("Cancelled: %(day)s", day=event.title)) if event.is_cancelled else event.title
    entry.add("summary", title, parameters={"LANGUAGE": language()})  # many programs say nothing of a STATUS
    if place := _place(day):
        entry.add("location", place)
    said = _said(day)
    if longest and len(said) > longest:
        said = f"{said[:longest].rstrip()} …"
    entry.add("description", "\n\n".join(part for part in (said, day.owner, link) if part))
    if kind := KINDS.get(event.kind):
        entry.add("categories", [str(kind)])
    entry.add("url", link)
    entry.add("status", _status(event))
    return entry


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if event.is_published else "TENTATIVE"


def _place(day: Day) -> str:
    event = day.event
    said = ", ".join(part for part in (event.place_name, event.place_address) if part)
    return " ".join(with_commune(said, day.commune).split())


def _said(day: Day) -> str:
    event = day.event
    parts = [event.summary]
    if event.is_cancelled:
        parts.insert(0, f"{CANCELLED} {event.cancelled_because}".strip())
    if event.meeting_point:
        parts.append(str(_("Where people meet: %(what)s", what=event.meeting_point)))
    if event.bring:
        parts.append(str(_("What to bring: %(what)s", what=event.bring)))
    if day.agenda:
        hours = [f"{say_hour(part.starts_at, event.time_zone)} {part.title}" for part in day.agenda]
        clock = str(foreign_clock(event.starts_at, event.time_zone))
        parts.append("\n".join([f"({clock})", *hours] if clock else hours))
    return "\n\n".join(part for part in parts if part)


def _zone(zone: str, rules: Iterable[Rule]) -> Timezone:
    component = Timezone()
    component.add("tzid", zone)
    for rule in rules:
        part = TimezoneDaylight() if rule.change.is_forward else TimezoneStandard()
        part.add("tzname", rule.change.name)
        part.add("dtstart", rule.change.at)
        if rule.weekday:
            part.add("rrule", {"freq": "yearly", "bymonth": rule.month, "byday": rule.weekday})
        part.add("tzoffsetfrom", rule.change.before)
        part.add("tzoffsetto", rule.change.after)
        component.add_component(part)
    return component
