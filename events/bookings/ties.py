"""The days that somebody is registered for, for their own page: each place can be given back by one button."""

from events.places import is_registered
from events.tables import Booking
from network.ground.clock import now
from network.ground.words import _, say_moment
from network.plug import Tie, Ties
from network.tables import Person


async def of(person: Person) -> Ties:
    """Those to come."""
    coming = (Booking.person == person.id) & is_registered() & (Booking.event.starts_at > now())
    rows = await Booking.objects(Booking.event).where(coming).order_by(Booking.event.starts_at)
    ties = [
        Tie(
            one.event.title,
            f"/events/{one.event.code}",
            say_moment(one.event.starts_at),
            "/withdrawals",
            _("Give the place back"),
            {"booking": one.code},
        )
        for one in rows
    ]
    return Ties(_("My registrations"), ties, _("You are registered for no day to come."))
