"""Suppressions: addresses that must not be written to, whatever list they are on.

Kept as a keyed digest: it outlives the person it protects, and nobody can read an address back from it.
"""

from collections.abc import Iterable, Sequence

from mailing.tables import Suppression
from network.ground import tokens
from network.ground.clock import now
from network.ground.words import _
from network.plug import Sparing


async def suppress(address: str, reason: str) -> None:
    """From now on nothing goes there; asked twice, the first reason stays."""
    row = Suppression(digest=_digest(address), reason=reason, since_at=now())
    await Suppression.insert(row).on_conflict(target=Suppression.digest, action="DO NOTHING")


async def lift(address: str) -> None:
    """It may be written to again."""
    await Suppression.delete().where(Suppression.digest == _digest(address))


async def suppressed_people(people: Sequence[tuple[int, str]]) -> set[int]:
    """Of these, with their addresses, who must not be written to: for notes by hand."""
    found = await among(address for _person, address in people)
    return {person for person, address in people if address in found}


async def among(addresses: Iterable[str]) -> set[str]:
    """Which of these must not be written to."""
    digests = {address: _digest(address) for address in addresses}
    if not digests:
        return set()
    rows = Suppression.select(Suppression.digest).where(Suppression.digest.is_in([*digests.values()]))
    found = set(await rows.output(as_list=True))
    return {address for address, digest in digests.items() if digest in found}


def _digest(address: str) -> str:
    return tokens.derive("address", address.lower())


SPARING = Sparing(_("this address takes no letters from us any more"), suppressed_people)
