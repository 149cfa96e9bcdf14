"""Settlements: what was said of a thing that waits. Done: it does not come back, unless it is a new fact. Later: it is
there again on that day, once. Put back: it waits as before.

Each is a row, with who and when, and the last one counts. What one of a pair has settled is settled for the pair; what
asks one person alone is settled by each for themselves. Nothing is said of a thing that does not wait for who says it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from network.access import Viewer
from network.ground.clock import now, today
from network.ground.database import one_at_a_time
from network.ground.errors import Fault
from network.ground.queue import together
from network.ground.words import _
from network.plug import Waiting
from network.tables import Settlement

FARTHEST = timedelta(days=366)


class Said(msgspec.Struct):
    """The last word on a thing."""

    state: str
    until_on: date | None
    settled_at: datetime
    by: str | None  # nobody: somebody who was erased

    def is_hushed(self, day: date) -> bool:
        """It does not wait that day."""
        return self.state == "done" or (self.state == "later" and self.until_on is not None and self.until_on > day)


Whose = tuple[str, int | None, int | None, int | None]


def whose(thing: Waiting, viewer: Viewer) -> Whose:
    """Told of a community to its pair and of a network to its coordination, one fact is two things."""
    return (thing.key, thing.community, thing.network, viewer.person if thing.is_own else None)


async def said_of(viewer: Viewer, things: Iterable[Waiting]) -> dict[str, Said]:
    """The last word on each of these things that had one, by key."""
    by_whose = {whose(thing, viewer): thing.key for thing in things}
    if not by_whose:
        return {}
    rows = await Settlement.raw(
        """
        SELECT DISTINCT ON (key, community, network, settlement.person)
               key, community, network, settlement.person, state, until_on, settled_at,
               trim(person.given_name || ' ' || person.family_name) AS by
        FROM network_settlement AS settlement LEFT JOIN network_person AS person ON person.id = settlement.settled_by
        WHERE key = ANY({}) ORDER BY key, community, network, settlement.person, settlement.id DESC
        """,
        sorted(set(by_whose.values())),
    )
    found = {}
    for row in rows:
        key = by_whose.get((row["key"], row["community"], row["network"], row["person"]))
        if key and row["state"] != "back":
            found[key] = msgspec.convert(row, Said, strict=False)
    return found


async def settle(viewer: Viewer, thing: Waiting) -> None:
    """Done. Said twice, it is one row."""
    await _write(viewer, thing, "done")


async def postpone(viewer: Viewer, thing: Waiting, until: date) -> None:
    """There again on that day. Raises Fault("until_on") for a day that is not to come, or too far to be meant."""
    if not today() < until <= today() + FARTHEST:
        raise Fault("until_on", _("Please choose a day from tomorrow on, within a year."))
    await _write(viewer, thing, "later", until)


async def put_back(viewer: Viewer, thing: Waiting) -> None:
    """It waits again, as if nothing had been said."""
    await _write(viewer, thing, "back")


async def _write(viewer: Viewer, thing: Waiting, state: str, until: date | None = None) -> None:
    async with together():
        await one_at_a_time(f"settlement {thing.key}")
        before = (await said_of(viewer, [thing])).get(thing.key)
        if (before.state, before.until_on) == (state, until) if before else state == "back":
            return
        row = Settlement(key=thing.key, state=state, until_on=until, settled_by=viewer.person, settled_at=now())
        row.community, row.network = thing.community, thing.network
        row.person = viewer.person if thing.is_own else None
        await row.save()
