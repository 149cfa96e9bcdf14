"""Entries of a calendar: events as iCalendar (RFC 5545), so that they stand in whatever people keep their days in.

3.8.4.7  UID: the same for good, so that a newer version replaces the older one instead of standing beside it.
3.8.7.4  SEQUENCE: counts the versions; cancelled is a version too, with STATUS:CANCELLED (3.8.1.11).
3.8.7.2  DTSTAMP: in a file with a METHOD, when that was made; in a feed, which has none, when the event was changed.
3.8.2.7  TRANSP: a day that one only hears of takes up nobody's time.
3.6.5    VTIMEZONE: what a TZID means must be said in the file: see clock_rules.py.
3.1      Lines fold at 75 octets and text is escaped (3.3.11): see lines.py; the library does it for the head.
RFC 5546 METHOD:PUBLISH: for whoever reads it; nobody is asked to answer by calendar. It names an ORGANIZER.
RFC 7986 NAME, DESCRIPTION, COLOR, REFRESH-INTERVAL, SOURCE of a feed; the X- fields say it to programs older than that.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Protocol

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

from events.calendars.clock_rules import Rule, rules_of, years_of
from events.calendars.lines import moment, moment_there, text, written
from events.communes import with_commune
from events.events import CANCELLED
from events.facts import KINDS
from events.tables import Event
from network.ground.clock import now, wall
from network.ground.settings import settings
from network.ground.words import _, language, say_hour
from network.ground.zones import foreign_clock

MEDIA_TYPE = "text/calendar"
PUBLISHED = "text/calendar; method=PUBLISH"
ASK_AGAIN = timedelta(hours=4)
END = b"END:VCALENDAR\r\n"
MOST_KEPT = 5_000  # entries, of a kilobyte each
LONGEST = 1_500  # characters of a description in a feed: the whole is behind the link


class Part(Protocol):
    """One line of an agenda."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Day:
    """An event with what a calendar says of it."""

    event: Event
    agenda: Sequence[Part] = ()
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
    who = {"cn": day.owner.replace('"', "’")} if day.owner else {}  # RFC 5545 3.2: no parameter holds a double quote
    organiser = written("ORGANIZER", f"mailto:{parseaddr(settings().sender)[1]}", **who)
    return _with(calendar, [_entry(day, now(), [organiser])])


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
    return _with(calendar, [_drawn(day) for day in days])


_kept: OrderedDict[tuple[object, ...], bytes] = (
    OrderedDict()
)  # the same days stand in many feeds, asked every few hours


def _drawn(day: Day) -> bytes:
    """Once for as long as nothing that it says changes; of many days those that were not asked for lately are let go."""
    event, agenda = day.event, tuple((part.starts_at, part.title) for part in day.agenda)
    known = (event.uid, event.sequence, event.changed_at, event.cancelled_at, event.is_published, agenda)
    key = (*known, day.owner, day.commune, day.is_mine, language(), wall().key, settings().address)
    entry = _kept.pop(key, None) or _entry(day, event.changed_at, [_taken(day)], LONGEST)
    _kept[key] = entry
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return entry


def _taken(day: Day) -> bytes:
    return written("TRANSP", "OPAQUE" if day.is_mine and not day.event.is_cancelled else "TRANSPARENT")


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


def _with(calendar: Calendar, entries: Sequence[bytes]) -> bytes:
    return b"".join([bytes(calendar.to_ical()).removesuffix(END), *entries, END])


def _entry(day: Day, stamp: datetime, more: Sequence[bytes], longest: int | None = None) -> bytes:
    event = day.event
    link = f"{settings().address}/events/{event.code}"
    title = str(_("Cancelled: %(day)s", day=event.title)) if event.is_cancelled else event.title
    said, place, kind = _said(day), _place(day), KINDS.get(event.kind)
    if longest and len(said) > longest:
        said = f"{said[:longest].rstrip()} …"
    lines = [
        written("BEGIN", "VEVENT"),
        text("SUMMARY", title, language=language()),  # many programs say nothing of a STATUS
        moment_there("DTSTART", event.starts_at, event.time_zone),
        moment_there("DTEND", event.ends_at, event.time_zone),
        moment("DTSTAMP", stamp),
        text("UID", event.uid),
        written("SEQUENCE", str(event.sequence)),
        text("CATEGORIES", str(kind)) if kind else b"",
        moment("CREATED", event.planned_at),
        text("DESCRIPTION", "\n\n".join(part for part in (said, day.owner, link) if part)),
        moment("LAST-MODIFIED", event.changed_at),
        text("LOCATION", place) if place else b"",
        written("STATUS", _status(event)),
        *more,
        written("URL", link),
        written("END", "VEVENT"),
    ]
    return b"".join(lines)


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
