"""What waits for those who animate once a day is over: its minutes. Told once for each day, until they are there."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from events.papers import MINUTES
from events.tables import Event
from network.access import Viewer
from network.ground.clock import now
from network.ground.words import _
from network.plug import Waiting

TOLD_AFTER, TOLD_FOR = timedelta(hours=12), timedelta(days=45)
WRITTEN_IN = timedelta(days=14)

WITHOUT = """
    SELECT event.code, event.title, event.ends_at, event.time_zone, event.community, event.network
    FROM events_event AS event
    WHERE event.published_at IS NOT NULL AND event.cancelled_at IS NULL AND event.ends_at < {} AND event.ends_at > {}
      AND (event.community = ANY({}) OR event.network = ANY({}))
      AND NOT EXISTS (SELECT FROM events_paper AS paper JOIN library_work AS work ON work.id = paper.work
                      WHERE paper.event = event.id AND work.type = {} AND work.withdrawn_at IS NULL)
    ORDER BY event.ends_at, event.id
"""


async def minutes_to_write(viewer: Viewer) -> Sequence[Waiting]:
    """Days of the last weeks that left no minutes."""
    if not viewer.gardens and not viewer.coordinates:
        return []
    at, where = now(), [sorted(viewer.gardens), sorted(viewer.coordinates)]
    rows = await Event.raw(WITHOUT, at - TOLD_AFTER, at - TOLD_FOR, *where, MINUTES)
    return [
        Waiting(
            key=f"events.minutes:{row['code']}",
            title=_("The minutes of “%(day)s”", day=row["title"]),
            words=_("A file, a link or a few lines: date, place, agenda and how many came are filled in."),
            path=f"/events/{row['code']}/papers/new?type={MINUTES}",
            act=_("Write the minutes"),
            community=row["community"],
            network=row["network"],
            since=(ended := row["ends_at"].astimezone(ZoneInfo(row["time_zone"])).date()),
            due=ended + WRITTEN_IN,
        )
        for row in rows
    ]
