"""Duplicates: last year's day again. The form opens with what was said of it, on the same weekday nearest to the same
date, and nothing is written before it is sent. Who came, who was invited and the link of that day stay with that day.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from events import events
from events.access import event_for
from events.events import day_of
from events.facts import Facts
from events.sessions import add, agenda_of
from events.tables import Event, Session
from network.access import Viewer
from network.ground.clock import today
from network.ground.errors import Fault, NotHere
from network.ground.queue import together
from network.ground.words import _
from network.owners import Owner, numbers_of


async def like(viewer: Viewer, owner: Owner, code: str) -> Event:
    """A day of this owner that the viewer may see. Raises NotHere."""
    event = await event_for(viewer, code)
    if (event.community, event.network) != numbers_of(owner):
        raise NotHere
    return event


def again_on(day: date, after: date | None = None) -> date:
    """The same weekday, nearest to the same date, in the first year in which that is still to come."""
    after = after or today()
    for year in range(day.year + 1, max(day.year, after.year) + 3):
        same = date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
        near = min((same + timedelta(days=by) for by in range(-3, 4)), key=lambda one: (one - day).days % 7)
        if near > after:
            return near
    raise AssertionError("some year is to come")


def moved_by(event: Event, on: date | None = None) -> timedelta:
    """From that day to the one on which it would be again."""
    return (on or again_on(day_of(event))) - day_of(event)


async def plan(owner: Owner, facts: Facts, by: Viewer, code: str, agenda_from: Event | None = None) -> Event:
    """A new day, with the agenda of a former one, hour by hour from its beginning. Sent twice it is one, with one
    agenda. Raises Fault where a part of that agenda has no room."""
    async with together():
        event = await events.plan(owner, facts, by, code=code)
        parts = await agenda_of(agenda_from) if agenda_from and not await agenda_of(event) else []
        for part in parts:
            await _add(event, agenda_from or event, part)
    return event


async def _add(event: Event, former: Event, part: Session) -> None:
    begins, was = (one.starts_at.astimezone(ZoneInfo(one.time_zone)).replace(tzinfo=None) for one in (event, former))
    hours = [at.astimezone(ZoneInfo(former.time_zone)).replace(tzinfo=None) for at in (part.starts_at, part.ends_at)]
    starts, ends = (begins + (at - was) for at in hours)
    try:
        if ends.date() != begins.date():
            raise Fault("ends", _("The day ends earlier than that."))
        await add(event, starts.time(), ends.time(), part.title, part.format, part.speakers)
    except Fault:
        said = _("The agenda of that day does not fit into these hours: make them longer, or leave the agenda out.")
        raise Fault("ends", said) from None
