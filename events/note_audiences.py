"""Note audiences: to whom of a day those who animate it may write a note by hand.

Who was erased is counted and cannot be written to. To add one: a line in `AUDIENCES`, see
network/written_notes/occasions.py.
"""

from events.access import animated_event_for
from events.invitations import invitations
from events.minutes import sending
from events.places import is_in_line, is_registered
from events.tables import Attendance, Booking, WaitingPlace
from network.access import Viewer
from network.ground.words import _
from network.plug import Matter, NoteAudience, Occasion


async def find_event(viewer: Viewer, code: str) -> Matter:
    """The door: those who animate the day's owner."""
    event, owner = await animated_event_for(viewer, code)
    return Matter(owner, event.id, event.title, f"/events/{event.code}")


async def registered(event: int) -> list[int | None]:
    """Confirmed, not withdrawn."""
    rows = Booking.select(Booking.person).where(Booking.event == event, is_registered()).order_by(Booking.id)
    return list(await rows.output(as_list=True))


async def in_line(event: int) -> list[int | None]:
    """Waiting for a place, the first of the line first."""
    rows = WaitingPlace.select(WaitingPlace.person).where(WaitingPlace.event == event, is_in_line())
    return list(await rows.order_by(WaitingPlace.since_at, WaitingPlace.id).output(as_list=True))


async def came(event: int) -> list[int | None]:
    """Ticked, with a booking or without."""
    return list(await Attendance.select(Attendance.person).where(Attendance.event == event).output(as_list=True))


async def stayed_away(event: int) -> list[int | None]:
    """Registered and not ticked, once somebody is ticked."""
    there = await came(event)
    return [person for person in await registered(event) if person and person not in there] if there else []


AUDIENCES = [
    NoteAudience(
        "events.registered",
        _("those registered"),
        _("You get this note because you are registered for this day: %(about)s."),
        registered,
    ),
    NoteAudience(
        "events.in_line",
        _("those on the waiting list"),
        _("You get this note because you are on the waiting list of this day: %(about)s."),
        in_line,
    ),
    NoteAudience(
        "events.unanswered",
        _("those invited who have not answered"),
        _("You get this note because you are invited to this day: %(about)s."),
        invitations.unanswered,
    ),
    NoteAudience(
        "events.came", _("those who came"), _("You get this note because you came to this day: %(about)s."), came
    ),
    NoteAudience(
        "events.stayed_away",
        _("those registered who did not come"),
        _("You get this note because you had registered for this day: %(about)s."),
        stayed_away,
    ),
]

OCCASION = Occasion("event", find_event, AUDIENCES, most=8, drafts={"minutes": sending.draft})
