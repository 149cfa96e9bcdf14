"""What waits around a day: the list for the door the day before, the list to tick when it is over."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from events.tables import Event
from network.access import Viewer
from network.ground.clock import now
from network.ground.words import _, ngettext, say_day, say_number
from network.owners import placed
from network.plug import Waiting

TOLD_FOR = timedelta(days=90)

NEAR = """
    SELECT event.code, event.title, event.community, event.network, event.ends_at < {} AS is_over,
           (event.starts_at AT TIME ZONE event.time_zone)::date AS day,
           (SELECT count(*) FROM events_booking AS booking WHERE booking.event = event.id
            AND booking.confirmed_at IS NOT NULL AND booking.cancelled_at IS NULL) AS people
    FROM events_event AS event
    WHERE event.published_at IS NOT NULL AND event.cancelled_at IS NULL
      AND event.starts_at > {} AND event.starts_at < {}
      AND (event.starts_at AT TIME ZONE event.time_zone)::date
          <= ({}::timestamptz AT TIME ZONE event.time_zone)::date + 1
      AND (event.community = ANY({}) OR event.network = ANY({}))
      AND NOT EXISTS (SELECT FROM events_attendance AS came WHERE came.event = event.id)
      AND NOT EXISTS (SELECT FROM events_headcount AS counted WHERE counted.event = event.id)
    ORDER BY event.starts_at, event.id
"""


async def lists_at_hand(viewer: Viewer) -> Sequence[Waiting]:
    """From the eve on the list to take along; once the day is over, the list that nobody has ticked."""
    at = now()
    rows = await Event.raw(NEAR, at, at - TOLD_FOR, at + timedelta(days=3), at, *viewer.animated)
    return [_waiting(row) for row in rows]


def _waiting(row: Mapping[str, Any]) -> Waiting:
    day, registered = row["day"], ngettext("One person is registered", "%(count)s people are registered", row["people"])
    said = registered % {"count": say_number(row["people"])} if row["people"] else _("Nobody is registered")
    if row["is_over"]:
        kind, title, act = "unticked", _("Who came to “%(day)s”?", day=row["title"]), _("Tick the list")
        since, due = day, day + timedelta(days=2)
    else:
        kind, title, act = "list", _("The list for the door of “%(day)s”", day=row["title"]), _("Open the list")
        since = due = day - timedelta(days=1)
    return Waiting(
        key=f"events.{kind}:{row['code']}:{day}",
        title=title,
        words=f"{said} · {say_day(day)}",
        path=f"/events/{row['code']}/attendance",
        act=act,
        since=since,
        due=due,
        **placed(row),
    )
