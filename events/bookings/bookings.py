"""Bookings: somebody means to come. Never more than there are places; nobody has two.

Who is signed in books with one button. Who is not asks with a name and an address: **the place is held for 24 hours from
the request**, and is theirs once the link in our letter is confirmed (by POST: mail scanners follow links). After that
the place is free again, and the link says so. Whoever counts places holds the event's lock: two web processes cannot
sell the last one twice. A stranger gets the same answer for every address: known, unknown, or registered already.
A booking is no act of taking part: see attendance.py.
"""

from dataclasses import dataclass

from events.events import day_of, locked
from events.places import HELD, is_open, is_registered, places_left, why_closed
from events.tables import Booking, Event, WaitingPlace
from network import affiliations, notes
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, SignInFirst
from network.ground.queue import together
from network.ground.words import _, language, sort_key
from network.tables import Account, Note, Person


@dataclass(frozen=True)
class Asker:
    """Who asks for a place without being signed in."""

    given_name: str
    family_name: str
    address: str
    organisation: str = ""
    college: str | None = None


async def book(event: Event, viewer: Viewer) -> Booking:
    """For whoever is signed in. Booked twice is booked once. Raises SignInFirst, Conflict with why it is closed."""
    if viewer.person is None:
        raise SignInFirst
    return await book_for(event, viewer.person)


async def book_for(event: Event, person: int, said: int | None = None) -> Booking:
    """For that person: by themselves, or by those who animate for somebody who called and said an organisation. Raises
    Conflict."""
    async with together():
        held = await locked(event.id)
        theirs = await booking_of(held, person)
        if theirs:
            return theirs
        await require_open(held)
        return await take_place(held, person, said)


async def take_place(event: Event, person: int, said: int | None = None) -> Booking:
    """The row and its letter, where a place is known to be theirs; under the event's lock. Who stood in line stands
    there no longer."""
    booking = Booking(code=tokens.code(), event=event.id, person=person)
    booking.asked_at = booking.confirmed_at = now()
    organisation, booking.college = await belongs(person, event)
    booking.organisation = said or organisation
    await booking.save()
    await leave_line(event, person)
    await notes.owe("events.confirmed", person, about=booking.id)
    return booking


async def leave_line(event: Event, person: int) -> None:
    """They have a place now."""
    theirs = (WaitingPlace.event == event.id) & (WaitingPlace.person == person) & is_open()
    await WaitingPlace.update({WaitingPlace.taken_at: now()}).where(theirs)


async def ask(event: Event, asker: Asker, code: str) -> None:
    """For whoever is not: a letter goes to the address. Asked twice (the same form, the same address) is one request,
    and its letter once more. Raises Conflict with why it is closed."""
    address = asker.address.strip().lower()
    async with together():
        held = await locked(event.id)
        if await Booking.exists().where(Booking.code == code):
            return
        await require_open(held)  # first: of a full day, nobody learns who is registered
        person = await person_at(address, asker)
        registered = await booking_of(held, person.id) if person else None
        if registered:
            await notes.owe("events.confirmed", address, about=registered.id)
            return
        waiting = (Booking.event == held.id) & (Booking.address == address) & Booking.confirmed_at.is_null()
        await Booking.delete().where(waiting, Booking.asked_at <= now() - HELD)
        booking = await Booking.objects().where(waiting, Booking.cancelled_at.is_null()).first()
        if booking is None:
            booking = Booking(code=code, event=held.id, address=address, asked_at=now(), language=language())
            booking.given_name, booking.family_name = asker.given_name, asker.family_name
            booking.organisation_name, booking.college = asker.organisation, asker.college
            await booking.save()
        await notes.owe("events.asked", address, about=booking.id)


async def require_open(event: Event) -> None:
    """Raises Conflict: cancelled, past, closed, full. Under the event's lock."""
    if why := why_closed(event, await places_left(event)):
        raise Conflict(why)


async def booking_of(event: Event, person: int | None) -> Booking | None:
    """The one by which this person is registered, if any."""
    theirs = (Booking.event == event.id) & (Booking.person == (person or 0))
    return await Booking.objects().where(theirs, is_registered()).first()


async def person_at(address: str, asker: Asker) -> Person | None:
    """Whose address this is: the one person who has it; of several who share it, the one of that name."""
    account = await Account.objects().where(Account.address == address).first()
    theirs = Person.id == account.person if account else Person.email == address
    people = await Person.objects().where(theirs).order_by(Person.id)
    if len(people) > 1:
        people = [one for one in people if one.sort_key == sort_key(f"{asker.family_name} {asker.given_name}")]
    return people[0] if len(people) == 1 else None


async def belongs(person: int, event: Event) -> tuple[int | None, str | None]:
    """Organisation and college of the person on the day of the event."""
    found = await affiliations.of(person, day_of(event))
    return (found.organisation, found.college) if found else (None, None)


def token_of(booking: Booking) -> str:
    """What the links in its letters carry. It lies in no table."""
    return tokens.derive("booking", booking.code, booking.asked_at.timestamp())[:32]


async def booking_with(code: str, token: str) -> Booking:
    """The door for whoever holds the link: the booking, or NotHere."""
    found = await Booking.objects().where(Booking.code == code).first()
    if found is None or not tokens.are_same(token, token_of(found)):
        raise NotHere(_("This link leads to no registration. Was it cut in two by the letter?"))
    if found.confirmed_at and found.person is None:
        raise NotHere(_("Whoever this registration was for has been erased: nothing is held here any more."))
    return found


async def event_of(place: Booking | WaitingPlace) -> Event:
    """The day that it is for."""
    event = await Event.objects().get(Event.id == place.event)
    assert event is not None  # a booking goes with its event
    return event


def has_begun(event: Event) -> bool:
    """Nobody registers or withdraws any more."""
    return event.starts_at <= now()


def holds_its_place(booking: Booking) -> bool:
    """Confirmed, or asked for less than 24 hours ago; not withdrawn."""
    return not booking.is_cancelled and (booking.confirmed_at is not None or booking.asked_at > now() - HELD)


async def forget_unanswered() -> None:
    """By the clock, at night: names and addresses of those who never confirmed are kept for a week, to say so;
    and so are our letters to addresses that are nobody's."""
    kept = now() - 7 * HELD
    async with together():
        await Note.delete().where(Note.address.is_not_null(), Note.kind.like("events.%"), Note.asked_at < kept)
        await Booking.delete().where(Booking.confirmed_at.is_null(), Booking.asked_at < kept)
        await WaitingPlace.delete().where(WaitingPlace.since_at.is_null(), WaitingPlace.asked_at < kept)
