"""Two rows that were one human, both registered to one day, or both in its line: one place is enough."""

from events.tables import Attendance, Booking, WaitingPlace
from network.ground.clock import now
from network.ledgers import Ledger
from network.tables import Person


async def settle(ledger: Ledger, kept: Person, gone: Person) -> None:
    """The place of the one that goes is given back; who was ticked with it was ticked with the other."""
    at = now().isoformat()
    for booking in await Booking.objects().where(Booking.person == gone.id, Booking.cancelled_at.is_null()):
        same = (Booking.person == kept.id) & (Booking.event == booking.event) & Booking.cancelled_at.is_null()
        twin = await Booking.objects().where(same).first()
        if twin is None:
            continue
        if not await Attendance.exists().where(Attendance.booking == twin.id):
            for ticked in await Attendance.objects().where(Attendance.booking == booking.id):
                await ledger.change("events_attendance", ticked.id, booking=twin.id)
        await ledger.change("events_booking", booking.id, cancelled_at=at)
    in_line = WaitingPlace.taken_at.is_null() & WaitingPlace.left_at.is_null() & WaitingPlace.lapsed_at.is_null()
    for place in await WaitingPlace.objects().where(WaitingPlace.person == gone.id, in_line):
        beside = (WaitingPlace.person == kept.id) & (WaitingPlace.event == place.event) & in_line
        if await WaitingPlace.exists().where(beside):
            await ledger.change("events_waiting_place", place.id, left_at=at)
