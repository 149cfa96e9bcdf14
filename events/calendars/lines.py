"""Lines of iCalendar (RFC 5545), written straight down: a feed has fifteen thousand of them, and a library that first makes
an object of each takes a second over what is a few strings.

3.1      A line ends with CR LF and is folded before its 76th octet, never within a character.
3.3.11   In a text, a backslash, a semicolon, a comma and the end of a line are written with a backslash before them.
3.3.5    A moment: in universal time, or on the wall of the place that TZID names.
3.2      A parameter with a colon, a semicolon or a comma in it stands in double quotes, and has none in itself.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONGEST = 75  # octets


def written(name: str, value: str, **parameters: str) -> bytes:
    """One line, folded, whose value is written as it is."""
    said = "".join(f";{key.upper()}={_parameter(what)}" for key, what in parameters.items())
    return _folded(f"{name}{said}:{value}".encode())


def text(name: str, value: str, **parameters: str) -> bytes:
    """One line that says what somebody wrote."""
    for sign, said in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        value = value.replace(sign, said)
    return written(name, value, **parameters)


def moment(name: str, at: datetime) -> bytes:
    """In universal time."""
    return written(name, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def moment_there(name: str, at: datetime, zone: str) -> bytes:
    """As the wall shows it there, but in the hour that comes twice: on the wall, it means the first (3.3.5)."""
    there = at.astimezone(ZoneInfo(zone))
    if zone == "UTC" or there.fold:  # 3.2.19: what is said in universal time has no TZID
        return moment(name, at)
    return written(name, f"{there:%Y%m%dT%H%M%S}", tzid=zone)


def _parameter(value: str) -> str:
    return f'"{value}"' if any(sign in value for sign in ":;,’") else value


def _folded(line: bytes) -> bytes:
    parts, start, room = [], 0, LONGEST
    while len(line) - start > room:
        cut = start + room
        while line[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        if line[cut - 1 : cut] == b"\\" and cut - 1 > start:  # some programs unfold what is escaped in pieces
            cut -= 1
        parts.append(line[start:cut])
        start, room = cut, LONGEST - 1  # the space that says so counts
    parts.append(line[start:])
    return b"\r\n ".join(parts) + b"\r\n"
