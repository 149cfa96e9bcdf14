"""Communities at a glance: for cards, the people in each circle and the pair, with three questions for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from network import access, doors
from network.access import Viewer
from network.circles import members
from network.communities import concerns, gardeners
from network.communities.concerns import Concern
from network.communities.gardeners import SeatOfPair
from network.ground.clock import today
from network.ground.words import sort_key
from network.tables import Community, Network


@dataclass(frozen=True)
class Glance:
    """A community as a card shows it to this viewer."""

    community: Community
    count: Mapping[int, int]
    pair: list[SeatOfPair]
    sees_pair: bool
    own_circle: int | None
    gardens: bool
    concerns: list[Concern] = field(default_factory=list)  # for the coordination

    @property
    def people(self) -> int:
        return sum(self.count.values())

    @property
    def vacancies(self) -> int:
        return sum(seat.person is None for seat in self.pair)


@dataclass(frozen=True)
class Shelf:
    """A network with those of its communities that the viewer may see."""

    network: Network
    glances: list[Glance]
    coordinates: bool


async def glances(viewer: Viewer, communities: Iterable[Community]) -> list[Glance]:
    """By name: É beside E."""
    listed = sorted(communities, key=lambda community: sort_key(community.name))
    numbers = [community.id for community in listed]
    counts, pairs = await members.count(numbers), await gardeners.pairs_of(numbers)
    return [
        Glance(
            community,
            counts[community.id],
            pairs[community.id],
            access.sees_pair(viewer, community),
            viewer.circles.get(community.id),
            access.is_gardener(viewer, community),
            concerns.of_pair(pairs[community.id], today()) if access.is_coordinator(viewer, community.network) else [],
        )
        for community in listed
    ]


async def shelves(viewer: Viewer) -> list[Shelf]:
    """Every network with its communities, by name."""
    seen = await glances(viewer, await doors.communities_for(viewer))
    return [
        Shelf(
            network,
            [glance for glance in seen if glance.community.network == network.id],
            access.is_coordinator(viewer, network.id),
        )
        for network in await doors.networks_for(viewer)
    ]
