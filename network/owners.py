"""Owners: a community, or a network. What people do together belongs to one of the two: days, works, letters, notes,
reports. In a table it stands as the columns `network` and `community`, of which exactly one is filled.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypedDict

from piccolo.columns import ForeignKey
from piccolo.custom_types import Combinable
from piccolo.table import Table

from network.tables import Community, Network

Owner = Network | Community


class Owned(Protocol):
    """A row with an owner, as its number."""

    network: Any
    community: Any


class Place(TypedDict):
    """The two numbers by their names, one of them empty."""

    community: int | None
    network: int | None


def placed(row: Mapping[str, Any]) -> Place:
    """Whose it is, of a row of SQL with the two columns: to hand on."""
    return Place(community=row["community"], network=row["network"])


async def owner_of(thing: Owned) -> Owner:
    """The community or the network that it belongs to."""
    found: Owner | None
    if thing.community:
        found = await Community.objects().get(Community.id == thing.community)
    else:
        found = await Network.objects().get(Network.id == thing.network)
    assert found is not None  # a thing goes with its owner
    return found


async def owners_of(things: Sequence[Owned]) -> list[Owner]:
    """Of each in its order, in two questions however many there are."""
    communities = [*{thing.community for thing in things if thing.community}, 0]
    networks = [*{thing.network for thing in things if not thing.community}, 0]
    within = {one.id: one for one in await Community.objects().where(Community.id.is_in(communities))}
    around = {one.id: one for one in await Network.objects().where(Network.id.is_in(networks))}
    return [within[thing.community] if thing.community else around[thing.network] for thing in things]


def numbers_of(owner: Owner) -> tuple[int | None, int | None]:
    """What its things hold in `community` and in `network`, in this order."""
    return (None, owner.id) if isinstance(owner, Network) else (owner.id, None)


def network_number(owner: Owner) -> int:
    """Of the network itself, or of the one around the community."""
    return int(owner.id if isinstance(owner, Network) else owner.network)


async def network_of(owner: Owner) -> Network:
    """The network itself, or the one around the community."""
    network = owner if isinstance(owner, Network) else await Network.objects().get(Network.id == owner.network)
    assert network is not None  # a network with communities cannot go
    return network


def belongs_to(owner: Owner, network: ForeignKey[Any], community: ForeignKey[Any]) -> Combinable:
    """What is this owner's own."""
    clause: Combinable = network == owner.id if isinstance(owner, Network) else community == owner.id
    return clause


def lies_in(owner: Owner, network: ForeignKey[Any], community: ForeignKey[Any]) -> Combinable:
    """A community's own; a network's own, and that of its communities."""
    clause = belongs_to(owner, network, community)
    if isinstance(owner, Network):
        clause |= community.is_in(Community.select(Community.id).where(Community.network == owner.id))
    return clause


def numbers_in(facts: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The community and the network to which a page or a note belongs, told by the facts that it is made of: by the
    network that they are about, else by the community, else by what owns the thing that they are about. So each page is
    dressed and each note is signed alike, and none is forgotten. Nobody's: a way to sign in, a person."""
    about = [fact for fact in facts.values() if isinstance(fact, Table)]
    about += [fact.owner for fact in facts.values() if isinstance(getattr(fact, "owner", None), Table)]
    for kind in (Network, Community):
        for fact in about:
            if isinstance(fact, kind):
                return numbers_of(fact)
    for thing in (*about, facts):
        community, network = (_number(thing, name) for name in ("community", "network"))
        if community or network:
            return community, network
    return None, None


def _number(thing: Any, name: str) -> int | None:
    found = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
    if isinstance(found, Network | Community):
        return found.id
    return found if isinstance(found, int) else None
