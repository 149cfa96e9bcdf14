"""Arrivals: people who are placed in a community by its gardeners, by hand or from a spreadsheet.

Whoever arrives is written to by nobody and subscribed to nothing. Whoever stands here already stays where they are. Where
the data came from is kept with the person, who may ask.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import msgspec

from network.circles import circles
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.database import copy_rows, one_at_a_time
from network.ground.queue import together
from network.ground.words import _, sort_key
from network.people import organisations, people
from network.tables import Community, Organisation, Person

T = TypeVar("T")
PERSON = (
    "id",
    "code",
    "given_name",
    "family_name",
    "sort_key",
    "email",
    "phone",
    "language",
    "known_since_at",
    "known_from",
)
AFFILIATION = ("person", "organisation", "function", "college", "since_on", "decided_by", "because")
STANDING = ("person", "community", "circle", "since_on", "decided_by", "because")
AT_ONCE = 500
Told = Callable[[int], Awaitable[None]]
BY_HAND, FROM_A_SPREADSHEET = _("Added by hand"), _("From a spreadsheet")


class Arrival(msgspec.Struct):
    """What is said of somebody who arrives."""

    given_name: str
    family_name: str
    college: str
    circle: int = 3
    email: str | None = None
    phone: str | None = None
    organisation: str = ""
    function: str = ""
    is_college_said: bool = True  # else it is the one that was given to all who say none


async def welcome(community: Community, arrival: Arrival, by: int, known_from: str, code: str | None = None) -> Person:
    """A new person, placed. With a code that is there already (a form sent twice), the person of the first time."""
    async with together():
        await one_at_a_time(f"person {code}")
        before = await Person.objects().where(Person.code == code).first() if code else None
        if before:
            return before
        person = await people.add(
            arrival.given_name, arrival.family_name, arrival.email, arrival.phone, known_from=known_from, code=code
        )
        body = await organisations.find_or_add(arrival.organisation) if arrival.organisation else None
        await people.affiliate(person, arrival.college, body, arrival.function, by=by, because=str(BY_HAND))
        await circles.place(person, community, arrival.circle, because=str(BY_HAND), by=by)
    return person


async def welcome_all(
    community: Community,
    arrivals: list[Arrival],
    known: list[tuple[int, int]],
    by: int | None,
    known_from: str,
    told: Told | None = None,
) -> list[int]:
    """Many at once, in one transaction: new people, and people known (number, circle) who do not stand here yet. Whoever
    is told how many have come in is told after each part of them. Answers the numbers of the new."""
    day, at, because = today(), now(), str(FROM_A_SPREADSHEET)
    async with together():
        bodies = await bodies_of({arrival.organisation for arrival in arrivals if arrival.organisation})
        numbers = await _numbers(len(arrivals))
        for part in _batched(zip(numbers, arrivals, strict=True), AT_ONCE):
            await copy_rows(
                "network_person",
                PERSON,
                [(number, tokens.code(), *_named(one), "fr", at, known_from) for number, one in part],
            )
            await copy_rows(
                "network_affiliation",
                AFFILIATION,
                [
                    (number, bodies.get(sort_key(one.organisation)), one.function, one.college, day, by, because)
                    for number, one in part
                ],
            )
            await copy_rows(
                "network_standing",
                STANDING,
                [(number, community.id, one.circle, day, by, because) for number, one in part],
            )
            if told:
                await told(len(part))
        places = [(number, community.id, circle, day, by, because) for number, circle in known]
        await copy_rows("network_standing", STANDING, places)
    return numbers


def _named(one: Arrival) -> tuple[str | None, ...]:
    key = sort_key(f"{one.family_name} {one.given_name}")
    return one.given_name, one.family_name, key, one.email, one.phone


def _batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Part by part: Python has it of its own from 3.12 on."""
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


async def _numbers(count: int) -> list[int]:
    rows = await Person.raw(
        "SELECT nextval(pg_get_serial_sequence('network_person', 'id')) AS number FROM generate_series(1, {})", count
    )
    return [row["number"] for row in rows]


async def bodies_of(names: set[str]) -> dict[str, int]:
    """The organisations of these names by their key, those that were not known added."""
    named = {sort_key(name): name for name in sorted(names, reverse=True)}
    rows = Organisation.select(Organisation.sort_key, Organisation.id)
    if not named:
        return {}
    found = {row["sort_key"]: row["id"] for row in await rows.where(Organisation.sort_key.is_in([*named]))}
    missing = [(tokens.code(), name, key, "other") for key, name in named.items() if key not in found]
    await copy_rows("network_organisation", ("code", "name", "sort_key", "kind"), missing)
    return {row["sort_key"]: row["id"] for row in await rows.where(Organisation.sort_key.is_in([*named]))}


def said_by_hand(community: Community, who: str) -> str:
    """Where the data came from, for the person who asks (article 14)."""
    return str(_("Added by %(who)s for “%(community)s”", who=who, community=community.name))[:200]
