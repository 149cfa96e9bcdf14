"""Communities at a glance: for cards, the people in each circle and the pair, with three questions for any number.
A long list is read by the page: people are counted and pairs are looked up for the communities shown, never for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from network import access, doors
from network.access import Viewer
from network.circles import members
from network.communities import concerns, gardeners
from network.communities.concerns import Concern
from network.communities.gardeners import SeatOfPair
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.words import sort_key
from network.tables import Community, Network


class Line(msgspec.Struct, frozen=True):
    """A community in a long list: as much as its order and its address need."""

    id: int
    slug: str
    name: str
    network: int


@dataclass(frozen=True)
class Glance:
    """A community as a card shows it to this viewer."""

    community: Community
    count: Mapping[int, int]
    pair: list[SeatOfPair]
    sees_pair: bool
    own_circle: int | None
    gardens: bool

    @property
    def people(self) -> int:
        return sum(self.count.values())

    @property
    def vacancies(self) -> int:
        return sum(seat.person is None for seat in self.pair)


@dataclass(frozen=True)
class Shelf:
    """A network with those of its communities that the viewer may see, or with some of them."""

    network: Network
    glances: list[Glance]
    coordinates: bool
    all: int  # communities that the viewer may see there
    goes_on: bool = False  # there are others than these and one's own
    concerned: int = 0  # things that wait for the coordination


@dataclass(frozen=True)
class Leaf:
    """One page of a long list of shelves."""

    shelves: list[Shelf]
    page: int
    pages: int


@dataclass(frozen=True)
class Concerned:
    """A community whose pair needs something of the coordination."""

    community: Line
    concerns: list[Concern]


async def visible(viewer: Viewer) -> list[Line]:
    """Those that the viewer may see, by name: É beside E."""
    columns = (Community.id, Community.slug, Community.name, Community.network)
    rows = await Community.select(*columns).where(doors.communities_visible_to(viewer))
    return sorted(msgspec.convert(rows, list[Line]), key=lambda line: sort_key(line.name))


async def glances(viewer: Viewer, numbers: Sequence[int]) -> list[Glance]:
    """In the order given; `numbers` came through the door."""
    rows = await Community.objects().where(Community.id.is_in(access.among(numbers)))
    found = {community.id: community for community in rows}
    counts, pairs = await members.count(numbers), await gardeners.pairs_of(numbers)
    return [
        Glance(
            found[number],
            counts[number],
            pairs[number],
            access.sees_pair(viewer, found[number]),
            viewer.circles.get(number),
            access.is_gardener(viewer, found[number]),
        )
        for number in numbers
        if number in found
    ]


async def concerned(viewer: Viewer, communities: Iterable[Line]) -> list[Concerned]:
    """Of those whose network the viewer coordinates: what their pairs need. Nobody else learns of it."""
    listed = [one for one in communities if access.is_coordinator(viewer, one.network)]
    pairs = await gardeners.pairs_of([one.id for one in listed]) if listed else {}
    found = [Concerned(one, concerns.of_pair(pairs[one.id], today())) for one in listed]
    return [one for one in found if one.concerns]


async def concerned_in(viewer: Viewer, network: Network) -> list[Concerned]:
    """The same for one network; to the others nothing."""
    if not access.is_coordinator(viewer, network.id):
        return []
    return await concerned(viewer, [one for one in await visible(viewer) if one.network == network.id])


async def front(viewer: Viewer, most: int) -> tuple[list[Glance], list[Shelf]]:
    """The viewer's own communities, and every network with so many of the others: people are counted in those alone."""
    seen = await visible(viewer)
    networks = await doors.networks_for(viewer)
    own = [one for one in seen if one.id in viewer.circles or one.id in viewer.gardens]
    waits = await concerned(viewer, seen)
    mine = {one.id for one in own}
    others = {net.id: [one for one in seen if one.network == net.id and one.id not in mine] for net in networks}
    lines = [*own, *(one for some in others.values() for one in some[:most])]
    shown = await glances(viewer, [one.id for one in lines])
    shelves = [
        Shelf(
            net,
            [glance for glance in shown if glance.community.network == net.id and glance.community.id not in mine],
            access.is_coordinator(viewer, net.id),
            sum(one.network == net.id for one in seen),
            len(others[net.id]) > most,
            sum(len(one.concerns) for one in waits if one.community.network == net.id),
        )
        for net in networks
    ]
    return [glance for glance in shown if glance.community.id in mine], shelves


async def leaf(viewer: Viewer, page: int, size: int, network: Network | None = None) -> Leaf:
    """One page of the communities of every network, or of one: by network, by name. A network without any has a place
    of its own. Raises NotHere beyond the last page."""
    seen = await visible(viewer)
    networks = [network] if network else await doors.networks_for(viewer)
    inside = {net.id: [one for one in seen if one.network == net.id] for net in networks}
    places = [(net, one) for net in networks for one in inside[net.id] or (None,)]
    pages = max(1, -(-len(places) // size))
    if not 0 < page <= pages:
        raise NotHere
    here = places[(page - 1) * size : page * size]
    shown = {glance.community.id: glance for glance in await glances(viewer, [one.id for _net, one in here if one])}
    shelves = [
        Shelf(
            net,
            [shown[one.id] for at, one in here if one and at.id == net.id and one.id in shown],
            access.is_coordinator(viewer, net.id),
            len(inside[net.id]),
        )
        for net in networks
        if any(at.id == net.id for at, _one in here)
    ]
    return Leaf(shelves, page, pages)
