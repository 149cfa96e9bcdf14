"""Waiting places: a day is full, and somebody would come if a place became free. They stand in line in the order in
which they said so, and are told their rank.

Who is signed in lines up with one button. Who is not asks with name and address, and stands in line from the moment when
their address has answered: nobody is held up by one that never does. Where a place is free after all, it is theirs at
once. How a freed place finds its next owner: offers.py. A stranger gets the same answer for every address.
"""

from typing import TypeGuard

from piccolo.custom_types import Combinable

from events.bookings import bookings, offers
from events.bookings.bookings import Asker, belongs, booking_of, person_at
from events.bookings.confirmations import welcome
from events.events import CANCELLED, locked
from events.places import is_in_line, is_open, places_left, why_closed
from events.tables import Booking, Event, WaitingPlace
from network import notes
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, Refusal
from network.ground.queue import together
from network.ground.words import _, language
from network.people import organisations


async def join(event: Event, person: int, said: int | None = None) -> Booking | WaitingPlace:
    """A place while there is one, or the one that is kept for them, else the end of the line; twice is once. Raises
    Conflict: cancelled, past, closed."""
    async with together():
        held = await locked(event.id)
        there = await booking_of(held, person) or await waiting_of(held, person)
        if is_waiting(there) and offers.is_open_offer(there):
            return await offers.take(there)
        if there:
            return there
        if await places_left(held) != 0:
            return await bookings.book_for(held, person, said)
        _require_line(held)
        waiting = WaitingPlace(code=tokens.code(), event=held.id, person=person, asked_at=now(), since_at=now())
        organisation, waiting.college = await belongs(person, held)
        waiting.organisation = said or organisation
        await waiting.save()
        await offers.settle(held)
        await _say_rank(waiting)
    return waiting


async def ask(event: Event, asker: Asker, code: str) -> None:
    """For whoever is not signed in: a letter goes to the address. Asked twice is one request, its letter once more.
    Raises Conflict."""
    address = asker.address.strip().lower()
    async with together():
        held = await locked(event.id)
        if await WaitingPlace.exists().where(WaitingPlace.code == code):
            return
        if await places_left(held) != 0:
            return await bookings.ask(held, asker, code)
        _require_line(held)
        person = await person_at(address, asker)
        registered = await booking_of(held, person.id) if person else None
        if registered:
            return await notes.owe("events.confirmed", address, about=registered.id)
        theirs: Combinable = WaitingPlace.address == address
        if person:
            theirs |= WaitingPlace.person == person.id
        mine = WaitingPlace.objects().where(WaitingPlace.event == held.id, is_open(), theirs)
        waiting = await mine.order_by(WaitingPlace.id).first()
        if waiting is None:
            waiting = WaitingPlace(code=code, event=held.id, address=address, asked_at=now(), language=language())
            waiting.given_name, waiting.family_name = asker.given_name, asker.family_name
            waiting.organisation_name, waiting.college = asker.organisation, asker.college
            await waiting.save()
        await notes.owe("events.waiting" if waiting.since_at else "events.waiting_asked", address, about=waiting.id)


async def confirm(code: str, token: str) -> WaitingPlace | Booking:
    """The address has answered: they stand in line now, or have a place if one is free. Twice is once. Raises Refusal,
    Conflict."""
    found = await waiting_with(code, token)
    async with together():
        event = await locked(found.event)
        waiting = await offers.read_again(found)
        if waiting.since_at:
            return waiting
        if waiting.is_over:
            raise Refusal(offers.LEFT)
        _require_line(event)
        said = Asker(waiting.given_name, waiting.family_name, waiting.address or "", waiting.organisation_name)
        asker = Asker(said.given_name, said.family_name, said.address, said.organisation, waiting.college)
        await notes.arrive_at(asker.address)
        person = await person_at(asker.address, asker) or await welcome(asker, waiting.language, event)
        body = (await organisations.find_or_add(asker.organisation)).id if asker.organisation else None
        there = await booking_of(event, person.id) or await waiting_of(event, person.id)
        if there:
            await WaitingPlace.delete().where(WaitingPlace.id == waiting.id)
            return there
        waiting.person, waiting.organisation, waiting.since_at, waiting.address = person.id, body, now(), None
        waiting.given_name = waiting.family_name = ""  # the person's own name is the one that is true
        await waiting.save()
        await offers.settle(event)
        await _say_rank(waiting)
    return waiting


async def leave(found: WaitingPlace) -> None:
    """They wait no longer; what was offered to them goes to the next. Twice is once."""
    async with together():
        event = await locked(found.event)
        waiting = await offers.read_again(found)
        if waiting.is_over:
            return
        waiting.left_at = now()
        await waiting.save([WaitingPlace.left_at])
        await offers.settle(event)


async def waiting_of(event: Event, person: int | None) -> WaitingPlace | None:
    """Where this person stands in line, or is offered a place, if they do."""
    theirs = (WaitingPlace.event == event.id) & (WaitingPlace.person == (person or 0))
    return await WaitingPlace.objects().where(theirs, is_open()).first()


def is_waiting(place: Booking | WaitingPlace | None) -> TypeGuard[WaitingPlace]:
    """In line, not registered: for pages, which know no tables."""
    return isinstance(place, WaitingPlace)


async def rank_of(waiting: WaitingPlace) -> int:
    """The first in line is 1."""
    ahead = (WaitingPlace.event == waiting.event) & is_in_line()
    before: Combinable = WaitingPlace.since_at < waiting.since_at
    before |= (WaitingPlace.since_at == waiting.since_at) & (WaitingPlace.id < waiting.id)
    return int(await WaitingPlace.count().where(ahead, before)) + 1


def token_of(waiting: WaitingPlace) -> str:
    """What the links in its letters carry. It lies in no table."""
    return tokens.derive("waiting place", waiting.code, waiting.asked_at.timestamp())[:32]


async def waiting_with(code: str, token: str) -> WaitingPlace:
    """The door for whoever holds the link: the waiting place, or NotHere."""
    found = await WaitingPlace.objects().where(WaitingPlace.code == code).first()
    if found is None or not tokens.are_same(token, token_of(found)):
        raise NotHere(
            _(
                "This link leads to no place in a waiting list. Was it cut in two by the letter, or was its person erased?"
            )
        )
    return found


async def line_of(event: Event) -> list[WaitingPlace]:
    """Those offered a place first, then those in line, in their order; with their persons."""
    rows = WaitingPlace.objects(WaitingPlace.person).where(WaitingPlace.event == event.id, is_open())
    return await rows.where(WaitingPlace.since_at.is_not_null()).order_by(WaitingPlace.since_at, WaitingPlace.id)


def _require_line(event: Event) -> None:
    if event.is_cancelled:
        raise Conflict(CANCELLED)
    if why := why_closed(event, None):
        raise Conflict(why)


async def _say_rank(waiting: WaitingPlace) -> None:
    """Unless a place was free: then the offer says it."""
    again = await offers.read_again(waiting)
    if again.person and again.offered_at is None:
        await notes.owe("events.waiting", again.person, about=again.id)
