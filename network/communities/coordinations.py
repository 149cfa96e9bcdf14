"""The coordination's view of a network: every community on one line, those with an empty seat first, then those that
something else concerns, then by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.access import Viewer
from network.circles import members
from network.communities import concerns, gardeners
from network.communities.concerns import Concern
from network.communities.gardeners import SeatOfPair
from network.ground.clock import today
from network.ground.words import Sentence, sort_key
from network.plug import Item, house
from network.tables import Community, Network

A_PAGE = 20  # some fifteen elements each with both seats empty: under four hundred


@dataclass(frozen=True)
class Row:
    community: Community
    pair: Sequence[SeatOfPair]
    concerns: Sequence[Concern]
    count: Mapping[int, int]
    lines: Sequence[tuple[Sentence, Item]]  # what the other rooms say: the next day, the last letter

    @property
    def people(self) -> int:
        return sum(self.count.values())


@dataclass(frozen=True)
class Survey:
    """A page of the list, with the figures of the whole."""

    rows: list[Row]
    communities: int
    vacancies: int
    concerned: int
    newer: int | None
    older: int | None


def empty_seats(pair: Sequence[SeatOfPair]) -> int:
    """Without anybody, and nobody promised."""
    return sum(seat.person is None and not seat.is_followed for seat in pair)


async def survey_of(viewer: Viewer, network: Network, page: int = 1) -> Survey:
    """Of the communities that are open: a handful of statements, however many they are."""
    day = today()
    is_open = Community.closed_on.is_null() | (Community.closed_on > day)
    listed = await Community.objects().where(Community.network == network.id, is_open)
    pairs = await gardeners.pairs_of([community.id for community in listed])
    found = {number: concerns.of_pair(pair, day) for number, pair in pairs.items()}
    listed.sort(key=lambda one: (-empty_seats(pairs[one.id]), not found[one.id], sort_key(one.name), one.id))
    page = min(max(page, 1), max(1, -(-len(listed) // A_PAGE)))
    shown = listed[A_PAGE * (page - 1) : A_PAGE * page]
    numbers = [community.id for community in shown]
    counts = await members.count(numbers)
    told = [(line.label, await line.tell(viewer, numbers)) for line in house().every("community_lines")]
    return Survey(
        rows=[
            Row(
                community,
                pairs[community.id],
                found[community.id],
                counts[community.id],
                [(label, items[community.id]) for label, items in told if community.id in items],
            )
            for community in shown
        ],
        communities=len(listed),
        vacancies=sum(empty_seats(pair) for pair in pairs.values()),
        concerned=sum(bool(one) for one in found.values()),
        newer=page - 1 or None,
        older=page + 1 if page * A_PAGE < len(listed) else None,
    )
