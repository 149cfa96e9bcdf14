"""The letter of an invitation: who invites, to what, and three answers. Each leads to a page with one button: scanners
follow links, and must not answer for anybody.
"""

from events.bookings.bookings import booking_of
from events.bookings.waiting_places import waiting_of
from events.invitations.invitations import token_of
from events.notes import about, press_day
from events.sessions import agenda_of
from events.tables import Event, Invitation
from network.ground.clock import now
from network.ground.letterpress import Pressed
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.tables import Note, Person
from network.written_notes import readers


async def write_invitation(note: Note) -> Pressed | None:
    """Nothing once they have answered or registered, for a day that is off or has begun, and to who does not want to be
    written to."""
    invitation, event = await about(note, Invitation)
    if invitation is None or event.is_cancelled or event.starts_at <= now() or invitation.answer:
        return None
    if await _comes(event, invitation):
        return None
    if not (await readers.of([invitation.person])).letters:
        return None
    host = await Person.objects().get(Person.id == invitation.invited_by) if invitation.invited_by else None
    return await press_day(
        "invitation",
        _("Invitation: %(day)s", day=event.title),
        event,
        host=host.name if host else "",
        words=invitation.words,
        agenda=await agenda_of(event),
        page=f"{settings().address}/invitations/{invitation.code}/{token_of(invitation)}",
    )


async def write_cancelled(note: Note) -> Pressed | None:
    """The day to which you were invited does not take place, and why."""
    invitation, event = await about(note, Invitation)
    if invitation is None or not event.is_cancelled or await _comes(event, invitation):
        return None
    subject = _("Cancelled: %(day)s", day=event.title)
    return await _press("invitation_cancelled", subject, event, invitation)


async def write_changed(note: Note) -> Pressed | None:
    """It has another hour or place; the same buttons answer."""
    invitation, event = await about(note, Invitation)
    if invitation is None or event.is_cancelled or event.starts_at <= now() or await _comes(event, invitation):
        return None
    subject = _("Another hour or place: %(day)s", day=event.title)
    return await _press("invitation_changed", subject, event, invitation)


async def _comes(event: Event, invitation: Invitation) -> bool:
    """Then the letter about their place says it."""
    return bool(await booking_of(event, invitation.person) or await waiting_of(event, invitation.person))


async def _press(name: str, subject: Sentence, event: Event, invitation: Invitation) -> Pressed:
    page = f"{settings().address}/invitations/{invitation.code}/{token_of(invitation)}"
    return await press_day(name, subject, event, page=page)


WRITERS = {
    "events.invitation": write_invitation,
    "events.invitation_cancelled": write_cancelled,
    "events.invitation_changed": write_changed,
}
