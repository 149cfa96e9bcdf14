"""Withdrawals: who is registered will not come after all. The place is at once offered to the first
in line, or free; the row stays, with its day."""

from events.bookings import offers
from events.events import locked
from events.tables import Booking
from network import notes
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere
from network.ground.queue import together
from network.ground.words import _


async def withdraw(booking: Booking) -> None:
    """Twice is once. Raises Conflict when the day has begun: then it is attendance that counts."""
    async with together():
        event = await locked(booking.event)
        held = await Booking.objects().get(Booking.id == booking.id)
        if held is None:
            raise NotHere
        if held.is_cancelled:
            return
        if event.starts_at <= now():
            raise Conflict(_("This day has begun or is past: there is nothing left to withdraw from."))
        held.cancelled_at = now()
        await held.save()
        if held.person and held.confirmed_at:
            await notes.owe("events.withdrawn", held.person, about=held.id)
        await offers.settle(event)
