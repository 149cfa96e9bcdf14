"""What waits for a viewer, from every domain, as it is now. Nothing is kept from one day to the next but what somebody
said of it: so what was missed one day is there the next, once, and what nobody looked at does not go away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from network.access import Viewer, may_read_a_report
from network.days import settlements
from network.days.settlements import Said
from network.ground.clock import today
from network.ground.errors import Forbidden, SignInFirst
from network.ground.words import _, sort_key
from network.plug import Waiting, house
from network.tables import Community, Network

FEW, A_PAGE = 3, 24  # of one kind before they fold; lines on a page, which stays under three hundred elements


@dataclass(frozen=True)
class Group:
    """Things of one community or network, as pressing as each other; of one kind no more than a few are shown."""

    name: str
    path: str
    slug: str
    things: list[Waiting]
    folded: dict[str, int] = field(default_factory=dict)  # kind -> how many more


@dataclass(frozen=True)
class Day:
    """The page of a day."""

    pressing: list[Group]
    calm: list[Group]
    waits: int
    listed: int  # of those, the ones that were asked for
    hushed: list[tuple[Waiting, Said]]  # done or put off, while the fact stands: the last said first
    newer: int | None = None
    older: int | None = None


def require_animating(viewer: Viewer) -> None:
    """Raises SignInFirst, or Forbidden for whoever animates and coordinates nothing."""
    if not viewer.is_signed_in:
        raise SignInFirst
    if not may_read_a_report(viewer):
        raise Forbidden(_("This page is for those who animate a community or coordinate a network."))


async def told_to(viewer: Viewer) -> list[Waiting]:
    """Everything that is so now, settled or not: the pressing first, then what waits longest; each thing once."""
    if not (viewer.gardens or viewer.coordinates):
        return []
    told = [thing for tell in house().every("today") for thing in await tell(viewer)]
    day = today()
    return sorted(
        {settlements.whose(thing, viewer): thing for thing in told}.values(),
        key=lambda thing: (thing.due is None or thing.due > day, thing.due or thing.since, thing.since, thing.key),
    )


async def find(viewer: Viewer, key: str) -> Waiting | None:
    """The thing of that key, settled or not, if it is told to this viewer; None: it is not so any more."""
    return next((thing for thing in await told_to(viewer) if thing.key == key), None)


async def day_of(viewer: Viewer, of: str = "", kind: str = "", page: int = 1) -> Day:
    """The page, or that of one kind of things of one community or network."""
    waits, hushed = await _known(viewer)
    owners = await _owners([*waits, *(thing for thing, _said in hushed)])
    chosen = [
        thing
        for thing in waits
        if (not of or owners[(thing.community, thing.network)][1] == of) and (not kind or thing.kind == kind)
    ]
    lines = chosen if kind else _few(chosen)
    page = min(max(page, 1), max(1, -(-len(lines) // A_PAGE)))
    shown = lines[A_PAGE * (page - 1) : A_PAGE * page]
    day = today()
    pressing = [thing for thing in shown if thing.due and thing.due <= day]
    calm = [thing for thing in shown if thing not in pressing]
    more = {} if kind else _folded(chosen, shown)
    return Day(
        pressing=_grouped(pressing, owners, more, day),
        calm=_grouped(calm, owners, more, day),
        waits=len(waits),
        listed=len(chosen),
        hushed=[] if of or kind else hushed[:10],
        newer=page - 1 or None,
        older=page + 1 if page * A_PAGE < len(lines) else None,
    )


async def _known(viewer: Viewer) -> tuple[list[Waiting], list[tuple[Waiting, Said]]]:
    told = await told_to(viewer)
    return _split(told, await settlements.said_of(viewer, told), today())


def _split(
    told: Sequence[Waiting], said: dict[str, Said], day: date
) -> tuple[list[Waiting], list[tuple[Waiting, Said]]]:
    hushed = [(thing, said[thing.key]) for thing in told if thing.key in said and said[thing.key].is_hushed(day)]
    waits = [thing for thing in told if thing.key not in said or not said[thing.key].is_hushed(day)]
    return waits, sorted(hushed, key=lambda both: both[1].settled_at, reverse=True)


Sort = tuple[int | None, int | None, str, bool]


def _sort_of(thing: Waiting, day: date) -> Sort:
    return (thing.community, thing.network, thing.kind, bool(thing.due and thing.due <= day))


def _few(things: Sequence[Waiting]) -> list[Waiting]:
    """The first of each sort."""
    day, count, kept = today(), dict[Sort, int](), []
    for thing in things:
        sort = _sort_of(thing, day)
        count[sort] = count.get(sort, 0) + 1
        if count[sort] <= FEW:
            kept.append(thing)
    return kept


def _folded(things: Sequence[Waiting], shown: Sequence[Waiting]) -> dict[Sort, int]:
    day, left = today(), dict[Sort, int]()
    for thing in things:
        sort = _sort_of(thing, day)
        left[sort] = left.get(sort, 0) + 1
    return {
        sort: many - FEW for sort, many in left.items() if many > FEW and any(_sort_of(t, day) == sort for t in shown)
    }


def _grouped(
    things: Sequence[Waiting],
    owners: dict[tuple[int | None, int | None], tuple[str, str, str]],
    more: dict[Sort, int],
    day: date,
) -> list[Group]:
    """By name; in each the order they came in, things of one kind together."""
    groups: dict[tuple[int | None, int | None], Group] = {}
    for thing in sorted(things, key=lambda thing: sort_key(owners[(thing.community, thing.network)][0])):
        owner = (thing.community, thing.network)
        name, slug, path = owners[owner]
        group = groups.setdefault(owner, Group(name, path, slug, []))
        group.things.append(thing)
        if many := more.get(_sort_of(thing, day)):
            group.folded[thing.kind] = many
    return [*groups.values()]


async def _owners(things: Sequence[Waiting]) -> dict[tuple[int | None, int | None], tuple[str, str, str]]:
    """Name, slug and path of each."""
    communities = {thing.community for thing in things} - {None}
    networks = {thing.network for thing in things} - {None}
    found: dict[tuple[int | None, int | None], tuple[str, str, str]] = {}
    if communities:
        rows = Community.select(Community.id, Community.name, Community.slug)
        for row in await rows.where(Community.id.is_in([*communities])):
            found[(row["id"], None)] = (row["name"], row["slug"], f"/communities/{row['slug']}")
    if networks:
        rows = Network.select(Network.id, Network.name, Network.slug)
        for row in await rows.where(Network.id.is_in([*networks])):
            found[(None, row["id"])] = (row["name"], row["slug"], f"/networks/{row['slug']}")
    return found
