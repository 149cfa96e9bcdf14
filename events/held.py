"""What took place, told to the letters: the days that ended since the last one, with where, how many were there, and
whether their minutes can be read. A letter tells of a day what its readers may see, and nothing closer."""

from events.access import events_visible_to
from events.coming import of_owner
from events.papers import minutes_of
from events.reports import HELD as COUNTED
from events.tables import Event
from network.access import Viewer
from network.ground.clock import now
from network.ground.words import _, ngettext, say_number
from network.owners import Owner
from network.plug import Block, BlockKind, Item, Period
from network.zones import zone_of

MOST = 6


async def fill(audience: Viewer, owner: Owner, period: Period) -> Block:
    """What ended in the period, the latest first; nothing cancelled."""
    since, _until = period.moments(await zone_of(owner))
    held = events_visible_to(audience) & of_owner(owner) & Event.published_at.is_not_null()
    held &= Event.cancelled_at.is_null() & (Event.ends_at >= since) & (Event.ends_at <= now())
    days = await Event.objects().where(held).order_by(Event.starts_at, Event.id, ascending=False).limit(MOST)
    counts = {row["id"]: row["came"] or row["counted"] for row in await Event.raw(COUNTED, [day.id for day in days])}
    told = await minutes_of(audience, [day.id for day in days])
    return Block(_("What took place"), [_item(day, counts[day.id], day.id in told) for day in days])


def _item(day: Event, came: int | None, has_minutes: bool) -> Item:
    said = [day.place_name]
    if came:
        said.append(ngettext("one person came", "%(n)s people came", came) % {"n": say_number(came)})
    if has_minutes:
        said.append(str(_("the minutes are there")))
    return Item(
        day.title, f"/events/{day.code}", when=day.starts_at, words=", ".join(filter(None, said)), zone=day.time_zone
    )


HELD = BlockKind("events.held", _("What took place"), fill)
