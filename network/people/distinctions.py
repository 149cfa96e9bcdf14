"""Distinctions: two rows that look like one human, and are two: a couple at one address, a father and a son of one name.

Whoever animates the community says so once, with the day and their name, and the two are not proposed again as one. It is
taken back by one button, and then they are proposed as before. It says nothing to the people themselves, and joins and
parts nothing.
"""

from collections.abc import Iterable

import msgspec

from network import doors
from network.access import Viewer
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.errors import Fault
from network.ground.queue import together
from network.ground.words import _, say_date
from network.ledgers import Ledger
from network.tables import Community, Distinction, Person, Standing

SHOWN = 25


class Told(msgspec.Struct):
    """A distinction in words, for the page that it is taken back on."""

    code: str
    one: str
    other: str
    said_on: str
    by: str


async def tell_apart(viewer: Viewer, one: Person, other: Person, code: str) -> Distinction:
    """They are two. Said twice, it is said once. Raises Fault("other") of one person."""
    if one.id == other.id:
        raise Fault("other", _("This is one person already."))
    async with together():
        await one_at_a_time("distinctions")
        both = Distinction.first.is_in([one.id, other.id]) & Distinction.second.is_in([one.id, other.id])
        known = await Distinction.objects().where(both, Distinction.undone_at.is_null()).first()
        if known:
            return known
        row = Distinction(code=code, first=one.id, second=other.id, said_by=viewer.person, said_at=now())
        await row.save()
    return row


async def take_back(viewer: Viewer, row: Distinction) -> None:
    """They may be one after all: they are proposed again."""
    holding = (Distinction.id == row.id) & Distinction.undone_at.is_null()
    await Distinction.update({Distinction.undone_by: viewer.person, Distinction.undone_at: now()}).where(holding)


async def known_apart(people: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of these that were told apart, the smaller number first."""
    numbers = [*people, 0]
    holding = Distinction.first.is_in(numbers) & Distinction.second.is_in(numbers) & Distinction.undone_at.is_null()
    rows = await Distinction.select(Distinction.first, Distinction.second).where(holding)
    return {(min(row["first"], row["second"]), max(row["first"], row["second"])) for row in rows}


async def of(viewer: Viewer, community: Community) -> list[Told]:
    """Those of the people of a community, the newest first."""
    here = Standing.select(Standing.person).where(Standing.community == community.id, Standing.person.is_not_null())
    theirs = doors.distinctions_visible_to(viewer) & Distinction.undone_at.is_null() & Distinction.first.is_in(here)
    rows = Distinction.objects(Distinction.first, Distinction.second, Distinction.said_by)
    found = await rows.where(theirs).order_by(Distinction.id, ascending=False).limit(SHOWN)
    return [
        Told(
            row.code, row.first.name, row.second.name, say_date(row.said_at), row.said_by.name if row.said_by.id else ""
        )
        for row in found
    ]


async def settle(ledger: Ledger, kept: Person, gone: Person) -> None:
    """Of two who are brought together after all nothing tells them apart any more; what told both apart from a third is
    told once."""
    both = Distinction.first.is_in([kept.id, gone.id]) & Distinction.second.is_in([kept.id, gone.id])
    for row in await Distinction.objects().where(both):
        await ledger.put_aside("network_distinction", row.id)
