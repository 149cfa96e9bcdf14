"""Bookings by phone: somebody calls, or has no address. Those who animate the day book for them, from the same list of
names as at the door; somebody new becomes a person. They hold a place like everybody else, and no more places than
there are; of a full day, they stand in the waiting list."""

from events.attendances.walk_ins import NewPerson, known, welcome
from events.bookings.waiting_places import join
from events.events import day_of
from events.tables import Booking, Event, WaitingPlace
from network.access import Viewer
from network.ground.queue import together
from network.ground.words import _, say_date
from network.owners import Owner, owner_of


async def book_known(event: Event, owner: Owner, code: str, by: Viewer) -> Booking | WaitingPlace:
    """For somebody whom the viewer may find; if a place is kept for them, that one. Raises NotHere, Conflict."""
    person = await known(owner, by, code)
    return await join(event, person.id)


async def book_new(event: Event, by: Viewer, who: NewPerson) -> Booking | WaitingPlace:
    """For somebody new. Sent twice it is one person with one place. Raises Conflict, and then nobody is added."""
    owner = await owner_of(event)
    said = _(
        "Registered for “%(day)s” (%(owner)s), %(on)s", day=event.title, owner=owner.name, on=say_date(day_of(event))
    )
    async with together():
        person, organisation = await welcome(event, by, who, said)
        return await join(event, person.id, organisation)
