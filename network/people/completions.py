"""Completions: what a spreadsheet knows of people whom the network knows already, written down for many at once.

Only what is still as it was when somebody looked is written over. Whom they speak for is dated: the affiliation before
ends today, and the next begins. Whoever has a later change waiting keeps it.
"""

import msgspec

from network.ground.clock import today
from network.ground.database import copy_rows
from network.ground.queue import together
from network.ground.words import sort_key
from network.people import arrivals
from network.tables import Affiliation, Person


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
