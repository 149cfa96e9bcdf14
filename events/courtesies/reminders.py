"""Reminders: before a day, whoever is registered is told once more when and where, with the way out for who cannot come.

The clock writes them, from nine in the morning, so many days before as those who animate have said, or as this kind of
day is reminded. They may add a line, or keep it back. **Each is reminded once**: who registers later than that, on the
eve; who registered that very day, not at all. Nothing leaves for a day that is cancelled or has begun; of a day that was
moved the reminder says the new one, and moved afterwards it is not told again: the change is.
"""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.bookings.booking_notes import press_about
from events.events import CANCELLED, day_of, locked
from events.notes import about
from events.places import is_registered
from events.tables import Booking, Event, Reminder
from network import notes
from network.access import Viewer
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.letterpress import Pressed
from network.ground.plain_words import paragraphs_of
from network.ground.queue import together
from network.ground.words import Sentence, _, say_number
from network.tables import Note

USUAL, DAYS = {"training": 2}, 1  # by kind of day, and of all others
CHOICES = {
    0: _("no reminder"),
    1: _("the day before"),
    2: _("two days before"),
    7: _("a week before"),
}


async def reminder_of(event: Event) -> Reminder:
    """As it was decided, or as this kind of day is reminded."""
    decided = await Reminder.objects().where(Reminder.event == event.id).first()
    return decided or Reminder(event=event.id, days=USUAL.get(event.kind, DAYS), line="")


def leaves_on(event: Event, days: int) -> date | None:
    """On that day, from nine; none when it is kept back."""
    return day_of(event) - timedelta(days=days) if days else None


async def decide(event: Event, days: int, line: str, by: Viewer) -> None:
    """So many days before, or none, and a line of theirs. Raises Conflict once it has left, or the day has begun."""
    async with together():
        held = await locked(event.id)
        await require_open(held)
        decided = await reminder_of(held)
        decided.days, decided.line = days, line
        decided.decided_by, decided.decided_at = by.person, now()
        await decided.save()


async def is_open(event: Event) -> bool:
    """Something can still be decided: nobody is reminded yet, and there is still something to be reminded of."""
    return not event.is_cancelled and event.starts_at > now() and not await reminded(event)


async def require_open(event: Event) -> None:
    """Raises Conflict where nothing can be decided any more."""
    if event.is_cancelled:
        raise Conflict(CANCELLED)
    if not await is_open(event):
        raise Conflict(_("The reminder has left, or the day has begun: nothing of it can be changed."))


async def reminded(event: Event) -> int:
    """How many have been reminded already."""
    theirs = (Booking.event == event.id) & is_registered() & Booking.reminded_at.is_not_null()
    return int(await Booking.count().where(theirs))


async def remind() -> None:
    """By the clock. The rows are marked in the statement that finds them: two clocks, one reminder."""
    async with together():
        rows = await Booking.raw(
            f"""
            WITH clock AS (SELECT {{}}::timestamptz AS now),
            coming AS (
                SELECT event.id, event.time_zone, (now AT TIME ZONE event.time_zone)::date AS today,
                       (event.starts_at AT TIME ZONE event.time_zone)::date AS day,
                       coalesce(reminder.days, {_usual()}) AS days
                FROM events_event AS event CROSS JOIN clock
                LEFT JOIN events_reminder AS reminder ON reminder.event = event.id
                WHERE event.published_at IS NOT NULL AND event.cancelled_at IS NULL
                  AND event.starts_at > now AND event.starts_at < now + interval '10 days'
                  AND extract(hour FROM now AT TIME ZONE event.time_zone) >= 9
            )
            UPDATE events_booking AS booking SET reminded_at = {{}}
            FROM coming
            WHERE coming.id = booking.event AND coming.days > 0 AND coming.today < coming.day
              AND booking.person IS NOT NULL AND booking.confirmed_at IS NOT NULL
              AND booking.cancelled_at IS NULL AND booking.reminded_at IS NULL
              AND (booking.confirmed_at AT TIME ZONE coming.time_zone)::date < coming.today
              AND coming.today >= CASE
                  WHEN (booking.confirmed_at AT TIME ZONE coming.time_zone)::date < coming.day - coming.days
                  THEN coming.day - coming.days ELSE coming.day - 1 END
            RETURNING booking.id, booking.person
            """,
            *[at := now(), at],
        )
        for row in rows:
            await notes.owe("events.reminder", row["person"], about=row["id"])


async def rest_after_restore() -> Sentence | None:
    """Reminders whose hour has come since the backup may have been sent by the house that was lost: not once more."""
    rows = await Booking.raw(
        f"""
        UPDATE events_booking AS booking SET reminded_at = {{}}
        FROM events_event AS event LEFT JOIN events_reminder AS reminder ON reminder.event = event.id
        WHERE event.id = booking.event AND booking.reminded_at IS NULL AND booking.confirmed_at IS NOT NULL
          AND (event.starts_at AT TIME ZONE event.time_zone)::date - greatest(1, coalesce(reminder.days, {_usual()}))
              <= ({{}}::timestamptz AT TIME ZONE event.time_zone)::date
        RETURNING event.starts_at
        """,
        *[at := now(), at],
    )
    if coming := sum(row["starts_at"] > at for row in rows):
        return _("Reminders whose hour has come: %(count)s, not sent.", count=say_number(coming))
    return None


def _usual() -> str:
    """The same as USUAL, as SQL."""
    kinds = " ".join(f"WHEN '{kind}' THEN {days}" for kind, days in USUAL.items())
    return f"CASE event.kind {kinds} ELSE {DAYS} END"


async def write_reminder(note: Note) -> Pressed | None:
    """With the day and the place as they are now. Nothing once it is cancelled, given back or begun."""
    booking, event = await about(note, Booking)
    if booking is None or not booking.is_confirmed or event.is_cancelled or event.starts_at < now():
        return None
    return await draft(event, booking)


async def draft(event: Event, booking: Booking | None = None) -> Pressed:
    """The letter to who is registered; without a booking, as those who animate look at it beforehand."""
    decided = await reminder_of(event)
    here = now().astimezone(ZoneInfo(event.time_zone)).date()
    left = (day_of(event) - here).days if booking else decided.days or DAYS
    more: dict[str, Any] = {"is_today": left <= 0, "is_tomorrow": left == 1, "left": left}
    more["paragraphs"] = paragraphs_of(decided.line)
    return await press_about("reminder", subject_of(event, left), event, booking, **more)


def subject_of(event: Event, left: int) -> Sentence:
    """By how far the day is when it leaves."""
    if left <= 0:
        return _("Today: %(day)s", day=event.title)
    if left == 1:
        return _("Tomorrow: %(day)s", day=event.title)
    return _("In %(left)s days: %(day)s", left=left, day=event.title)
