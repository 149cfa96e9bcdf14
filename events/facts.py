"""What is said of a day, as its form says it, and how it becomes the row: each fault on its field.

Hours are typed as they stand on the wall where the network is. On the night when the clocks go forward there is an hour
that does not exist: nobody can be asked to come in it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events import links
from events.tables import Event
from network.access import REACHES
from network.ground.clock import now, today
from network.ground.errors import Fault
from network.ground.words import Sentence, _
from network.owners import Owner
from network.tables import Network

KINDS: dict[str, Sentence] = {
    "meeting_day": _("Meeting day"),
    "webinar": _("Webinar"),
    "training": _("Training in action"),
    "field_visit": _("Field visit"),
}
FURTHEST = timedelta(days=3660)  # a year mistyped is no day that anybody plans


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


def say(event: Event, facts: Facts, owner: Owner) -> None:
    """On the row, not saved. Raises Fault on the field that is wrong."""
    if facts.ends <= facts.starts:
        raise Fault("ends", _("The end comes before the beginning."))
    if facts.kind not in KINDS:
        raise Fault("kind", _("Please choose one of the answers."))
    if facts.reach not in reaches_of(owner):
        raise Fault("reach", _("Please choose one of the answers."))
    if facts.on > today() + FURTHEST:
        raise Fault("on", _("This day is more than ten years away: please look at its year again."))
    event.starts_at = real_hour("starts", facts.on, facts.starts, event.time_zone)
    event.ends_at = real_hour("ends", facts.on, facts.ends, event.time_zone)
    event.bookings_close_at = None
    if facts.bookings_close_on:
        if facts.bookings_close_on > facts.on:
            raise Fault("bookings_close_on", _("Registration ends on the day itself at the latest."))
        after = at_wall(facts.bookings_close_on + timedelta(days=1), time(), event.time_zone)
        event.bookings_close_at = min(after, event.starts_at)
    event.title, event.summary, event.reach = facts.title, facts.summary, facts.reach
    event.place_name, event.place_address = facts.place_name, facts.place_address
    event.territory, event.capacity, event.organised_by = facts.territory, facts.capacity, facts.organised_by
    event.kind, event.offer_hours = facts.kind, facts.offer_hours
    event.link, event.link_minutes = links.clean(facts.link), facts.link_minutes
    event.meeting_point, event.bring = facts.meeting_point, facts.bring
    event.travel, event.day_contact = facts.travel, facts.day_contact
    event.changed_at = now()
