"""What events hold on a person. To be forgotten leaves days, counts and colleges, and no row that leads to anybody."""

from typing import Any

from events.tables import Attendance, Booking, Event
from network.ground import tokens
from network.ground.words import _
from network.plug import Held, Holding
from network.tables import Note, Person

PARTS = (Event.organised_by, Event.planned_by, Event.published_by, Event.cancelled_by)


async def show_events(person: Person) -> Held:
    """What the person had a part in preparing."""
    rows: list[dict[str, Any]] = []
    for part in PARTS:
        rows += await Event.select(Event.title, Event.starts_at).where(part == person.id)
    return Held(_("Days you prepared"), list({(row["title"], row["starts_at"]): row for row in rows}.values()))


async def forget_events(person: Person) -> None:
    """The day stays, nobody is named on it."""
    for part in PARTS:
        await Event.update({part: None}).where(part == person.id)


async def show_bookings(person: Person) -> Held:
    """Registrations, withdrawn ones too."""
    shown = (Booking.event.title, Booking.event.starts_at, Booking.asked_at, Booking.confirmed_at, Booking.cancelled_at)
    return Held(_("Your registrations"), await Booking.select(*shown).where(Booking.person == person.id))


async def forget_bookings(person: Person) -> None:
    """Confirmed ones stay without the person; requests that still wait under this address go."""
    if person.email:
        await Note.delete().where(Note.address == person.email, Note.kind.like("events.%"))
        await Booking.delete().where(Booking.address == person.email, Booking.confirmed_at.is_null())
    left: dict[Any, Any] = {Booking.person: None, Booking.address: None}
    left |= {Booking.given_name: "", Booking.family_name: "", Booking.organisation_name: ""}
    await Booking.update(left).where(Booking.person == person.id)


async def show_attendance(person: Person) -> Held:
    """Where the person was seen, and when that was written down."""
    rows = Attendance.select(Attendance.event.title, Attendance.event.starts_at, Attendance.ticked_at)
    return Held(_("Days you came to"), await rows.where(Attendance.person == person.id))


async def forget_attendance(person: Person) -> None:
    """One word for all the rows of this person, drawn now and kept nowhere else: participants stay countable."""
    left: dict[Any, Any] = {Attendance.somebody: tokens.code(), Attendance.person: None}
    await Attendance.update(left).where(Attendance.person == person.id)
    await Attendance.update({Attendance.ticked_by: None}).where(Attendance.ticked_by == person.id)


HOLDINGS = {
    Event: Holding(show_events, forget_events),
    Booking: Holding(show_bookings, forget_bookings),
    Attendance: Holding(show_attendance, forget_attendance),
}
