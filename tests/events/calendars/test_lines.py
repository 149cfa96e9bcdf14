from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some
from icalendar import Event as Entry

from events.calendars import lines

SAID = some.text(some.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\\;,:éé€🌱"), max_size=300)


@settings(max_examples=300, deadline=None)
@given(said=SAID)
def test_whatever_is_said_comes_back_from_lines_that_are_short_enough(said: str) -> None:
    line = lines.text("DESCRIPTION", said)
    read = Entry.from_ical(b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n")
    assert str(read["DESCRIPTION"]) == said if said else "DESCRIPTION" not in read or not read["DESCRIPTION"]
    folded = line.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 and part.decode() for part in folded), "no character is cut in two"
    assert all(part.startswith(b" ") for part in folded[1:])


def test_a_line_is_folded_only_where_it_must_be_and_what_is_escaped_stays_whole() -> None:
    assert lines.written("X", "a" * 73) == b"X:" + b"a" * 73 + b"\r\n"
    assert lines.written("X", "a" * 74) == b"X:" + b"a" * 73 + b"\r\n a\r\n"
    assert lines.text("X", "a" * 72 + ";b") == b"X:" + b"a" * 72 + b"\r\n \\;b\r\n"


def test_every_end_of_a_line_is_one_and_a_backslash_is_itself() -> None:
    assert lines.text("X", "a\r\nb\nc\rd") == b"X:a\\nb\\nc\\nd\r\n"
    assert lines.text("X", "C:\\New, \\n") == b"X:C:\\\\New\\, \\\\n\r\n"


def test_a_moment_is_said_in_universal_time_or_on_the_wall_of_a_place() -> None:
    at = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Europe/Paris"))
    assert lines.moment("DTSTAMP", at) == b"DTSTAMP:20261203T130000Z\r\n"
    assert lines.moment_there("DTSTART", at.astimezone(UTC), "Europe/Paris") == (
        b"DTSTART;TZID=Europe/Paris:20261203T140000\r\n"
    )
    again = datetime(2025, 10, 26, 1, tzinfo=UTC)  # two o’clock in Paris, for the second time that night
    assert lines.moment_there("DTEND", again, "Europe/Paris") == b"DTEND:20251026T010000Z\r\n"
    assert lines.moment_there("DTSTART", at, "UTC") == b"DTSTART:20261203T130000Z\r\n"


def test_a_name_in_a_parameter_stands_in_quotes_where_it_must() -> None:
    assert (
        lines.written("ORGANIZER", "mailto:a@b", cn="Haies; bocages") == b'ORGANIZER;CN="Haies; bocages":mailto:a@b\r\n'
    )
    assert lines.written("ORGANIZER", "mailto:a@b", cn="Haies") == b"ORGANIZER;CN=Haies:mailto:a@b\r\n"
