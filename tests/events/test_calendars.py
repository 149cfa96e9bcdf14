from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from icalendar import Calendar

from events import calendars, events, sessions
from events.tables import Event
from network.ground.clock import now
from network.plug import Village
from tests.events.days import day, seen_by

PARIS = ZoneInfo("Europe/Paris")


def an_event(**said: Any) -> Event:
    facts: dict[str, Any] = {
        "code": "abcdefghij",
        "uid": "abcdefghij@localhost",
        "title": "Planter",
        "starts_at": datetime(2026, 12, 3, 14, tzinfo=PARIS),
        "ends_at": datetime(2026, 12, 3, 17, tzinfo=PARIS),
        "time_zone": "Europe/Paris",
        "planned_at": now(),
        "changed_at": now(),
    }
    return Event(**facts | said)


def read(packed: bytes) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(packed)
    [entry] = calendar.walk("VEVENT")
    return calendar, entry


async def test_what_was_said_of_the_day_stands_in_its_calendar(village: Village) -> None:
    event = await day()
    packed = calendars.calendar_of(event, await sessions.agenda_of(event), "Haies et bocages")
    calendar, entry = read(packed)
    assert calendar["METHOD"] == "PUBLISH" and calendar["VERSION"] == "2.0"
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == (event.uid, event.sequence, "CONFIRMED")
    assert entry["SUMMARY"] == "Planter en année sèche" and entry["LOCATION"] == "Salle des fêtes, Auch"
    assert entry.decoded("dtstart") == event.starts_at and entry["DTSTART"].params["TZID"] == "Europe/Paris"
    assert "Quelles essences pour demain" in entry["DESCRIPTION"]
    assert entry["DESCRIPTION"].endswith(f"http://localhost:8000/events/{event.code}") and entry["URL"]
    assert all(len(line) <= 75 for line in packed.split(b"\r\n"))
    assert entry.decoded("dtstamp").tzinfo is not None


async def test_a_cancelled_day_is_a_newer_version_of_the_same_day(village: Village) -> None:
    before = read(calendars.calendar_of(await day()))[1]
    await events.cancel(await day(), "La salle a brûlé.", await seen_by(village, "rita"))
    after = read(calendars.calendar_of(await day()))[1]
    assert after["UID"] == before["UID"] and after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["STATUS"] == "CANCELLED" and "La salle a brûlé." in after["DESCRIPTION"]


def test_the_zone_is_said_in_the_file_in_two_rules() -> None:
    packed = calendars.calendar_of(an_event())
    zone = packed[packed.index(b"BEGIN:VTIMEZONE") : packed.index(b"END:VTIMEZONE")]
    assert zone.count(b"RRULE") == 2 and len(zone) < 500
    assert b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in zone.replace(b"\r\n ", b"")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_hour_is_right_in_every_month(month: int) -> None:
    at = datetime(2027, month, 28, 14, tzinfo=PARIS)
    calendar, entry = read(calendars.calendar_of(an_event(starts_at=at, ends_at=at + timedelta(hours=1))))
    [zone] = calendar.walk("VTIMEZONE")
    here = zone.to_tz(lookup_tzid=False)  # as a program would that knows nothing of Paris but this file
    assert datetime(2027, month, 28, 14, tzinfo=here).utcoffset() == at.utcoffset()
    assert entry.decoded("dtstart") == at


def test_another_zone_is_said_too() -> None:
    at = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Indian/Reunion"))
    event = an_event(time_zone="Indian/Reunion", starts_at=at, ends_at=at + timedelta(hours=2))
    calendar, entry = read(calendars.calendar_of(event))
    assert entry.decoded("dtstart") == at and [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == [
        "Indian/Reunion"
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200),
    summary=some.text(some.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300),
)
def test_whatever_is_typed_as_a_title_comes_back_and_adds_no_line_of_its_own(title: str, summary: str) -> None:
    packed = calendars.calendar_of(an_event(title=title, summary=summary))
    calendar, entry = read(packed)
    assert str(entry["SUMMARY"]) == title
    assert len(calendar.walk("VEVENT")) == 1 and entry["UID"] == "abcdefghij@localhost"
    assert summary.strip("\n") in str(entry["DESCRIPTION"])
    assert all(len(line) <= 75 for line in packed.split(b"\r\n"))
