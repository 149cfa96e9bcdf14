"""When a work came out, as people write it: "2019", "mars 2019", "12/3/2019", "printemps 2019". What they wrote is
shown; what we understood of it only sorts."""

import re
from contextlib import suppress
from datetime import date

from network.ground.words import sort_key

FRENCH = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def understood(written: str) -> date | None:
    """The day, or the first day of the month or year that was meant; None where no year can be read."""
    said = sort_key(written)
    with suppress(ValueError):
        if found := re.search(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b", said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := re.search(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b", said):
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        if found := re.search(r"(?:\b(\d{1,2})(?:er)? )?\b([a-z]{3,9})\.? (\d{4})\b", said):
            month = _month(found[2])
            return date(int(found[3]), month or 1, int(found[1] or 1) if month else 1)
    found = re.search(r"\b(1[5-9]\d\d|20\d\d)\b", said)
    return date(int(found[1]), 1, 1) if found else None


def _month(word: str) -> int | None:
    """Whole, or cut short as on a calendar: "déc.", "sept"."""
    for names in (FRENCH, ENGLISH):
        for number, name in enumerate(names, start=1):
            if name.startswith(word):
                return number
    return None
