"""What events hold on a person. To be forgotten leaves days, counts and colleges, and no row that leads to anybody."""

from typing import Any

from events.called import ANSWERS
from events.tables import (
    Attendance,
    Booking,
    Event,
    Feed,
    Headcount,
    Invitation,
    Paper,
    Reminder,
    Session,
    Thanks,
    WaitingPlace,
)
from library.tables import Work
from network import blots
from network.ground import tokens
from network.ground.clock import now
from network.ground.words import _
from network.plug import Held, Holding, Purpose
from network.privacy import held_by, left_without
from network.tables import Note, Person

PARTS = (Event.organised_by, Event.planned_by, Event.published_by, Event.cancelled_by)


async def show_events(person: Person) -> Held:
    """What the person had a part in preparing."""
    rows: list[dict[str, Any]] = []
    for part in PARTS:
        rows += await Event.select(Event.title, Event.starts_at).where(part == person.id)
    once = {(row["starts_at"], row["title"]): row for row in rows}
    return Held(_("Days you prepared"), [once[day] for day in sorted(once)])


async def forget_events(person: Person) -> None:
    """The day stays, nobody is named on it."""
    for part in PARTS:
        await Event.update({part: None}).where(part == person.id)


async def show_bookings(person: Person) -> Held:
    """Registrations, withdrawn ones too."""
    shown = (Booking.event.title, Booking.event.starts_at, Booking.asked_at, Booking.confirmed_at, Booking.cancelled_at)
    return Held(
        _("Your registrations"), await Booking.select(*shown).where(Booking.person == person.id).order_by(Booking.id)
    )


async def forget_bookings(person: Person) -> None:
    """Confirmed ones stay without the person; of a day to come the place is free. Requests that still wait under this
    address go."""
    if person.email:
        await Note.delete().where(Note.address == person.email, Note.kind.like("events.%"))
        await Booking.delete().where(Booking.address == person.email, Booking.confirmed_at.is_null())
    coming = Booking.event.is_in(Event.select(Event.id).where(Event.starts_at > now()))
    mine = (Booking.person == person.id) & Booking.cancelled_at.is_null()
    await Booking.update({Booking.cancelled_at: now()}).where(mine, coming)
    left: dict[Any, Any] = {Booking.person: None, Booking.address: None}
    left |= {Booking.given_name: "", Booking.family_name: "", Booking.organisation_name: ""}
    await Booking.update(left).where(Booking.person == person.id)


async def show_waiting(person: Person) -> Held:
    """Where the person stands or stood in line, and what became of it."""
    became = (WaitingPlace.offered_at, WaitingPlace.taken_at, WaitingPlace.left_at, WaitingPlace.lapsed_at)
    shown = (WaitingPlace.event.title, WaitingPlace.event.starts_at, WaitingPlace.since_at, *became)
    rows = WaitingPlace.select(*shown).where(WaitingPlace.person == person.id)
    return Held(_("Your waiting lists"), await rows.order_by(WaitingPlace.id))


async def forget_waiting(person: Person) -> None:
    """Nothing is counted by them: they go."""
    if person.email:
        await WaitingPlace.delete().where(WaitingPlace.address == person.email)
    await WaitingPlace.delete().where(WaitingPlace.person == person.id)


async def show_invitations(person: Person) -> Held:
    """To which days the person was asked by name, and what they answered."""
    shown = (Invitation.event.title, Invitation.event.starts_at, Invitation.invited_at, Invitation.answer)
    rows = Invitation.select(*shown, Invitation.answered_at)
    return Held(_("Your invitations"), await rows.where(Invitation.person == person.id).order_by(Invitation.id))


async def forget_invitations(person: Person) -> None:
    """Those to the person go; those by the person stay, from nobody."""
    await Invitation.delete().where(Invitation.person == person.id)
    for part in (Invitation.invited_by, Invitation.recorded_by):
        await Invitation.update({part: None}).where(part == person.id)


async def show_attendance(person: Person) -> Held:
    """Where the person was seen, and when that was written down."""
    rows = Attendance.select(Attendance.event.title, Attendance.event.starts_at, Attendance.ticked_at)
    return Held(_("Days you came to"), await rows.where(Attendance.person == person.id).order_by(Attendance.id))


async def forget_attendance(person: Person) -> None:
    """One word for all the rows of this person, drawn now and kept nowhere else: participants stay countable."""
    left: dict[Any, Any] = {Attendance.somebody: tokens.code(), Attendance.person: None}
    await Attendance.update(left).where(Attendance.person == person.id)
    await Attendance.update({Attendance.ticked_by: None}).where(Attendance.ticked_by == person.id)


async def show_headcounts(person: Person) -> Held:
    """Where the person counted, or wrote a number down."""
    theirs = (Headcount.written_by == person.id) | (Headcount.counted_by == person.name)
    shown = (Headcount.event.title, Headcount.people, Headcount.counted_by, Headcount.written_at)
    rows = Headcount.select(*shown).where(theirs).order_by(Headcount.id)
    return Held(_("Where you counted who came"), await rows)


async def forget_headcounts(person: Person) -> None:
    """The numbers stay, and nobody's name beside them."""
    await Headcount.update({Headcount.counted_by: ""}).where(Headcount.counted_by.is_in([person.name, blots.BLOT]))
    await Headcount.update({Headcount.written_by: None}).where(Headcount.written_by == person.id)


async def show_papers(person: Person) -> Held:
    """What the person put with a day."""
    rows = Paper.select(Paper.event.title, Paper.work.title, Paper.tied_at).where(Paper.tied_by == person.id)
    return Held(_("Documents you put with a day"), await rows)


async def forget_papers(person: Person) -> None:
    """The minutes stay. We had filled the names of the pair and of who spoke into them: theirs goes."""
    await Paper.update({Paper.tied_by: None}).where(Paper.tied_by == person.id)
    minutes = (Work.creator, Work.words, Work.description)
    await blots.blot(person, *minutes, within="id IN (SELECT work FROM events_paper)")


TEXTS = [
    Event.summary,
    Event.travel,
    Event.bring,
    Event.meeting_point,
    Event.day_contact,
    Event.cancelled_because,
    Session.title,
    Session.speakers,
    Headcount.counted_by,
    Headcount.because,
]
HOLDINGS = {
    Event: Holding(show_events, forget_events),
    Booking: Holding(show_bookings, forget_bookings),
    WaitingPlace: Holding(show_waiting, forget_waiting),
    Invitation: Holding(show_invitations, forget_invitations, {"answer": ANSWERS}),
    Attendance: Holding(show_attendance, forget_attendance),
    Headcount: Holding(show_headcounts, forget_headcounts),
    Paper: Holding(show_papers, forget_papers),
    Feed: held_by(Feed.person, _("Addresses of your calendars"), Feed.name, Feed.made_at, Feed.read_at),
    Reminder: left_without(
        Reminder.decided_by, _("Reminders you decided on"), Reminder.event.title, Reminder.decided_at
    ),
    Thanks: left_without(Thanks.decided_by, _("Thanks you decided on"), Thanks.event.title, Thanks.decided_at),
}

PURPOSES = [
    Purpose(
        _("Holding your place, and knowing who came"),
        _("Your registrations, places in waiting lists, invitations and answers, and the days you came to."),
        _("the task in the public interest, or the legitimate interest, of the body that carries the network"),
        [Booking, WaitingPlace, Invitation, Attendance],
    ),
    Purpose(
        _("Preparing the days"),
        _("Who prepared a day, counted who came, decided on reminders and thanks, put documents with it."),
        _("the task in the public interest, or the legitimate interest, of the body that carries the network"),
        [Event, Headcount, Reminder, Thanks, Paper],
    ),
    Purpose(
        _("Showing the days in your own calendar"),
        _("The secret addresses that you made for your devices, and when they were last read."),
        _("your consent, which you may take back at any time"),
        [Feed],
    ),
]
