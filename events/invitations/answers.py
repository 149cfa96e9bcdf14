"""Answers: yes, no or maybe to an invitation. Yes is a registration, or the waiting list when the day is full; no and
maybe give back what was held. The last word counts, until the day begins.
"""

from events.bookings import waiting_places, withdrawals
from events.bookings.bookings import booking_of
from events.bookings.waiting_places import waiting_of
from events.events import CANCELLED, locked
from events.invitations.invitations import ANSWERS
from events.tables import Booking, Event, Invitation, WaitingPlace
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.forms import NO_CHOICE
from network.ground.queue import together
from network.ground.words import _

OVER = _("This day has begun or is past: answers are closed.")


async def answer(invitation: Invitation, said: str, by: int | None = None) -> Booking | WaitingPlace | None:
    """What they have now: a place, one in the line, or nothing. `by`: who wrote it down for somebody who called. Said
    twice is said once. Raises Fault("answer"), Conflict."""
    if said not in ANSWERS:
        raise Fault("answer", NO_CHOICE)
    async with together():
        event = await locked(invitation.event)
        held = await Invitation.objects().get(Invitation.id == invitation.id)
        if held is None:
            raise NotHere
        if event.is_cancelled or event.starts_at <= now():
            raise Conflict(CANCELLED if event.is_cancelled else OVER)
        place = None
        if said == "yes":
            place = await waiting_places.join(event, held.person)
        else:
            await _give_back(event, held.person)
        if held.answer != said:
            held.answer, held.answered_at = said, now()
            held.recorded_by = by if by != held.person else None
            await held.save([Invitation.answer, Invitation.answered_at, Invitation.recorded_by])
    return place


async def _give_back(event: Event, person: int) -> None:
    booking, waiting = await booking_of(event, person), await waiting_of(event, person)
    if booking:
        await withdrawals.withdraw(booking)
    if waiting:
        await waiting_places.leave(waiting)
