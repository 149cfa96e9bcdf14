"""What stands in a calendar: the days that its reader may see by the same rule as on every page, from a year ago on.

What was cancelled stays, told as cancelled: a calendar that has it already must hear of it. What is being prepared is
told as such, to those who prepare it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from piccolo.custom_types import Combinable

from events.access import events_visible_to
from events.calendars.entries import Day
from events.coming import of_owner, owners_of
from events.communes import communes_of
from events.places import is_registered
from events.tables import Booking, Event, Session
from network.access import Viewer
from network.ground.clock import now
from network.owners import Owner

KEPT = timedelta(days=366)
MOST_COMING, MOST_PAST = 1_000, 250


class Part(NamedTuple):
    """One line of an agenda, as much of it as a calendar says."""

    starts_at: datetime
    title: str


async def days_for(viewer: Viewer, owner: Owner | None = None, only_mine: bool = False) -> list[Day]:
    """In the order of the calendar: all that the viewer may see, or those where they are registered or organise."""
    clause = events_visible_to(viewer) & (Event.published_at.is_not_null() | Event.cancelled_at.is_null())
    if owner is not None:
        clause &= of_owner(owner)
    if only_mine:
        clause &= is_of(viewer)
    rows = Event.objects().where(clause)
    past = (
        await rows.where(Event.ends_at <= now(), Event.ends_at > now() - KEPT)
        .order_by(Event.starts_at, Event.id, ascending=False)
        .limit(MOST_PAST)
    )
    ahead = Event.objects().where(clause & (Event.ends_at > now())).order_by(Event.starts_at, Event.id)
    return await told([*reversed(past), *await ahead.limit(MOST_COMING)], viewer)


def is_of(viewer: Viewer) -> Combinable:
    """Where the viewer goes: registered, or organising it."""
    theirs = Booking.select(Booking.event).where(Booking.person == (viewer.person or 0), is_registered())
    return Event.id.is_in(theirs) | (Event.organised_by == (viewer.person or 0))


async def told(events: Sequence[Event], viewer: Viewer) -> list[Day]:
    """With all that a calendar says of them, in a few questions however many there are."""
    owners = await owners_of([*events])
    numbers = [*(event.id for event in events), 0]
    agendas: dict[int, list[Part]] = {}
    shown = Session.select(Session.event, Session.starts_at, Session.title).where(Session.event.is_in(numbers))
    for part in await shown.order_by(Session.starts_at, Session.id):
        agendas.setdefault(part["event"], []).append(Part(part["starts_at"], part["title"]))
    communes = await communes_of(events)
    mine: set[int] = set()
    if viewer.is_signed_in:
        mine = {*await Event.select(Event.id).where(Event.id.is_in(numbers), is_of(viewer)).output(as_list=True)}
    return [
        Day(event, agendas.get(event.id, []), owners[event.id], communes.get(event.id, ""), event.id in mine)
        for event in events
    ]


async def day_of(event: Event) -> Day:
    """One of them, for a file to take away."""
    [day] = await told([event], Viewer())
    return day
