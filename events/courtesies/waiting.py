"""What waits for those who animate once a day is over: to thank those who came."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from events.courtesies.thanks import KEPT_FOR
from events.tables import Event
from network.access import Viewer
from network.ground.clock import now
from network.ground.words import _, ngettext
from network.owners import placed
from network.plug import Waiting

UNTHANKED = """
    SELECT event.code, event.title, event.ends_at, event.time_zone, event.community, event.network,
           count(came.person) AS people
    FROM events_event AS event JOIN events_attendance AS came ON came.event = event.id
    LEFT JOIN events_thanks AS thanks ON thanks.event = event.id
    WHERE event.published_at IS NOT NULL AND event.cancelled_at IS NULL AND event.ends_at < {} AND event.ends_at > {}
      AND thanks.sent_at IS NULL AND thanks.by_itself IS NOT TRUE
      AND (event.community = ANY({}) OR event.network = ANY({}))
    GROUP BY event.id HAVING count(came.person) > 0
    ORDER BY event.ends_at
"""


async def thanks_to_write(viewer: Viewer) -> Sequence[Waiting]:
    """Days whose list is ticked, of the last weeks, that nobody has thanked for yet."""
    at = now()
    rows = await Event.raw(UNTHANKED, at, at - KEPT_FOR, *viewer.animated)
    return [
        Waiting(
            key=f"events.thanks:{row['code']}",
            title=_("Thank those who came to “%(day)s”", day=row["title"]),
            words=ngettext(
                "One person came. The words are ready.", "%(n)s people came. The words are ready.", row["people"]
            )
            % {"n": row["people"]},
            path=f"/events/{row['code']}/thanks",
            act=_("Read and send"),
            **placed(row),
            since=(ended := row["ends_at"].astimezone(ZoneInfo(row["time_zone"])).date()),
            due=ended + timedelta(days=7),
        )
        for row in rows
    ]
