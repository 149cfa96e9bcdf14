"""Gardeners: the two who animate a community as a pair, each in a seat of their own, by a dated mandate.

A seat holds one person at a time, and nobody sits in both. A mandate is never changed: it ends, with who and why, and
another begins. The rule of composition is data: each seat says the college that it is meant for.
"""

from collections.abc import Iterable
from datetime import date

import msgspec
from piccolo.custom_types import Combinable

from network import notes
from network.affiliations import joined_to
from network.communities.mandates import require_dates
from network.ground import tokens
from network.ground.clock import today
from network.ground.errors import Fault
from network.ground.queue import together
from network.ground.words import _, say_date
from network.tables import Community, Mandate, Network, Person, Seat, Team


class SeatOfPair(msgspec.Struct):
    """A seat of the pair on a day, and who is in it: nobody is a vacancy."""

    community: int
    seat: int
    position: int
    title: str
    college: str | None  # which the seat is meant for; none: any
    mandate: int | None
    person: int | None
    name: str | None
    person_college: str | None
    function: str | None
    organisation: str | None
    since_on: date | None
    until_on: date | None
    is_followed: bool  # another mandate begins when this one ends, or has been written for a seat that is empty


async def pair_of(community: Community, on: date | None = None) -> list[SeatOfPair]:
    """The seats of the pair, in their order, with who holds them on that day."""
    return (await pairs_of([community.id], on))[community.id]


async def pairs_of(communities: Iterable[int], on: date | None = None) -> dict[int, list[SeatOfPair]]:
    """The pairs of any number of communities, at once."""
    day, numbers = on or today(), [*communities]
    rows = await Seat.raw(
        f"""
        SELECT team.community, seat.id AS seat, seat.position, seat.title, seat.college, mandate.id AS mandate,
               mandate.person, trim(person.given_name || ' ' || person.family_name) AS name, mandate.since_on,
               mandate.until_on, belongs.college AS person_college, belongs.function, belongs.organisation,
               EXISTS (SELECT FROM network_mandate AS next
                       WHERE next.seat = seat.id AND next.since_on > {{}} AND next.since_on IS DISTINCT FROM next.until_on
                         AND next.since_on <= coalesce(mandate.until_on, next.since_on)) AS is_followed
        FROM network_seat AS seat
        JOIN network_team AS team ON team.id = seat.team AND team.kind = 'pair'
        LEFT JOIN network_mandate AS mandate ON mandate.seat = seat.id AND mandate.since_on <= {{}}
             AND (mandate.until_on IS NULL OR mandate.until_on > {{}})
        LEFT JOIN network_person AS person ON person.id = mandate.person
        {joined_to("mandate.person")}
        WHERE team.community = ANY({{}}) ORDER BY team.community, seat.position
        """,
        *[day, day, day, day, day, numbers],
    )
    pairs: dict[int, list[SeatOfPair]] = {number: [] for number in numbers}
    for seat in msgspec.convert(rows, list[SeatOfPair]):
        pairs[seat.community].append(seat)
    return pairs


async def appoint(
    person: Person,
    community: Community,
    position: int,
    because: str,
    by: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """Into that seat of the pair, from that day; told by a letter when somebody appoints. Asked twice, done once.
    Raises Fault: "seat" when somebody holds it in these days, "person", "since_on", "until_on"."""
    day = since or today()
    require_dates(day, until)
    async with together():
        team = (
            await Team.objects().where(Team.community == community.id, Team.kind == "pair").lock_rows("UPDATE").first()
        )
        assert team is not None  # a community is opened with its pair
        seat = await Seat.objects().where(Seat.team == team.id, Seat.position == position).first()
        if seat is None:
            raise Fault("seat", _("The pair has no such seat."))
        meeting = _meets(day, until)
        taken = await Mandate.objects(Mandate.person).where(Mandate.seat == seat.id, meeting).first()
        if taken:
            if (taken.person.id, taken.since_on) == (person.id, day):
                return taken
            since_when = {"name": taken.person.name, "day": say_date(taken.since_on)}
            raise Fault("seat", _("%(name)s holds this seat from %(day)s on: end that mandate first.", **since_when))
        if await Mandate.exists().where(Mandate.team == team.id, Mandate.person == person.id, meeting):
            raise Fault("person", _("This person holds the other seat: a pair is two people."))
        mandate = _mandate(person, "gardener", because, by, day, until)
        mandate.team, mandate.seat = team.id, seat.id
        await mandate.save()
        if by and by != person.id:
            await notes.owe("network.appointed", to=person.id, about=mandate.id)
    return mandate


async def make_coordinator(
    person: Person,
    network: Network,
    because: str,
    by: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """An office in the network, from that day. Who holds it already keeps it as it is. Raises Fault("until_on")."""
    day = since or today()
    require_dates(day, until)
    async with together():
        await Network.select(Network.id).where(Network.id == network.id).lock_rows("UPDATE")
        theirs = (Mandate.person == person.id) & (Mandate.network == network.id) & (Mandate.role == "coordinator")
        known = await Mandate.objects().where(theirs, _meets(day, until)).first()
        if known:
            return known
        mandate = _mandate(person, "coordinator", because, by, day, until)
        mandate.network = network.id
        await mandate.save()
        if by and by != person.id:
            await notes.owe("network.appointed", to=person.id, about=mandate.id)
    return mandate


async def make_administrator(person: Person, because: str, by: int | None = None) -> Mandate:
    """The office without a unit: the instance's."""
    mandate = _mandate(person, "administrator", because, by, today())
    await mandate.save()
    return mandate


def _meets(since: date, until: date | None) -> Combinable:
    """A mandate with a day in common with these; one that ended on the day it began has none."""
    clause: Combinable = Mandate.until_on.is_null() | (Mandate.until_on > since) & (Mandate.until_on > Mandate.since_on)
    return clause & (Mandate.since_on < until) if until else clause


def _mandate(
    person: Person, role: str, because: str, by: int | None, since: date, until: date | None = None
) -> Mandate:
    mandate = Mandate(code=tokens.code(), person=person.id, role=role, since_on=since, until_on=until)
    mandate.because, mandate.appointed_by = because, by
    return mandate
