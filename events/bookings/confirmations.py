"""Confirmations: an address answers, and the request that waited becomes somebody's booking.

The address becomes a person of the network if nobody has it yet, known from this event; if exactly one person has it,
the booking is that person's. Nothing is made of an address that never answers.
"""

from events.bookings.bookings import Asker, booking_of, booking_with, holds_its_place, leave_line, person_at
from events.events import CANCELLED, day_of, locked
from events.tables import Booking, Event
from network import notes
from network.ground.clock import now
from network.ground.errors import Conflict, Refusal
from network.ground.queue import together
from network.ground.words import _, say_date
from network.owners import owner_of
from network.people import organisations, people
from network.tables import Person

EXPIRED = _("This link held a place for 24 hours, and they are over. Please register again.")
WITHDRAWN = _("This registration was withdrawn. Please register again if you would like to come.")


async def confirm(code: str, token: str) -> Booking:
    """The booking, now somebody's; confirmed twice is confirmed once. Raises NotHere for a wrong link, Refusal for one
    that is too old, Conflict where the day is cancelled or has begun."""
    found = await booking_with(code, token)
    async with together():
        event = await locked(found.event)
        booking = await booking_with(code, token)
        if booking.is_confirmed:
            return booking
        _require_answer(booking, event)
        await notes.arrive_at(booking.address or "")
        asker = Asker(
            booking.given_name,
            booking.family_name,
            booking.address or "",
            booking.organisation_name,
            booking.college,
        )
        person = await person_at(asker.address, asker) or await welcome(asker, booking.language, event)
        before = await booking_of(event, person.id)
        if before:
            await Booking.delete().where(Booking.id == booking.id)  # registered meanwhile in another way
            return before
        if asker.organisation:
            booking.organisation = (await organisations.find_or_add(asker.organisation)).id
        booking.person, booking.confirmed_at, booking.address = person.id, now(), None
        booking.given_name = booking.family_name = ""  # the person's own name is the one that is true
        await booking.save()
        await leave_line(event, person.id)
        await notes.owe("events.confirmed", person.id, about=booking.id)
    return booking


def _require_answer(booking: Booking, event: Event) -> None:
    if booking.is_cancelled:
        raise Refusal(WITHDRAWN)
    if event.is_cancelled:
        raise Conflict(CANCELLED)
    if event.starts_at <= now():
        raise Conflict(_("This day has begun or is past: registration is closed."))
    if not holds_its_place(booking):
        raise Refusal(EXPIRED)


async def welcome(asker: Asker, language: str, event: Event) -> Person:
    """An address that was nobody's becomes a person, known from this day."""
    owner = await owner_of(event)
    known_from = _(
        "Registered for “%(day)s” (%(owner)s), %(on)s", day=event.title, owner=owner.name, on=say_date(day_of(event))
    )
    person = await people.add(asker.given_name, asker.family_name, asker.address, known_from=str(known_from)[:200])
    person.language = language
    await person.save()
    if asker.college:
        body = await organisations.find_or_add(asker.organisation) if asker.organisation else None
        await people.affiliate(person, asker.college, body, because=str(known_from)[:300])
    return person
