"""Calls to make: a place became free and is kept for somebody who cannot be written to. Only a call tells them, so it
waits for those who animate the day, as long as the offer lasts."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from events.tables import WaitingPlace
from network.access import Viewer
from network.ground.clock import HERE, now
from network.ground.words import _, say_moment
from network.owners import placed
from network.plug import Waiting

UNHEARD = """
    SELECT waiting.code, waiting.offered_at, waiting.offered_until, event.code AS event, event.title, event.time_zone,
           event.community, event.network, trim(person.given_name || ' ' || person.family_name) AS name,
           person.family_name, coalesce(person.phone, '') AS phone
    FROM events_waiting_place AS waiting
    JOIN events_event AS event ON event.id = waiting.event
    JOIN network_person AS person ON person.id = waiting.person
    WHERE waiting.offered_until > {} AND taken_at IS NULL AND left_at IS NULL AND lapsed_at IS NULL
      AND event.cancelled_at IS NULL AND (event.community = ANY({}) OR event.network = ANY({}))
      AND (person.email IS NULL OR EXISTS (SELECT FROM network_objection AS objection
           WHERE objection.person = person.id AND objection.until_at IS NULL))
    ORDER BY waiting.offered_until, waiting.id
"""


async def offers_to_call(viewer: Viewer) -> Sequence[Waiting]:
    """A line for each; it goes when they take the place or leave it, and when the offer ends."""
    rows = await WaitingPlace.raw(UNHEARD, now(), *viewer.animated)
    return [_waiting(row) for row in rows]


def _waiting(row: Mapping[str, Any]) -> Waiting:
    until = say_moment(row["offered_until"], row["time_zone"])
    said = _("For “%(day)s”, until %(until)s. No letter reaches this person.", day=row["title"], until=until)
    return Waiting(
        key=f"events.offer_call:{row['code']}:{row['offered_at'].timestamp():.0f}",
        title=_("A place is kept for %(name)s: a call?", name=row["name"]),
        words=f"{said} {row['phone']}".strip(),
        path=f"/events/{row['event']}/attendance?q={quote(row['family_name'])}#walk-ins",
        act=_("Write down the answer"),
        since=row["offered_at"].astimezone(HERE).date(),
        due=row["offered_until"].astimezone(HERE).date(),
        **placed(row),
    )
