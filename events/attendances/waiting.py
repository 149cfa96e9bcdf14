"""What waits around a day: the list for the door the day before, the list to tick when it is over."""

from collections.abc import Sequence
from datetime import timedelta

from events.tables import Event
from network.access import Viewer
from network.ground.clock import now
from network.ground.words import _, ngettext, say_day, say_number
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
    if not (viewer.gardens or viewer.coordinates):
        return []
    at = now()
    where = [sorted(viewer.gardens), sorted(viewer.coordinates)]
    rows = await Event.raw(NEAR, at, at - TOLD_FOR, at + timedelta(days=3), at, *where)
    found = []
    for row in rows:
        registered = ngettext("One person is registered", "%(count)s people are registered", row["people"])
        words = f"{registered % {'count': say_number(row['people'])}} · {say_day(row['day'])}"
        eve = row["day"] - timedelta(days=1)
        if row["is_over"]:
            found.append(
                Waiting(
                    key=f"events.unticked:{row['code']}:{row['day']}",
                    title=_("Who came to “%(day)s”?", day=row["title"]),
                    words=words,
                    path=f"/events/{row['code']}/attendance",
                    act=_("Tick the list"),
                    community=row["community"],
                    network=row["network"],
                    since=row["day"],
                    due=row["day"] + timedelta(days=2),
                )
            )
        else:
            found.append(
                Waiting(
                    key=f"events.list:{row['code']}:{row['day']}",
                    title=_("The list for the door of “%(day)s”", day=row["title"]),
                    words=words,
                    path=f"/events/{row['code']}/attendance",
                    act=_("Open the list"),
                    community=row["community"],
                    network=row["network"],
                    since=eve,
                    due=eve,
                )
            )
    return found
