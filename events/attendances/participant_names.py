"""Names of participants, as people write them for an online meeting: the family name in capitals or first, and behind it
where they come from. « DUPONT Élodie – Mairie de Rodez » is Élodie Dupont."""

import re

from events.attendances.participant_lists import Participant
from network.ground.words import sort_key

BESIDE = re.compile(r"\s+[-–—|/•·]\s+|\s*[|,;]\s*")  # between somebody's name and where they come from


def readings(name: str) -> list[str]:
    """The whole of it first, then its parts: one of them may be the name of somebody known."""
    parts = [part for part in BESIDE.split(name) if part]
    return list(dict.fromkeys([name, *parts]))


def halves(one: Participant) -> tuple[str, str]:
    """Given name and family name of somebody new: as the list tells them apart, else by the capitals, else in their order.
    Of whoever has no name, the address is one."""
    name = one.name or one.address.partition("@")[0]
    words = name.split()
    family = set(sort_key(one.family).split()) or {sort_key(word) for word in words if _is_capital(word)}
    theirs = [word for word in words if sort_key(word) in family]
    if 0 < len(theirs) < len(words):
        return " ".join(word for word in words if sort_key(word) not in family), " ".join(theirs)
    return (words[0], " ".join(words[1:])) if len(words) > 1 else ("", name)


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)
