"""Gardeners: the two who animate a community as a pair, each in a seat of their own, by a dated mandate.

A seat holds one person at a time. A mandate is never changed: it ends, with who and why, and another begins.
"""

from datetime import date
from typing import Any

import msgspec

from network.ground.clock import today
from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.words import _
from network.tables import Community, Mandate, Network, Person, Seat, Team, holds_on


class SeatOfPair(msgspec.Struct):
    """A seat of the pair on a day, and who is in it: nobody is a vacancy."""

    seat: int
    position: int
    title: str
    college: str | None
    person: int | None
    name: str | None
    since_on: date | None
    until_on: date | None


async def pair_of(community: Community, on: date | None = None) -> list[SeatOfPair]:
    """The seats of the pair, in their order, with who holds them on that day."""
    day = on or today()
    rows = await Seat.raw(
        """
        SELECT seat.id AS seat, seat.position, seat.title, seat.college, mandate.person, mandate.since_on,
               mandate.until_on, trim(person.given_name || ' ' || person.family_name) AS name
        FROM network_seat AS seat
        JOIN network_team AS team ON team.id = seat.team AND team.kind = 'pair'
        LEFT JOIN network_mandate AS mandate ON mandate.seat = seat.id AND mandate.since_on <= {}
             AND (mandate.until_on IS NULL OR mandate.until_on > {})
        LEFT JOIN network_person AS person ON person.id = mandate.person
        WHERE team.community = {} ORDER BY seat.position
        """,
        *[day, day, community.id],
    )
    return msgspec.convert(rows, list[SeatOfPair])


async def appoint(
    person: Person,
    community: Community,
    position: int,
    because: str,
    by: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """Into that seat of the pair, from that day. Raises Conflict when somebody holds it."""
    day = since or today()
    async with together():
        team = (
            await Team.objects().where(Team.community == community.id, Team.kind == "pair").lock_rows("UPDATE").first()
        )
        assert team is not None  # a community is opened with its pair
        seat = await Seat.objects().where(Seat.team == team.id, Seat.position == position).first()
        assert seat is not None
        if await Mandate.exists().where(Mandate.seat == seat.id, holds_on(day)):
            raise Conflict(_("Somebody holds this seat: end that mandate first."))
        mandate = Mandate(person=person.id, role="gardener", team=team.id, seat=seat.id, since_on=day, until_on=until)
        mandate.because, mandate.appointed_by = because, by
        await mandate.save()
    return mandate


async def make_coordinator(person: Person, network: Network, because: str, by: int | None = None) -> Mandate:
    """An office in the network, from today."""
    mandate = Mandate(person=person.id, role="coordinator", network=network.id, since_on=today(), because=because)
    mandate.appointed_by = by
    await mandate.save()
    return mandate


async def make_administrator(person: Person, because: str, by: int | None = None) -> Mandate:
    """The office without a unit: the instance's."""
    mandate = Mandate(person=person.id, role="administrator", since_on=today(), because=because)
    mandate.appointed_by = by
    await mandate.save()
    return mandate


async def end(mandate: Mandate, because: str, by: int | None = None, on: date | None = None) -> None:
    """The last day is not covered any more; the row says who ended it and why."""
    ended: dict[Any, Any] = {Mandate.until_on: on or today(), Mandate.ended_by: by, Mandate.end_because: because}
    await Mandate.update(ended).where(Mandate.id == mandate.id)
