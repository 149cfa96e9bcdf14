"""Notes to those registered, each about one booking: asked, confirmed, withdrawn; the day is changed, or cancelled."""

from dataclasses import replace
from typing import Any

from events.bookings.bookings import holds_its_place, token_of
from events.calendars.files import enclosed
from events.notes import about, press_day
from events.places import HELD
from events.sessions import agenda_of
from events.tables import Booking, Event
from network.ground.letterpress import Pressed
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.tables import Note

# In these the day lies as a calendar takes it: the newer version in the place of the older, and a cancelled one too.
WITH_DAY = {"confirmed", "changed", "reminder", "cancelled"}


async def write_asked(note: Note) -> Pressed | None:
    """To an address that asked for a place: the link that confirms it. Nothing once it is confirmed or over."""
    booking, event = await about(note, Booking)
    if booking is None or booking.confirmed_at or not holds_its_place(booking) or event.is_cancelled:
        return None
    return await press_about("asked", _("Please confirm: %(day)s", day=event.title), event, booking)


async def write_confirmed(note: Note) -> Pressed | None:
    """You are registered: when, where, what; the calendar, and the way out."""
    booking, event = await about(note, Booking)
    if booking is None or not booking.is_confirmed or event.is_cancelled:
        return None
    return await press_about("confirmed", _("You are registered: %(day)s", day=event.title), event, booking)


async def write_withdrawn(note: Note) -> Pressed | None:
    """Your place is free again."""
    booking, event = await about(note, Booking)
    if booking is None or not booking.is_cancelled:
        return None
    return await press_about("withdrawn", _("You are no longer registered: %(day)s", day=event.title), event, booking)


async def write_cancelled(note: Note) -> Pressed | None:
    """The day does not take place, and why."""
    booking, event = await about(note, Booking)
    if booking is None or not event.is_cancelled:
        return None
    return await press_about("cancelled", _("Cancelled: %(day)s", day=event.title), event, booking)


async def write_changed(note: Note) -> Pressed | None:
    """Another hour or another place."""
    booking, event = await about(note, Booking)
    if booking is None or not booking.is_confirmed or event.is_cancelled:
        return None
    return await press_about("changed", _("Another hour or place: %(day)s", day=event.title), event, booking)


async def press_about(name: str, subject: Sentence, event: Event, booking: Booking | None, **more: Any) -> Pressed:
    """The letter of this name, with the day and what leads back to the booking; without one, to the day."""
    event_page = f"{settings().address}/events/{event.code}"
    page = f"{settings().address}/bookings/{booking.code}/{token_of(booking)}" if booking else event_page
    letter = await press_day(
        name,
        subject,
        event,
        agenda=await agenda_of(event),
        held_until=booking.asked_at + HELD if booking else None,
        page=page,
        calendar=f"{page}/day.ics" if booking else f"{event_page}.ics",
        **more,
    )
    return replace(letter, enclosures=(await enclosed(event),)) if name in WITH_DAY else letter


WRITERS = {
    "events.asked": write_asked,
    "events.confirmed": write_confirmed,
    "events.withdrawn": write_withdrawn,
    "events.cancelled": write_cancelled,
    "events.changed": write_changed,
}
