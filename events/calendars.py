"""Calendars: an event as iCalendar (RFC 5545), so that it stands in whatever people keep their days in.

3.8.4.7  UID: the same for good, so that a newer version replaces the older one instead of standing beside it.
3.8.7.4  SEQUENCE: counts the versions; cancelled is a version too, with STATUS:CANCELLED (3.8.1.11).
3.8.7.2  DTSTAMP: with a METHOD, when this calendar was made; LAST-MODIFIED says when the event was changed.
3.6.5    VTIMEZONE: what a TZID means must be said in the file. Europe/Paris is two rules, in force since 1996.
3.1      Lines fold at 75 octets; the library does it, and escapes text (3.3.11).
RFC 5546 METHOD:PUBLISH: for whoever reads it; nobody is asked to answer by calendar.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import Event as Entry

from events.events import CANCELLED
from events.tables import Event, Session
from network.ground.clock import now
from network.ground.settings import settings
from network.ground.words import language, say_hour

MEDIA_TYPE = "text/calendar; method=PUBLISH"


def calendar_of(event: Event, agenda: Sequence[Session] = (), organiser: str = "") -> bytes:
    """One event, as a file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Terreau//Terreau//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone(event))
    calendar.add_component(_entry(event, agenda, organiser))
    return bytes(calendar.to_ical())


def _entry(event: Event, agenda: Sequence[Session], organiser: str) -> Entry:
    zone, link = ZoneInfo(event.time_zone), f"{settings().address}/events/{event.code}"
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", now())
    entry.add("created", event.planned_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", event.title, parameters={"LANGUAGE": language()})
    if place := ", ".join(part for part in (event.place_name, event.place_address) if part):
        entry.add("location", " ".join(place.split()))
    entry.add("description", "\n\n".join(part for part in (_said(event, agenda), organiser, link) if part))
    entry.add("url", link)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return entry


def _said(event: Event, agenda: Sequence[Session]) -> str:
    parts = [event.summary]
    if event.is_cancelled:
        parts.insert(0, f"{CANCELLED} {event.cancelled_because}".strip())
    parts += ["\n".join(f"{say_hour(part.starts_at, event.time_zone)} {part.title}" for part in agenda)]
    return "\n\n".join(part for part in parts if part)


def _zone(event: Event) -> Timezone:
    if event.time_zone != "Europe/Paris":  # a compact one: what holds from the year before to the year after
        near = event.starts_at.date()
        around = (near - timedelta(days=366), near + timedelta(days=366))
        return Timezone.from_tzid(event.time_zone, first_date=around[0], last_date=around[1])
    zone = Timezone()
    zone.add("tzid", "Europe/Paris")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, month, hour, before, after in (
        (summer, "CEST", 3, 2, 1, 2),
        (winter, "CET", 10, 3, 2, 1),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
