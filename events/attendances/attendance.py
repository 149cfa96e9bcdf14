"""Attendance: who really came. That is the act of taking part, dated on the day; a place that stayed empty is none.

Those who animate tick it, on the day or afterwards, on one page from one phone or from several: what is sent is the
difference to what that phone was shown, so that two who tick at once do not undo each other. Somebody who came without
a booking is added, known or new. A tick taken back takes the act back.
"""

from datetime import datetime, time
from typing import Any

import msgspec

from events.bookings.bookings import belongs
from events.events import CANCELLED, day_of
from events.facts import at_wall
from events.places import is_registered
from events.tables import Attendance, Booking, Event
from network import acts
from network.access import Viewer
from network.acts import ActKind
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.words import _
from network.owners import Owner

CAME = ActKind("events.came", _("came to a meeting"))
SPOKE = ActKind("events.spoke", _("spoke at a meeting"), weight=2)
ORGANISED = ActKind("events.organised", _("organised a meeting"), weight=3)


ON_A_PAGE = 36


class Line(msgspec.Struct):
    """One name on the list of a day: registered, or come without."""

    key: str  # the code of the booking, or of the attendance of who had none
    person: int | None
    name: str  # empty: somebody erased
    organisation: str
    college: str | None
    is_registered: bool
    came: bool
    spoke: bool


class Leaf(msgspec.Struct):
    """As much of the list as a phone takes in at once."""

    lines: list[Line]
    page: int
    pages: int


def leaf_of(lines: list[Line], page: int) -> Leaf:
    """That page of them, or the last; page 0 is the whole list, as it is printed."""
    if not page:
        return Leaf(lines, 1, 1)
    pages = max(1, -(-len(lines) // ON_A_PAGE))
    page = min(page, pages)
    return Leaf(lines[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], page, pages)


async def list_of(event: Event) -> list[Line]:
    """Everybody registered, and everybody who came, in the order of their names: É stands with E."""
    rows = await Attendance.raw(
        """
        WITH listed AS (
            SELECT booking.code AS key, booking.person, booking.organisation, booking.college, true AS is_registered,
                   attendance.id IS NOT NULL AS came
            FROM events_booking AS booking LEFT JOIN events_attendance AS attendance ON attendance.booking = booking.id
            WHERE booking.event = {} AND booking.confirmed_at IS NOT NULL
              AND (booking.cancelled_at IS NULL OR attendance.id IS NOT NULL)
            UNION ALL
            SELECT code, person, organisation, college, false, true FROM events_attendance
            WHERE event = {} AND booking IS NULL
        )
        SELECT listed.key, listed.person, listed.college, listed.is_registered, listed.came,
               coalesce(trim(person.family_name || ' ' || person.given_name), '') AS name,
               coalesce(organisation.name, '') AS organisation,
               EXISTS (SELECT FROM network_act AS act WHERE act.person = listed.person AND act.subject = {}
                       AND act.kind = 'events.spoke') AS spoke
        FROM listed
        LEFT JOIN network_person AS person ON person.id = listed.person
        LEFT JOIN network_organisation AS organisation ON organisation.id = listed.organisation
        ORDER BY person.sort_key NULLS LAST, listed.key
        """,
        *[event.id, event.id, event.id],
    )
    return msgspec.convert(rows, list[Line])


def ticking_opens_at(event: Event) -> datetime:
    """In the morning of the day, as the list lies at the door."""
    return at_wall(day_of(event), time(), event.time_zone)


def may_tick(event: Event) -> bool:
    """The day has come, and takes place."""
    return not event.is_cancelled and now() >= ticking_opens_at(event)


def require_ticking(event: Event) -> None:
    """Raises Conflict before the day, and where it did not take place."""
    if event.is_cancelled:
        raise Conflict(CANCELLED)
    if now() < ticking_opens_at(event):
        raise Conflict(_("Who came is ticked on the day itself or afterwards, not before."))


async def tick(event: Event, owner: Owner, came: set[str], shown: set[str], by: Viewer) -> int:
    """The keys ticked now, and those that the page showed as ticked: what differs is done, the rest is left as others
    made it. Answers how many changed."""
    require_ticking(event)
    async with together():
        for key in sorted(came - shown):
            booking = await Booking.objects().where(Booking.event == event.id, Booking.code == key).first()
            if booking and booking.confirmed_at:
                await _write(event, owner, booking.person, booking, by)
        for key in sorted(shown - came):
            await _take_back(event, key)
    return len(came ^ shown)


async def walk_in(event: Event, owner: Owner, person: int, by: Viewer, organisation: int | None = None) -> None:
    """Somebody came who was not on the list; if they were, their line is ticked."""
    require_ticking(event)
    async with together():
        theirs = (Booking.event == event.id) & (Booking.person == person)
        booking = await Booking.objects().where(theirs, is_registered()).first()
        await _write(event, owner, person, booking, by, organisation)


async def say_who_spoke(event: Event, owner: Owner, spoke: set[str], shown: set[str]) -> None:
    """Of those who came, by the keys of the list: they did more than come. As with ticks, what is sent is the
    difference to what was shown."""
    require_ticking(event)
    async with together():
        for line in await list_of(event):
            if line.person and line.came and line.key in spoke:
                await acts.record(SPOKE, line.person, owner, about=event.id, on=day_of(event))
            elif line.person and line.key in shown:
                await acts.withdraw(SPOKE, line.person, about=event.id)


async def _write(
    event: Event, owner: Owner, person: int | None, booking: Booking | None, by: Viewer, said: int | None = None
) -> None:
    row = Attendance(code=tokens.code(), event=event.id, person=person, ticked_by=by.person, ticked_at=now())
    row.booking = booking.id if booking else None
    organisation, college = await belongs(person, event) if person else (None, None)
    row.organisation = said or (booking.organisation if booking else None) or organisation
    row.college = (booking.college if booking else None) or college
    await Attendance.insert(row).on_conflict(action="DO NOTHING")  # ticked twice is ticked once
    if person:
        await acts.record(CAME, person, owner, about=event.id, on=day_of(event))


async def _take_back(event: Event, key: str) -> None:
    with_booking: Any = Attendance.booking.is_in(Booking.select(Booking.id).where(Booking.code == key))
    ticked = (Attendance.event == event.id) & ((Attendance.code == key) | with_booking)
    for row in await Attendance.objects().where(ticked):
        await Attendance.delete().where(Attendance.id == row.id)
        for kind in (CAME, SPOKE) if row.person else ():
            await acts.withdraw(kind, row.person, about=event.id)
