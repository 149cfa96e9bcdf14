"""Suppressions: addresses that must not be written to, whatever list they are on.

Kept as a keyed digest: it outlives the person it protects, and nobody can read an address back from it.

One rule for letters and notes: where a mail server says for good that there is no such mailbox, nothing goes there any
more, but what is asked for with that very address (a way in, a confirmation). Who follows a link that was sent there has
shown that letters arrive: then it is over.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mailing.reasons import is_dead
from mailing.tables import Suppression
from network import traces
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.queue import together
from network.ground.words import _, say_date
from network.plug import Link, Panel, Sparing
from network.tables import Person

BOUNCED = "bounced"


async def suppress(address: str, reason: str) -> None:
    """From now on nothing goes there; asked twice, the first reason stays."""
    row = Suppression(digest=_digest(address), reason=reason, since_at=now())
    await Suppression.insert(row).on_conflict(target=Suppression.digest, action="DO NOTHING")


async def hear(address: str, code: int, reply: str) -> None:
    """What a mail server answered about this address, if it is that nothing arrives there any more."""
    if is_dead(code, reply):
        await suppress(address, BOUNCED)


async def revive(address: str) -> None:
    """Letters arrive there, it was shown or is believed again: unless its reader asked us not to write."""
    await Suppression.delete().where(Suppression.digest == _digest(address), Suppression.reason == BOUNCED)


async def try_again(person: Person, by: int | None, because: str = "") -> None:
    """Who knows better than that mail server says so, and letters leave for there once more."""
    async with together():
        if person.email and await bounced_since(person.email):
            await revive(person.email)
            await traces.leave(person, "retried", by, because)


async def bounced_since(address: str) -> datetime | None:
    """Since when nothing arrives there any more, as far as we know."""
    row = await Suppression.objects().where(Suppression.digest == _digest(address)).first()
    return row.since_at if row and row.reason == BOUNCED else None


async def suppressed_people(people: Sequence[tuple[int, str]]) -> set[int]:
    """Of these, with their addresses, who must not be written to: for notes by hand."""
    found = await among(address for _person, address in people)
    return {person for person, address in people if address in found}


async def among(addresses: Iterable[str]) -> set[str]:
    """Which of these must not be written to."""
    digests = {address: _digest(address) for address in addresses}
    if not digests:
        return set()
    rows = await Suppression.raw(
        "SELECT digest FROM mailing_suppression WHERE digest = ANY({}::text[])", [*digests.values()]
    )
    found = {row["digest"] for row in rows}
    return {address for address, digest in digests.items() if digest in found}


def _digest(address: str) -> str:
    return tokens.derive("address", address.lower())


async def panel(viewer: Viewer, person: Person) -> Panel | None:
    """On the person's page, while nothing arrives at their address."""
    since = await bounced_since(person.email) if person.email else None
    if since is None:
        return None
    said = _("Their mail server said on %(on)s that %(address)s does not exist, or no longer: nothing leaves for there.",
             on=say_date(since), address=person.email)  # fmt: skip
    act = Link(_("Correct it, or try again"), f"/retrials/{person.code}")
    return Panel(title=_("Letters do not arrive"), items=[], empty=said, act=act)


SPARING = Sparing(_("this address takes no letters from us any more"), suppressed_people)
