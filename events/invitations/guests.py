"""Guests: whom the pair may ask to a day. A circle, those who came to a former day, or people by name: those whom the
owner's gardeners may find. Shown before they are invited, with who is already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from events.attendances import walk_ins
from events.coming import of_owner
from events.tables import Event
from network.access import Viewer
from network.ground.clock import now, today
from network.owners import Owner, numbers_of
from network.tables import Person

FORMER_DAYS, SINCE = 8, timedelta(days=800)


@dataclass(frozen=True)
class Choice:
    """What was ticked: circles, former days and people by their codes."""

    circles: Sequence[int] = ()
    days: Sequence[str] = ()
    people: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.circles or self.days or self.people)


class Guest(msgspec.Struct):
    person: int
    name: str
    has_address: bool  # that may be written to: who has none, or objects to letters, is called
    is_there: bool  # invited already, registered or waiting: not asked (again)


CHOSEN = """
WITH chosen AS (
    SELECT standing.person FROM network_standing AS standing JOIN network_community AS community
    ON community.id = standing.community
    WHERE (community.id = {} OR community.network = {}) AND circle = ANY({}::int[])
      AND since_on <= {} AND (until_on IS NULL OR until_on > {})
    UNION SELECT attendance.person FROM events_attendance AS attendance WHERE event = ANY({}::int[])
    UNION SELECT booking.person FROM events_booking AS booking WHERE event = ANY({}::int[])
      AND confirmed_at IS NOT NULL AND cancelled_at IS NULL
      AND NOT EXISTS (SELECT FROM events_attendance AS ticked WHERE ticked.event = booking.event)
    UNION SELECT unnest({}::int[])
)
SELECT person.id AS person, trim(given_name || ' ' || family_name) AS name, email IS NOT NULL AND NOT EXISTS (SELECT FROM network_objection AS objection
         WHERE objection.person = person.id AND objection.until_at IS NULL) AS has_address,
       EXISTS (SELECT FROM events_invitation AS asked WHERE asked.event = {} AND asked.person = person.id)
       OR EXISTS (SELECT FROM events_booking AS booking WHERE booking.event = {} AND booking.person = person.id
                  AND confirmed_at IS NOT NULL AND cancelled_at IS NULL)
       OR EXISTS (SELECT FROM events_waiting_place AS waiting WHERE waiting.event = {} AND waiting.person = person.id
                  AND taken_at IS NULL AND left_at IS NULL AND lapsed_at IS NULL) AS is_there
FROM chosen JOIN network_person AS person ON person.id = chosen.person
WHERE person.id <> {} ORDER BY person.sort_key, person.id
"""


async def guests_of(event: Event, owner: Owner, by: Viewer, choice: Choice) -> list[Guest]:
    """Each once, by name, without whoever invites. Raises NotHere for a person or a day that is not theirs to choose."""
    if choice.is_empty:
        return []
    days = (
        await Event.select(Event.id).where(of_owner(owner), Event.code.is_in([*choice.days, ""])).output(as_list=True)
    )
    people = [(await walk_ins.known(owner, by, code)).id for code in choice.people]
    rows = await Person.raw(
        CHOSEN,
        *[*numbers_of(owner), [*choice.circles], today(), today()],
        *[days, days, people, event.id, event.id, event.id, by.person],
    )
    return msgspec.convert(rows, list[Guest])


async def former_days(event: Event, owner: Owner) -> list[Event]:
    """Of the same owner, whose people may be asked again: last year's is among them."""
    past = (Event.ends_at < now()) & (Event.starts_at > now() - SINCE) & Event.cancelled_at.is_null()
    rows = Event.objects().where(of_owner(owner), past, Event.published_at.is_not_null(), Event.id != event.id)
    return await rows.order_by(Event.starts_at, ascending=False).limit(FORMER_DAYS)
