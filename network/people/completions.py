"""Completions: what a spreadsheet, or whoever adds somebody by hand, knows of people whom the network knows already.

From a spreadsheet it is written down for many at once: only what is still as it was when somebody looked is written over. Whom they speak for is dated: the affiliation before
ends today, and the next begins. Whoever has a later change waiting keeps it.
"""

import msgspec

from network import affiliations, traces
from network.circles import circles
from network.ground.clock import today
from network.ground.database import copy_rows
from network.ground.errors import NotHere
from network.ground.queue import together
from network.ground.words import sort_key
from network.people import arrivals, organisations, people
from network.people.arrivals import BY_HAND, Arrival
from network.people.likenesses import Known
from network.tables import Affiliation, Community, Organisation, Person


class Completion(msgspec.Struct):
    """Of one person."""

    person: int
    replaces: dict[str, tuple[str | None, str]] = {}  # "email" or "phone": before, after
    college: str = ""  # none: the affiliation stays
    organisation: str = ""
    function: str = ""


async def complete(rows: list[Completion], by: int | None) -> None:
    """All of them, in one transaction."""
    async with together():
        await _reach([row for row in rows if row.replaces])
        await _affiliate([row for row in rows if row.college], by)


async def _reach(rows: list[Completion]) -> None:
    """Address and phone."""
    none: tuple[str | None, str | None] = (None, None)
    pairs = [(row.person, *row.replaces.get("email", none), *row.replaces.get("phone", none)) for row in rows]
    await Person.raw(
        """
        UPDATE network_person AS person
        SET email = CASE WHEN said.email IS NOT NULL AND person.email IS NOT DISTINCT FROM said.email_before
                         THEN said.email ELSE person.email END,
            phone = CASE WHEN said.phone IS NOT NULL AND person.phone IS NOT DISTINCT FROM said.phone_before
                         THEN said.phone ELSE person.phone END
        FROM unnest({}::int[], {}::text[], {}::text[], {}::text[], {}::text[])
             AS said(person, email_before, email, phone_before, phone)
        WHERE person.id = said.person
        """,
        *([list(column) for column in zip(*pairs, strict=True)] or [[], [], [], [], []]),
    )


async def _affiliate(rows: list[Completion], by: int | None) -> None:
    day, people = today(), [row.person for row in rows]
    bodies = await arrivals.bodies_of({row.organisation for row in rows if row.organisation})
    later = await Affiliation.raw(
        "SELECT DISTINCT person FROM network_affiliation WHERE person = ANY({}) AND since_on > {}", people, day
    )
    waiting = {row["person"] for row in later}
    rows = [row for row in rows if row.person not in waiting]
    await Affiliation.raw(
        """UPDATE network_affiliation SET until_on = {}
           WHERE person = ANY({}) AND since_on <= {} AND (until_on IS NULL OR until_on > {})""",
        *[day, [row.person for row in rows], day, day],
    )
    because = str(arrivals.FROM_A_SPREADSHEET)
    await copy_rows(
        "network_affiliation",
        arrivals.AFFILIATION,
        [
            (row.person, bodies.get(sort_key(row.organisation)), row.function, row.college, day, by, because)
            for row in rows
        ],
    )


async def welcome_known(community: Community, known: Known, arrival: Arrival, by: int) -> tuple[Person, bool]:
    """Somebody whom the network knows: placed, unless they stand here already. What was missing is filled in, but for the
    address of whoever signs in or holds an office; nothing that is known is touched. Answers also whether all that was
    said of them is known now."""
    because = str(BY_HAND)
    async with together():
        person = await Person.objects().where(Person.id == known.person).lock_rows("UPDATE").first()
        if person is None:
            raise NotHere
        if await circles.circle_of(person, community, lock=True) is None:
            await circles.place(person, community, arrival.circle, because=because, by=by)
        for field, said in (("email", None if known.is_guarded else arrival.email), ("phone", arrival.phone)):
            if said and not getattr(person, field):
                await traces.leave(person, field, by, because, "", said)
                setattr(person, field, said)
        await person.save([Person.email, Person.phone])
        belongs = await _belong(person, arrival, by)
    reached = (person.email, person.phone) == (arrival.email or person.email, arrival.phone or person.phone)
    return person, reached and belongs


async def _belong(person: Person, arrival: Arrival, by: int) -> bool:
    """Of whoever belonged to nothing yet, what they belong to; else an organisation or a function that was missing, from
    today. Answers whether that is all that was said."""
    because, named = str(BY_HAND), arrival.organisation
    if not await Affiliation.exists().where(Affiliation.person == person.id):
        body = await organisations.find_or_add(named) if named else None
        await people.affiliate(person, arrival.college, body, arrival.function, by=by, because=because)
        return True
    at = await affiliations.of(person.id, today())
    if at is None or await Affiliation.exists().where(Affiliation.person == person.id, Affiliation.since_on > today()):
        return False
    body = await Organisation.objects().get(Organisation.id == at.organisation) if at.organisation else None
    is_there = not named or body is None or body.sort_key == sort_key(named)
    if is_there and ((named and body is None) or (arrival.function and not at.function)):
        body = body or (await organisations.find_or_add(named) if named else None)
        function = at.function or arrival.function
        at = await people.affiliate(person, at.college, body, function, by=by, because=because)
    is_said = sort_key(arrival.function) in ("", sort_key(at.function))
    return is_there and is_said and at.college == arrival.college
