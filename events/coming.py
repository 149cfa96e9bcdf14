"""What is coming, told by events to the rooms below: a panel on the page of a community or network, a block of a letter.

Both are filled for whoever reads: a day of the first circle is not in a public letter, whoever writes it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from piccolo.custom_types import Combinable

from events.access import events_visible_to
from events.events import day_of
from events.tables import Event
from network.access import Viewer, may_animate
from network.ground.clock import now
from network.ground.words import _
from network.owners import Owner, lies_in
from network.plug import Block, BlockKind, CommunityLine, Item, Link, Panel, Period
from network.tables import Community, Network
from network.zones import zone_of

PAGE, LAST_PAGE = 25, 1_000
NEXT = 5  # in a panel


def of_owner(owner: Owner) -> Combinable:
    """A community's own; a network's own and those of its communities."""
    return lies_in(owner, Event.network, Event.community)


async def coming(
    viewer: Viewer,
    owner: Owner | None = None,
    until: datetime | None = None,
    most: int | None = None,
    skip: int = 0,
) -> list[Event]:
    """What this viewer may see of what is to come, drafts too for who prepares them; the nearest first."""
    clause = events_visible_to(viewer) & (Event.ends_at > now())
    if owner is not None:
        clause &= of_owner(owner)
    if until is not None:
        clause &= Event.starts_at < until
    rows = Event.objects().where(clause).order_by(Event.starts_at, Event.id).offset(skip)
    return await (rows if most is None else rows.limit(most))


async def past(viewer: Viewer, owner: Owner | None = None, most: int = PAGE, skip: int = 0) -> list[Event]:
    """What has been, the latest first."""
    clause = events_visible_to(viewer) & (Event.ends_at <= now())
    if owner is not None:
        clause &= of_owner(owner)
    return (
        await Event.objects()
        .where(clause)
        .order_by(Event.starts_at, Event.id, ascending=False)
        .limit(most)
        .offset(skip)
    )


def by_month(events: list[Event]) -> list[tuple[date, list[Event]]]:
    """For an agenda: each month by its first day, in the order they came in."""
    return [(first, list(those)) for first, those in groupby(events, key=_month_of)]


def _month_of(event: Event) -> date:
    return day_of(event).replace(day=1)


async def owners_of(events: list[Event]) -> dict[int, str]:
    """The name of whoever invites, by event."""
    communities = Community.select(Community.id, Community.name)
    networks = Network.select(Network.id, Network.name)
    of_community = {
        row["id"]: row["name"] for row in await communities.where(Community.id.is_in(_ids(events, "community")))
    }
    of_network = {row["id"]: row["name"] for row in await networks.where(Network.id.is_in(_ids(events, "network")))}
    return {event.id: of_community.get(event.community) or of_network[event.network] for event in events}


def _ids(events: list[Event], column: str) -> list[int]:
    return [*{getattr(event, column) for event in events} - {None}, 0]


def item_of(event: Event) -> Item:
    """A line in a panel or a letter."""
    said = event.place_name
    if event.is_cancelled:
        said = str(_("cancelled"))
    elif not event.is_published:
        said = str(_("not published yet"))
    return Item(event.title, f"/events/{event.code}", when=event.starts_at, words=said, zone=event.time_zone)


async def panel(viewer: Viewer, owner: Owner) -> Panel:
    """The next five, and the first thing to do for who may plan."""
    events = await coming(viewer, owner, most=NEXT)
    may_plan = may_animate(viewer, owner)
    return Panel(
        title=_("Coming days"),
        items=[item_of(event) for event in events],
        empty=_("No day is planned yet. Those to come will be announced here."),
        more=Link(_("All days"), f"{owner.path}/events"),
        act=Link(_("Plan a day"), f"{owner.path}/events/new") if may_plan else None,
    )


async def of_all(viewer: Viewer) -> Panel:
    """For the map of the site: the next twenty, and how they come into one's own calendar."""
    items = [item_of(event) for event in await coming(viewer, most=20)]
    empty = _("No day is planned yet. Those to come will be announced here.")
    return Panel(_("Coming days"), items, empty, more=Link(_("Calendars"), "/calendars"))


async def fill(audience: Viewer, owner: Owner, period: Period) -> Block:
    """What begins after now and not after the period of the letter, as its audience may see it; nothing cancelled."""
    _since, until = period.moments(await zone_of(owner))
    events = [event for event in await coming(audience, owner, until) if event.is_published and not event.is_cancelled]
    return Block(_("Coming days"), [item_of(event) for event in events if event.starts_at > now()])


COMING = BlockKind("events.coming", _("Coming days"), fill)


async def next_days(viewer: Viewer, communities: Sequence[int]) -> dict[int, Item]:
    """Of each the next day that takes place, for the coordination that sees them all."""
    rows = await Event.raw(
        """
        SELECT DISTINCT ON (community) community, title, code, starts_at, time_zone FROM events_event
        WHERE community = ANY({}) AND ends_at > {} AND published_at IS NOT NULL AND cancelled_at IS NULL
        ORDER BY community, starts_at, id
        """,
        *[list(communities), now()],
    )
    return {
        row["community"]: Item(row["title"], f"/events/{row['code']}", when=row["starts_at"], zone=row["time_zone"])
        for row in rows
    }


NEXT_DAY = CommunityLine(_("Next day"), next_days)
