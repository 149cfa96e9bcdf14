"""Withdrawals by phone: somebody calls, for they cannot come after all, or wait no longer. Those who animate the day write it
down for them; their place goes to the first in line, as if they had followed the link of their letter.
"""

from collections.abc import Sequence
from typing import Literal

from events.attendances.walk_ins import known
from events.bookings import waiting_places, withdrawals
from events.bookings.bookings import booking_of
from events.bookings.offers import is_open_offer
from events.places import is_open, is_registered
from events.tables import Booking, Event, WaitingPlace
from network.access import Viewer
from network.ground.queue import together
from network.owners import Owner
from network.tables import Person

Place = Literal["registered", "offered", "waiting"]


async def places_of(event: Event, people: Sequence[Person]) -> dict[int, Place]:
    """What each of these has of that day; whoever has nothing is not in it."""
    ids = [*(person.id for person in people), 0]
    here = (WaitingPlace.event == event.id) & WaitingPlace.person.is_in(ids)
    rows = await WaitingPlace.objects().where(here, is_open(), WaitingPlace.since_at.is_not_null())
    found: dict[int, Place] = {row.person: "offered" if is_open_offer(row) else "waiting" for row in rows}
    booked = Booking.select(Booking.person).where(Booking.event == event.id, Booking.person.is_in(ids), is_registered())
    return found | {row["person"]: "registered" for row in await booked}


async def withdraw(event: Event, owner: Owner, code: str, by: Viewer) -> None:
    """For somebody whom the viewer may find. Twice is once. Raises NotHere, and Conflict when the day has begun."""
    person = await known(owner, by, code)
    async with together():
        booking, waiting = await booking_of(event, person.id), await waiting_places.waiting_of(event, person.id)
        if booking:
            await withdrawals.withdraw(booking)
        if waiting:
            await waiting_places.leave(waiting)
