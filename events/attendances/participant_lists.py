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

from network.ground.errors import Fault
from network.ground.spreadsheets import sheets
from network.ground.words import _, sort_key

MOST, LARGEST = 2_000, 3_000_000
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(?:\.[^\s@<>,;:\"()\[\]\\.]+)+")
NAMES = {"name", "full name", "display name", "user name", "username", "participant", "nom complet", "nom et prenom"}
NAMES |= {"nom d'affichage", "nom du participant", "nom de l'utilisateur", "utilisateur", "prenom et nom", "prenom nom"}
GIVEN, FAMILY = {"first name", "given name", "prenom"}, {"last name", "surname", "family name", "nom de famille", "nom"}
PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|s)[a-z]*\.?")
HOURS = {"h": 60.0, "m": 1.0, "s": 1 / 60}


class Participant(msgspec.Struct, frozen=True):
    """Somebody who was there, as the site calls them, and for how many minutes, if it says so."""

    name: str
    address: str = ""
    minutes: int | None = None


def read(content: bytes | str) -> list[Participant]:
    """Each once. Raises Fault("file") where nobody is found, or too many."""
    if len(content) > LARGEST:
        raise Fault("file", _("This list is too large: it should hold names, addresses and durations, nothing else."))
    text = content if isinstance(content, str) else sheets.decode(content)[0]
    table = max(_tables(text), key=lambda found: found[0], default=None)
    people = _each_once(table[1] if table else _lines(text))
    if not people:
        raise Fault("file", _("No name and no address is found in this list."))
    if len(people) > MOST:
        raise Fault("file", _("This list names more than %(most)s people: please bring it in parts.", most=MOST))
    return people


def has_headings(text: str) -> bool:
    """Whether its columns say what they hold; else each line is taken for somebody."""
    return any(_tables(text))


def written(people: list[Participant]) -> str:
    """The same as plain text, to be read again."""
    rows = [f"{one.name}\t{one.address}\t{'' if one.minutes is None else one.minutes}" for one in people]
    return "\n".join(["name\temail\tduration (minutes)", *rows])


def minutes_of(said: str, heading: str = "") -> int | None:
    """« 1 h 02 min », "01:02:03", "62": whole minutes."""
    plain = sort_key(said)
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", plain):
        return int(clock[1]) * 60 + int(clock[2])
    if parts := PARTS.findall(re.sub(r"(\d+)\s*h(?:rs?|eures?|ours?)?\s*(\d+)$", r"\1h \2m", plain)):
        return int(sum(float(number.replace(",", ".")) * HOURS[unit] for number, unit in parts))
    if number := re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        value = float(number[0].replace(",", "."))
        return int(value / 60 if "second" in sort_key(heading) else value)
    return None


def _tables(text: str) -> Iterator[tuple[int, list[Participant]]]:
    """As each separator would have it: how much is known of its headings, and the people under them."""
    for separator in sheets.SEPARATORS:
        try:
            rows = list(csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter=separator))
        except csv.Error:
            continue
        known = [(_score(row), -at) for at, row in enumerate(rows[:80])]
        score, at = max(known, default=(0, 0))
        if score:
            yield score, list(_under(rows[-at:]))


def _score(headings: list[str]) -> int:
    columns = _columns(headings)
    has_name = "name" in columns or "family" in columns
    return (2 * has_name + ("address" in columns) + ("minutes" in columns)) if has_name or "address" in columns else 0


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    plain = [sort_key(heading).strip(" :*") for heading in headings]
    for at, heading in enumerate(plain):
        if heading in NAMES or heading.startswith(("name (", "nom (")):
            found.setdefault("name", at)
        elif heading in GIVEN:
            found.setdefault("given", at)
        elif heading in FAMILY:
            found.setdefault("family", at)
        elif (
            re.search(r"\be-?mail|\bmail|courriel|messagerie|\bupn\b|adresse electronique", heading)
            and "@" not in heading
        ):
            found.setdefault("address", at)
        elif re.search(r"duree|duration|temps (de presence|de connexion|total)|time in ", heading):
            found.setdefault("minutes", at)
    if "family" in found and "given" not in found:  # « Nom » alone is the whole of it
        found.setdefault("name", found.pop("family"))
    return found


def _under(rows: list[list[str]]) -> Iterator[Participant]:
    """Until the first blank line: below stands what people did."""
    headings, columns = rows[0], _columns(rows[0])
    begun = False
    for row in rows[1:]:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        name = cells.get("name") or f"{cells.get('given', '')} {cells.get('family', '')}"
        one = _participant(name, cells.get("address", ""))
        if one:
            begun = True
            minutes = minutes_of(cells.get("minutes", ""), headings[columns.get("minutes", 0)])
            yield msgspec.structs.replace(one, minutes=minutes)
        elif begun and not any(cell.strip() for cell in row):
            return


def _lines(text: str) -> Iterator[Participant]:
    """Names that were copied by hand: one in each line, with an address or without."""
    for line in text.splitlines():
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
            one = Participant(before.name or one.name, before.address, minutes)
        found[key] = one
    return list(found.values())
