"""Matches: the people on the list of an online meeting, beside those whom we know. By their address first, then by their
name if only one has it; shown before anything is written.

Who is on the list of the day is ticked; who is known here, or new, is proposed as somebody who came without a
booking. Who stayed for less than the minutes asked is left out. The same list once more changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec import structs

from events.attendances import walk_ins
from events.attendances.attendance import Line, list_of, require_ticking, tick, walk_in
from events.attendances.participant_lists import Participant
from events.attendances.participant_names import halves, readings
from events.attendances.walk_ins import NewPerson
from events.tables import Event
from network.access import Viewer
from network.ground import tokens
from network.ground.errors import NotHere
from network.ground.queue import together
from network.ground.words import sort_key
from network.owners import Owner
from network.tables import Account, Person

LETTERS = "abcdefghijklmnopqrstuvwxyz23456789"


class Match(msgspec.Struct):
    """Somebody of the list, and who that is."""

    participant: Participant
    key: str  # in the form
    state: str  # listed, there (ticked already), known, new, short
    line: str = ""  # of the day's list
    person: str = ""  # the code of somebody known
    name: str = ""  # as we know them


async def match(event: Event, owner: Owner, by: Viewer, people: Iterable[Participant], least: int) -> list[Match]:
    """Each of them, in the order of the list. Nothing is written."""
    lines = await list_of(event)
    addresses, names = await _addresses(lines), _by_name(lines)
    found: dict[str, Match] = {}
    for one in people:
        line = addresses.get(one.address) or next(filter(None, map(names.get, map(_words, readings(one.name)))), None)
        matched = Match(one, _code(event, one), "new", name=one.name or one.address)
        if line:
            matched.state, matched.line, matched.name = "there" if line.came else "listed", line.key, line.name
        elif person := await _known(owner, by, one):
            matched.state, matched.person, matched.name = "known", person.code, person.name
        before = found.setdefault(matched.line or matched.person or matched.key, matched)
        if before is not matched:  # came back under another name, or from another machine
            before.participant = structs.replace(before.participant, minutes=_together(before.participant, one))
    for matched in found.values():
        stayed = matched.participant.minutes
        if stayed is not None and stayed < least and matched.state != "there":
            matched.state = "short"
    return [*found.values()]


def _together(one: Participant, other: Participant) -> int | None:
    return None if None in (one.minutes, other.minutes) else (one.minutes or 0) + (other.minutes or 0)


async def write(event: Event, owner: Owner, by: Viewer, matches: list[Match], chosen: set[str]) -> int:
    """Those on the day's list are ticked; of the others those chosen are added. Answers how many came by it. Raises
    Conflict before the day."""
    require_ticking(event)
    async with together():
        listed = {one.line for one in matches if one.state == "listed"}
        await tick(event, owner, listed, set(), by)
        added = [one for one in matches if one.state in ("known", "new") and one.key in chosen]
        for one in added:
            if one.state == "known":
                person = await Person.objects().where(Person.code == one.person).first()
                if person is None:
                    raise NotHere
                await walk_in(event, owner, person.id, by)
            else:
                await walk_ins.add_new(event, by, _new(one))
    return len(listed) + len(added)


def _new(one: Match) -> NewPerson:
    given, family = halves(one.participant)
    return NewPerson(given[:80], family[:80], one.key, email=one.participant.address or None)


async def _addresses(lines: list[Line]) -> dict[str, Line]:
    """Where an address is one person's of the list; not where several share it."""
    by_person = {line.person: line for line in lines if line.person}
    owners: dict[str, set[int]] = defaultdict(set)
    ids = [*by_person, 0]
    for row in await Person.select(Person.id, Person.email).where(Person.id.is_in(ids), Person.email.is_not_null()):
        owners[row["email"]].add(row["id"])
    for row in await Account.select(Account.person, Account.address).where(Account.person.is_in(ids)):
        owners[row["address"]].add(row["person"])
    return {address: by_person[next(iter(who))] for address, who in owners.items() if len(who) == 1}


def _by_name(lines: list[Line]) -> dict[frozenset[str], Line]:
    found: dict[frozenset[str], list[Line]] = defaultdict(list)
    for line in lines:
        found[_words(line.name)].append(line)
    return {words: those[0] for words, those in found.items() if len(those) == 1 and words}


async def _known(owner: Owner, by: Viewer, one: Participant) -> Person | None:
    if one.address and len(theirs := await walk_ins.at(owner, by, one.address)) == 1:
        return theirs[0]
    for name in readings(one.name):
        words = sort_key(name.replace("-", " ")).split()
        orders = {" ".join(words), " ".join(words[1:] + words[:1]), " ".join(words[-1:] + words[:-1])}
        found: dict[int, Person] = {}
        for order in orders if len(words) > 1 else ():
            for person in await walk_ins.find(owner, by, order):
                if _words(person.name) == frozenset(words):
                    found[person.id] = person
        alike = [person for person in found.values() if not one.address or person.email in (None, one.address)]
        if len(alike := alike or [*found.values()]) == 1:
            return alike[0]
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(sort_key(name.replace("-", " ")).split())


def _code(event: Event, one: Participant) -> str:
    """The same for the same person of the same list: sent twice, nobody is made twice."""
    drawn = int(tokens.derive("participant", event.code, sort_key(one.name), one.address), 16)
    return "".join(LETTERS[drawn // 34**place % 34] for place in range(10))
