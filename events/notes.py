"""Notes of a day: short letters to those registered, each about one booking. None of them needs anybody's agreement.

Each is written when it leaves, from the rows as they are then: what is no longer true is not sent.
"""

from dataclasses import replace

from events.access import owner_of
from events.bookings.bookings import holds_its_place, token_of
from events.calendars.files import enclosed
from events.places import HELD
from events.sessions import agenda_of
from events.tables import Booking, Event
from network import notes
from network.communities import replies
from network.ground.clock import now
from network.ground.letterpress import Pressed, press
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_number
from network.tables import Note

# In these the day lies as a calendar takes it: the newer version in the place of the older, and a cancelled one too.
WITH_DAY = {"confirmed", "changed", "reminder", "cancelled"}


async def write_asked(note: Note) -> Pressed | None:
    """To an address that asked for a place: the link that confirms it. Nothing once it is confirmed or over."""
    booking, event = await _about(note)
    if booking is None or booking.confirmed_at or not holds_its_place(booking) or event.is_cancelled:
        return None
    return await _press("asked", _("Please confirm: %(day)s", day=event.title), booking, event)


async def write_confirmed(note: Note) -> Pressed | None:
    """You are registered: when, where, what; the calendar, and the way out."""
    booking, event = await _about(note)
    if booking is None or not booking.is_confirmed or event.is_cancelled:
        return None
    return await _press("confirmed", _("You are registered: %(day)s", day=event.title), booking, event)


async def write_withdrawn(note: Note) -> Pressed | None:
    """Your place is free again."""
    booking, event = await _about(note)
    if booking is None or not booking.is_cancelled:
        return None
    return await _press("withdrawn", _("You are no longer registered: %(day)s", day=event.title), booking, event)


async def write_cancelled(note: Note) -> Pressed | None:
    """The day does not take place, and why."""
    booking, event = await _about(note)
    if booking is None or not event.is_cancelled:
        return None
    return await _press("cancelled", _("Cancelled: %(day)s", day=event.title), booking, event)


async def write_changed(note: Note) -> Pressed | None:
    """Another hour or another place."""
    booking, event = await _about(note)
    if booking is None or not booking.is_confirmed or event.is_cancelled:
        return None
    return await _press("changed", _("Another hour or place: %(day)s", day=event.title), booking, event)


async def write_reminder(note: Note) -> Pressed | None:
    """Tomorrow."""
    booking, event = await _about(note)
    if booking is None or not booking.is_confirmed or event.is_cancelled or event.starts_at < now():
        return None
    return await _press("reminder", _("Tomorrow: %(day)s", day=event.title), booking, event)


async def remind() -> None:
    """By the clock, from nine in the morning of the day before: each booking once, but for who registered that day."""
    async with together():
        rows = await Booking.raw(
            """
            UPDATE events_booking AS booking SET reminded_at = {}
            FROM events_event AS event
            WHERE event.id = booking.event AND event.published_at IS NOT NULL AND event.cancelled_at IS NULL
              AND booking.person IS NOT NULL AND booking.confirmed_at IS NOT NULL
              AND booking.cancelled_at IS NULL AND booking.reminded_at IS NULL
              AND (event.starts_at AT TIME ZONE event.time_zone)::date
                  = ({}::timestamptz AT TIME ZONE event.time_zone)::date + 1
              AND extract(hour FROM {}::timestamptz AT TIME ZONE event.time_zone) >= 9
              AND (booking.confirmed_at AT TIME ZONE event.time_zone)::date
                  < ({}::timestamptz AT TIME ZONE event.time_zone)::date
            RETURNING booking.id, booking.person
            """,
            *[at := now(), at, at, at],
        )
        for row in rows:
            await notes.owe("events.reminder", row["person"], about=row["id"])


async def rest_after_restore() -> Sentence | None:
    """Reminders whose hour has come since the backup may have been sent by the house that was lost: not once more."""
    rows = await Booking.raw(
        """
        UPDATE events_booking AS booking SET reminded_at = {} FROM events_event AS event
        WHERE event.id = booking.event AND booking.reminded_at IS NULL AND booking.confirmed_at IS NOT NULL
          AND (event.starts_at AT TIME ZONE event.time_zone)::date <= ({}::timestamptz AT TIME ZONE event.time_zone)::date + 1
        RETURNING event.starts_at
        """,
        *[at := now(), at],
    )
    coming = sum(row["starts_at"] > at for row in rows)
    return (
        _("Reminders of days that begin until tomorrow: %(count)s, not sent.", count=say_number(coming))
        if coming
        else None
    )


async def _about(note: Note) -> tuple[Booking | None, Event]:
    booking = await Booking.objects().get(Booking.id == note.subject)
    event = await Event.objects().get(Event.id == booking.event) if booking else None
    return (booking, event) if event else (None, Event())


async def _press(name: str, subject: Sentence, booking: Booking, event: Event) -> Pressed:
    page = f"{settings().address}/bookings/{booking.code}/{token_of(booking)}"
    owner = await owner_of(event)
    letter = press(
        f"events/letters/{name}",
        subject,
        event=event,
        owner=owner,
        agenda=await agenda_of(event),
        held_until=booking.asked_at + HELD,
        page=page,
        calendar=f"{page}/day.ics",
        event_page=f"{settings().address}/events/{event.code}",
    )
    letter = replace(letter, reply_to=await replies.read_by(owner))
    return replace(letter, enclosures=(await enclosed(event),)) if name in WITH_DAY else letter


WRITERS = {
    "events.asked": write_asked,
    "events.confirmed": write_confirmed,
    "events.withdrawn": write_withdrawn,
    "events.cancelled": write_cancelled,
    "events.changed": write_changed,
    "events.reminder": write_reminder,
}
