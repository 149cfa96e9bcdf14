"""Organisers: whoever organised a day has done something for the community, once the day has taken place.

Nobody types this act: an hour after a published day has ended, the clock writes it. A day that was cancelled is none.
"""

from datetime import timedelta

from events.attendances.attendance import ORGANISED
from events.events import day_of
from events.tables import Event
from network import acts
from network.access import Viewer
from network.communities import gardeners
from network.ground.clock import now
from network.owners import Owner, owner_of
from network.tables import Network, Person


async def thank_organisers() -> None:
    """By the clock: the act of each day that is over and has none yet."""
    rows = await Event.raw(
        """
        SELECT event.id FROM events_event AS event
        WHERE event.published_at IS NOT NULL AND event.cancelled_at IS NULL AND event.organised_by IS NOT NULL
          AND event.ends_at < {}
          AND NOT EXISTS (SELECT FROM network_act AS act WHERE act.kind = {} AND act.subject = event.id
                          AND act.person = event.organised_by)
        """,
        *[now() - timedelta(hours=1), ORGANISED.name],
    )
    for row in rows:
        event = await Event.objects().get(Event.id == row["id"])
        if event and event.organised_by:
            await acts.record(ORGANISED, event.organised_by, await owner_of(event), about=event.id, on=day_of(event))


async def who_may_organise(owner: Owner, viewer: Viewer, now_by: int | None = None) -> dict[str, Person]:
    """By their codes: the pair of the community, whoever plans, and who organises it already."""
    known = [viewer.person, now_by]
    if not isinstance(owner, Network):
        known += [seat.person for seat in await gardeners.pair_of(owner)]
    people = await Person.objects().where(Person.id.is_in([*filter(None, known), 0])).order_by(Person.sort_key)
    return {person.code: person for person in people}
