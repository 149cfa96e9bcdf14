"""Lists of participants: what the site of an online meeting says of who was there. Zoom, Teams, BigBlueButton, Webikeo
and others each write their own; a list of names that somebody copied by hand will do too.

The headings are looked for, below whatever stands before them: a name (or its two halves), an address, a length of
time. Who left and came back stands there twice, and was there once, for as long as both together.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO

import msgspec

from events.attendances.participant_columns import columns, has_come, minutes_of, score
from network.ground.errors import Fault
from network.ground.spreadsheets import sheets
from network.ground.words import _, sort_key

MOST, LARGEST = 2_000, 3_000_000
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(?:\.[^\s@<>,;:\"()\[\]\\.]+)+")
BULLET = re.compile(r"^\s*(?:[-–—•*·]+|\d{1,4}[.)])\s+")


class Participant(msgspec.Struct, frozen=True):
    """Somebody who was there, as the site calls them, and for how many minutes, if it says so."""

    name: str
    address: str = ""
    minutes: int | None = None
    family: str = ""  # which part of the name it is, where the list says so


def read(content: bytes | str) -> list[Participant]:
    """Each once. Raises Fault("file") where nobody is found, or too many."""
    if len(content) > LARGEST:
        raise Fault("file", _("This list is too large: it should hold names, addresses and durations, nothing else."))
    text = content if isinstance(content, str) else sheets.decode(content)[0]
    table = max(_tables(text), key=lambda found: found[0], default=None)
    people = _each_once(table[1] if table else _lines(text))
    if not people:
        raise Fault("file", _("This list names nobody who was there: neither a name nor an address is found in it."))
    if len(people) > MOST:
        raise Fault("file", _("This list names more than %(most)s people: please bring it in parts.", most=MOST))
    return people


def has_headings(text: str) -> bool:
    """Whether its columns say what they hold; else each line is taken for somebody."""
    return any(_tables(text))


def written(people: list[Participant]) -> str:
    """The same as plain text, to be read again."""
    rows = [f"{one.name}\t{one.family}\t{one.address}\t{'' if one.minutes is None else one.minutes}" for one in people]
    return "\n".join(["name\tfamily name\temail\tduration (minutes)", *rows])


def _tables(text: str) -> Iterator[tuple[int, list[Participant]]]:
    """As each separator would have it: how much is known of its headings, and the people under them."""
    for separator in sheets.SEPARATORS:
        try:
            rows = list(csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter=separator))
        except csv.Error:
            continue
        known = [(score(row), -at) for at, row in enumerate(rows[:80])]
        best, at = max(known, default=(0, 0))
        if best:
            yield best, [one for part in _parts(rows, -at) for one in _under(part)]


def _parts(rows: list[list[str]], best: int) -> Iterator[list[list[str]]]:
    """From the best headings on. Of a webinar hosts, speakers and audience stand one below the other, each with headings
    that say who came: all of them are people."""
    if "came" not in columns(rows[best]):
        yield rows[best:]
        return
    heads = [at for at, row in enumerate(rows) if "came" in columns(row) and score(row)]
    for at, following in zip(heads, [*heads[1:], len(rows)], strict=True):
        yield rows[at:following]


def _under(rows: list[list[str]]) -> Iterator[Participant]:
    """Until the first blank line: below stands what people did. Whom the list says absent is left out."""
    headings, found = rows[0], columns(rows[0])
    at = found.get("came")
    if at is not None and not any(at < len(row) and row[at].strip() for row in rows[1:]):
        at = None  # a column that nobody filled in says nothing
    begun = False
    for row in rows[1:]:
        cells = {name: row[place].strip() for name, place in found.items() if place < len(row)}
        family = cells.get("family", "")
        one = _participant(cells.get("name") or f"{cells.get('given', '')} {family}", cells.get("address", ""))
        if one:
            begun = True
            minutes = minutes_of(cells.get("minutes", ""), headings[found.get("minutes", 0)])
            if at is None or has_come(cells.get("came", "")):
                family = family if set(sort_key(family).split()) < set(sort_key(one.name).split()) else ""
                yield msgspec.structs.replace(one, minutes=minutes, family=family)
        elif begun and not any(cell.strip() for cell in row):
            return


def _lines(text: str) -> Iterator[Participant]:
    """Names that were copied by hand: one in each line, with an address or without."""
    for line in text.splitlines():
        line = BULLET.sub("", line)
        address = ADDRESS.search(line)
        name = re.sub(r"[\s<>;,\t\"]+", " ", line.replace(address[0], " ") if address else line)
        if one := _participant(name, address[0] if address else ""):
            yield one


def _participant(name: str, address: str) -> Participant | None:
    """Without what sites put behind a name: (Guest), [Mairie], #2."""
    name = "".join(letter if letter.isprintable() and letter != '"' else " " for letter in name)
    name = " ".join(re.sub(r"\s*[(\[#].*$", "", name).split())
    if found := ADDRESS.search(name):
        name, address = name.replace(found[0], "").strip(), address or found[0]
    address = address.strip().lower() if ADDRESS.fullmatch(address.strip()) else ""
    has_letters = any(letter.isalpha() for letter in name)
    return Participant(name[:160] if has_letters else "", address[:254]) if has_letters or address else None


def _each_once(people: Iterator[Participant] | list[Participant]) -> list[Participant]:
    found: dict[str, Participant] = {}
    for one in people:
        key = one.address or sort_key(one.name)
        before = found.get(key)
        if before:
            minutes = None if before.minutes is one.minutes is None else (before.minutes or 0) + (one.minutes or 0)
            one = Participant(before.name or one.name, before.address, minutes, before.family or one.family)
        found[key] = one
    return list(found.values())
