"""Years: the reports of one year, for whoever reads many of them. The network's own come first, then those that lack
something, for there the coordination can still do something; then all others, by name. A report lacks something where,
on the last day that it tells, nobody stood in the circles or a seat of the pair was empty, or where nothing was written
down of what people did.

However many communities there are, all that is asked of them is one statement; they are shown by the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from network.access import among
from network.ground.clock import today
from network.ground.errors import NotHere
from network.ground.words import Sentence, _, sort_key
from network.owners import Owner
from network.reports.reports import path_of, years_of
from network.tables import Community, Network

A_PAGE = 40  # at most seven elements each: under four hundred

FACTS = """
WITH told AS (SELECT {}::date AS first, {}::date AS last)
SELECT place.id,
    EXISTS (SELECT FROM network_standing AS standing, told WHERE standing.community = place.id
            AND since_on <= last AND (until_on IS NULL OR until_on > last)) AS is_peopled,
    EXISTS (SELECT FROM network_act AS act, told WHERE act.community = place.id
            AND done_on BETWEEN first AND last) AS is_lively,
    (SELECT count(*) FROM told, network_seat AS seat JOIN network_team AS team ON team.id = seat.team
     WHERE team.community = place.id AND team.kind = 'pair' AND NOT EXISTS (
         SELECT FROM network_mandate AS mandate WHERE mandate.seat = seat.id
         AND since_on <= last AND (until_on IS NULL OR until_on > last))) AS empty_seats
FROM network_community AS place WHERE place.id = ANY({})
"""


class Facts(msgspec.Struct, frozen=True):
    """What a community's year has to tell, in as much as something may lack."""

    id: int
    is_peopled: bool
    is_lively: bool
    empty_seats: int

    @property
    def lacks(self) -> list[Sentence]:
        seats = [_("Empty seats of the pair: %(count)s", count=self.empty_seats)] if self.empty_seats else []
        people = [] if self.is_peopled else [_("Nobody in the circles")]
        return seats + people + ([] if self.is_lively else [_("Nothing written down of what people did")])


@dataclass(frozen=True)
class Line:
    """One report of that year."""

    name: str
    path: str
    network: str  # of a community; empty for a network's own
    lacks: Sequence[Sentence] = ()


@dataclass(frozen=True)
class Leaf:
    """A page of the reports of one year that were looked for, with the figures of all of them."""

    year: int
    years: Sequence[int]
    lines: Sequence[Line]
    found: int
    communities: int
    lacking: int
    page: int
    pages: int


async def leaf(
    networks: Sequence[Network],
    communities: Sequence[Community],
    year: int | None = None,
    words: str = "",
    only_lacking: bool = False,
    page: int = 1,
) -> Leaf:
    """Of the owners whose reports may be read, those that were open in that year; of them those so called, and those
    that lack something. Raises NotHere for another year, and beyond the last page."""
    owners: list[Owner] = [*networks, *communities]
    years = sorted({year for owner in owners for year in years_of(owner)}, reverse=True)
    shown = years[0] if year is None and years else year
    if shown is None or shown not in years:
        raise NotHere
    first, last = date(shown, 1, 1), min(date(shown, 12, 31), today())
    open_then = [one for one in communities if one.opened_on <= last and not (one.closed_on and one.closed_on <= first)]
    lacks = {facts.id: facts.lacks for facts in await _facts(open_then, first, last)}
    open_then.sort(key=lambda one: (-len(lacks[one.id]), sort_key(one.name), one.id))
    names = {network.id: network.name for network in networks} if len(networks) > 1 else {}
    lines = [
        *(Line(one.name, f"{path_of(one)}/{shown}", "") for one in networks if one.opened_on <= last),
        *(Line(one.name, f"{path_of(one)}/{shown}", names.get(one.network, ""), lacks[one.id]) for one in open_then),
    ]
    found = [
        line for line in lines if sort_key(words.strip()) in sort_key(line.name) and (line.lacks or not only_lacking)
    ]
    pages = max(1, -(-len(found) // A_PAGE))
    if not 0 < page <= pages:
        raise NotHere
    return Leaf(
        year=shown,
        years=years,
        lines=found[A_PAGE * (page - 1) : A_PAGE * page],
        found=len(found),
        communities=len(open_then),
        lacking=sum(bool(one) for one in lacks.values()),
        page=page,
        pages=pages,
    )


async def _facts(communities: Sequence[Community], first: date, last: date) -> list[Facts]:
    numbers = among(one.id for one in communities)
    return msgspec.convert(await Community.raw(FACTS, first, last, numbers), list[Facts])
