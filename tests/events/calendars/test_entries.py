from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from icalendar import Calendar

from events import events, sessions
from events.calendars.days import Part
from events.calendars.entries import Day, Heading, calendar_of, feed_of
from events.tables import Event
from network.ground.clock import now
from network.ground.words import speaking
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
    packed = calendar_of(Day(event, await sessions.agenda_of(event), "Haies et bocages", "Auch"))
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
    before = read(calendar_of(Day(await day())))[1]
    await events.cancel(await day(), "La salle a brûlé.", await seen_by(village, "rita"))
    after = read(calendar_of(Day(await day())))[1]
    assert after["UID"] == before["UID"] and after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["SUMMARY"] == "Annulé\u00a0: Planter en année sèche"
    assert after["STATUS"] == "CANCELLED" and "La salle a brûlé." in after["DESCRIPTION"]


def test_the_zone_is_said_in_the_file_in_two_rules() -> None:
    packed = calendar_of(Day(an_event()))
    zone = packed[packed.index(b"BEGIN:VTIMEZONE") : packed.index(b"END:VTIMEZONE")]
    assert zone.count(b"RRULE") == 2 and len(zone) < 500
    assert b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in zone.replace(b"\r\n ", b"")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_hour_is_right_in_every_month(month: int) -> None:
    at = datetime(2027, month, 28, 14, tzinfo=PARIS)
    calendar, entry = read(calendar_of(Day(an_event(starts_at=at, ends_at=at + timedelta(hours=1)))))
    [zone] = calendar.walk("VTIMEZONE")
    here = zone.to_tz(lookup_tzid=False)  # as a program would that knows nothing of Paris but this file
    assert datetime(2027, month, 28, 14, tzinfo=here).utcoffset() == at.utcoffset()
    assert entry.decoded("dtstart") == at


def test_another_zone_is_said_too() -> None:
    at = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Indian/Reunion"))
    event = an_event(time_zone="Indian/Reunion", starts_at=at, ends_at=at + timedelta(hours=2))
    calendar, entry = read(calendar_of(Day(event)))
    assert entry.decoded("dtstart") == at and [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == [
        "Indian/Reunion"
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200),
    summary=some.text(some.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300),
)
def test_whatever_is_typed_as_a_title_comes_back_and_adds_no_line_of_its_own(title: str, summary: str) -> None:
    packed = calendar_of(Day(an_event(title=title, summary=summary)))
    calendar, entry = read(packed)
    assert str(entry["SUMMARY"]) == title
    assert len(calendar.walk("VEVENT")) == 1 and entry["UID"] == "abcdefghij@localhost"
    assert summary.strip("\n") in str(entry["DESCRIPTION"])
    assert all(len(line) <= 75 for line in packed.split(b"\r\n"))


HEADING = Heading("Haies, et bocages", "Pour tous", "https://x.example/events.ics", "https://x.example/events")


def test_a_feed_says_what_it_is_and_how_often_to_ask() -> None:
    calendar, entry = read(feed_of([Day(an_event(), is_mine=False)], HEADING))
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Haies, et bocages"
    assert calendar["SOURCE"] == HEADING.source and calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar.decoded("refresh-interval") == timedelta(hours=4) and calendar["X-PUBLISHED-TTL"] == "PT4H"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Paris" and "METHOD" not in calendar and "ORGANIZER" not in entry
    assert entry["TRANSP"] == "TRANSPARENT", "a day that one only hears of takes up nobody's time"


def test_a_feed_is_the_same_for_the_same_days() -> None:
    days = [Day(an_event()), Day(an_event(uid="z@localhost", time_zone="Indian/Reunion"))]
    assert feed_of(days, HEADING) == feed_of(days, HEADING)
    assert feed_of([], HEADING).startswith(b"BEGIN:VCALENDAR") and b"VTIMEZONE" not in feed_of([], HEADING)


def test_what_is_being_prepared_is_told_as_such_and_who_goes_is_busy() -> None:
    entry = read(feed_of([Day(an_event(published_at=None))], HEADING))[1]
    assert (entry["STATUS"], entry["TRANSP"]) == ("TENTATIVE", "OPAQUE")
    cancelled = an_event(cancelled_at=now(), published_at=now())
    entry = read(feed_of([Day(cancelled)], HEADING))[1]
    assert (entry["STATUS"], entry["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_a_long_story_is_cut_in_a_feed_and_whole_in_a_file() -> None:
    event = an_event(summary="Un récit. " * 900)
    assert len(str(read(feed_of([Day(event)], HEADING))[1]["DESCRIPTION"])) < 1_700
    assert len(str(read(calendar_of(Day(event)))[1]["DESCRIPTION"])) > 8_000


def test_a_file_says_who_invites_and_nobody_s_name_breaks_out_of_it() -> None:
    entry = read(calendar_of(Day(an_event(), owner='Le "réseau"; des: haies')))[1]
    assert entry["ORGANIZER"].params["CN"] == "Le ’réseau’; des: haies" and str(entry["ORGANIZER"]).startswith(
        "mailto:"
    )


def test_the_commune_is_said_once() -> None:
    said = read(calendar_of(Day(an_event(place_name="Mairie"), commune="Auch")))[1]["LOCATION"]
    assert said == "Mairie, Auch"
    said = read(calendar_of(Day(an_event(place_name="Mairie d’Auch"), commune="Auch")))[1]["LOCATION"]
    assert said == "Mairie d’Auch"


ZONES = ["Europe/Paris", "Indian/Reunion", "America/Cayenne", "Pacific/Noumea", "America/Miquelon", "Africa/Casablanca"]


@settings(max_examples=120, deadline=None)
@given(
    at=some.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 31)).map(lambda at: at.replace(microsecond=0)),
    hours=some.integers(1, 30),
    zone=some.sampled_from(ZONES),
)
def test_an_instant_survives_the_file_wherever_it_is_and_whatever_the_clocks_do(
    at: datetime, hours: int, zone: str
) -> None:
    starts = at.replace(tzinfo=UTC)
    ends = starts + timedelta(hours=hours)
    packed = calendar_of(Day(an_event(starts_at=starts, ends_at=ends, time_zone=zone)))
    calendar, entry = read(packed)
    [said] = calendar.walk("VTIMEZONE")
    there = said.to_tz(lookup_tzid=False)  # as a program would that knows nothing of the place but this file
    for name, meant in (("DTSTART", starts), ("DTEND", ends)):
        assert entry[name].dt.timestamp() == meant.timestamp()  # instants: Python calls no time of that hour equal
        wall = entry[name].dt.replace(tzinfo=None)
        is_on_the_wall = (
            "TZID" in entry[name].params
        )  # else said in universal time: the second of the hour that comes twice
        if is_on_the_wall and not is_said_twice(wall, zone):
            assert wall.replace(tzinfo=there).astimezone(UTC) == meant


def is_said_twice(wall: datetime, zone: str) -> bool:
    first, again = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first != again


def test_a_day_that_was_drawn_before_says_what_is_true_of_it_now() -> None:
    event = an_event()
    part = Part(event.starts_at, "Accueil")
    first = feed_of([Day(event, is_mine=False)], HEADING)
    for changed in (
        Day(event, is_mine=True),
        Day(event, is_mine=False, owner="Haies"),
        Day(event, is_mine=False, commune="Auch"),
        Day(event, [part], is_mine=False),
        Day(an_event(title="Tailler", changed_at=event.changed_at + timedelta(seconds=1)), is_mine=False),
    ):
        assert feed_of([changed], HEADING) != first and feed_of([changed], HEADING) == feed_of([changed], HEADING)
    with speaking("en"):
        assert b"LANGUAGE=en" in feed_of([Day(event, is_mine=False)], HEADING)
    assert feed_of([Day(event, is_mine=False)], HEADING) == first
