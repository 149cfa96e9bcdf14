"""What is said of a day, as its form says it, and how it becomes the row: each fault on its field, all at once.

Hours are typed as they stand on the wall where the network is. On the night when the clocks go forward there is an hour
that does not exist: nobody can be asked to come in it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events import links
from events.communes import commune_named, commune_of
from events.tables import Event
from network.access import REACHES
from network.ground.clock import now, today
from network.ground.errors import Fault, Faults
from network.ground.forms import NO_CHOICE
from network.ground.words import Sentence, _
from network.owners import Owner
from network.tables import Network, Person

KINDS: dict[str, Sentence] = {
    "meeting_day": _("Meeting day"),
    "webinar": _("Webinar"),
    "training": _("Training in action"),
    "field_visit": _("Field visit"),
}
FURTHEST = timedelta(days=3660)  # a year mistyped is no day that anybody plans
EARLIEST = 1900  # neither is one that no clock of today knows
PAST = _("This day is past: please choose one that is to come.")
SAID = (
    *("kind", "title", "summary", "reach", "place_name", "place_address", "offer_hours", "link", "link_minutes"),
    *("meeting_point", "bring", "travel", "day_contact"),
)


@dataclass(frozen=True)
class Facts:
    """What is said of an event when it is planned or changed: hours as on the wall, where the network is."""

    title: str
    on: date
    starts: time
    ends: time
    place_name: str = ""
    place_address: str = ""
    territory: int | None = None
    commune: str = ""  # as typed, where the territory is not known
    capacity: int | None = None
    offer_hours: int = 48  # how long a freed place is kept for the first in line
    bookings_close_on: date | None = None  # that day is the last
    summary: str = ""
    reach: str = "public"
    organised_by: int | None = None
    kind: str = "meeting_day"
    link: str = ""
    link_minutes: int = 15  # before the beginning, from which on those registered see the link
    meeting_point: str = ""
    bring: str = ""
    travel: str = ""
    day_contact: str = ""


def reaches_of(owner: Owner) -> dict[str, Sentence]:
    """A network has people, but no circles."""
    return {name: REACHES[name] for name in ("public", "network")} if isinstance(owner, Network) else REACHES


def at_wall(on: date, hour: time, zone: str) -> datetime:
    """That hour of that day, where the network is."""
    return datetime.combine(on, hour, tzinfo=ZoneInfo(zone))


def real_hour(field: str, on: date, hour: time, zone: str) -> datetime:
    """That hour of that day. Raises Fault on the field where the clocks leap over it."""
    at = at_wall(on, hour, zone)
    if at.astimezone(UTC).astimezone(at.tzinfo).time() != hour:
        raise Fault(field, _("In that night the clocks go forward: there is no such hour."))
    return at


async def say(event: Event, facts: Facts, owner: Owner) -> Faults:
    """On the row, not saved; answers what is wrong."""
    wrong = Faults()
    if facts.kind not in KINDS:
        wrong.add("kind", NO_CHOICE)
    if facts.on > today() + FURTHEST:
        wrong.add("on", _("This day is more than ten years away: please look at its year again."))
    elif facts.on.year < EARLIEST:
        wrong.add("on", PAST)
    else:
        _say_hours(event, facts, wrong)
    event.bookings_close_at = None
    if facts.bookings_close_on:
        if facts.bookings_close_on > facts.on:
            wrong.add("bookings_close_on", _("Registration ends on the day itself at the latest."))
        elif "on" not in wrong:
            after = at_wall(facts.bookings_close_on + timedelta(days=1), time(), event.time_zone)
            event.bookings_close_at = min(after, event.starts_at)
    if facts.ends <= facts.starts:
        wrong.add("ends", _("The end comes before the beginning."))
    event.territory = facts.territory
    if facts.commune:
        with wrong.gathering():
            event.territory = await commune_named(facts.commune)
    with wrong.gathering():
        event.link = links.clean(facts.link)
    if facts.reach not in reaches_of(owner):
        wrong.add("reach", NO_CHOICE)
    event.title, event.summary, event.reach = facts.title, facts.summary, facts.reach
    event.place_name, event.place_address = facts.place_name, facts.place_address
    event.capacity, event.organised_by = facts.capacity, facts.organised_by
    event.kind, event.offer_hours, event.link_minutes = facts.kind, facts.offer_hours, facts.link_minutes
    event.meeting_point, event.bring = facts.meeting_point, facts.bring
    event.travel, event.day_contact = facts.travel, facts.day_contact
    event.changed_at = now()
    return wrong


def _say_hours(event: Event, facts: Facts, wrong: Faults) -> None:
    event.starts_at, event.ends_at = (at_wall(facts.on, hour, event.time_zone) for hour in (facts.starts, facts.ends))
    for field, hour in (("starts", facts.starts), ("ends", facts.ends)):
        with wrong.gathering():
            real_hour(field, facts.on, hour, event.time_zone)


def on_the_wall(event: Event) -> dict[str, str]:
    """The day as it stands in the fields of its form."""
    begins, ends = (at.astimezone(ZoneInfo(event.time_zone)) for at in (event.starts_at, event.ends_at))
    last = event.bookings_close_at
    close = (last - timedelta(seconds=1)).astimezone(ZoneInfo(event.time_zone)).date().isoformat() if last else ""
    hours = {"starts": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    return {"on": begins.date().isoformat(), "bookings_close_on": close, **hours}


async def said_of(event: Event) -> dict[str, Any]:
    """All that its form asks, as it stands in the fields."""
    said = {name: getattr(event, name) for name in SAID} | on_the_wall(event)
    commune = await commune_of(event.territory)
    who = await Person.objects().get(Person.id == event.organised_by) if event.organised_by else None
    said |= {"commune": commune.code if commune else "", "organised_by": who.code if who else ""}
    return said | {"capacity": event.capacity or ""}
