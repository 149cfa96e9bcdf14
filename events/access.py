"""The doors of events. An event is seen by its reach; one that is not published, by those who animate its owner only."""

from piccolo.custom_types import Combinable

from events.tables import Booking, Event, Invitation, WaitingPlace
from network.access import Viewer, owned_animated_by, owned_visible_to, require_animator
from network.doors import communities_visible_to
from network.ground.errors import NotHere
from network.owners import Owner, owner_of
from network.tables import Community, Network


def events_visible_to(viewer: Viewer) -> Combinable:
    """Who sees the owner's things of this reach, once published; who animates sees what is being prepared too."""
    seen = owned_visible_to(viewer, Event.network, Event.community, Event.reach)
    return seen & (Event.published_at.is_not_null() | owned_animated_by(viewer, Event.network, Event.community))


async def events_for(viewer: Viewer) -> list[Event]:
    """Those that the viewer may see, in the order of the calendar."""
    return await Event.objects().where(events_visible_to(viewer)).order_by(Event.starts_at, Event.id)


async def event_for(viewer: Viewer, code: str) -> Event:
    """The door: the event, or NotHere."""
    found = await Event.objects().where(events_visible_to(viewer), Event.code == code).first()
    if found is None:
        raise NotHere
    return found


async def sees_owner(viewer: Viewer, owner: Owner) -> bool:
    """A day for everybody may belong to a community that is not: then its page leads no further."""
    if isinstance(owner, Network):
        return True
    return await Community.exists().where(communities_visible_to(viewer), Community.id == owner.id)


async def animated_event_for(viewer: Viewer, code: str) -> tuple[Event, Owner]:
    """The door for those who plan and tick: NotHere, SignInFirst or Forbidden."""
    event = await event_for(viewer, code)
    owner = await owner_of(event)
    require_animator(viewer, owner)
    return event, owner


def bookings_visible_to(viewer: Viewer) -> Combinable:
    """A booking is its person's."""
    return Booking.person == (viewer.person or 0)


async def bookings_for(viewer: Viewer) -> list[Booking]:
    """The viewer's own, the newest first."""
    return await Booking.objects().where(bookings_visible_to(viewer)).order_by(Booking.asked_at, ascending=False)


async def booking_for(viewer: Viewer, code: str) -> Booking:
    """The door: the booking, or NotHere."""
    found = await Booking.objects().where(bookings_visible_to(viewer), Booking.code == code).first()
    if found is None:
        raise NotHere
    return found


def waiting_places_visible_to(viewer: Viewer) -> Combinable:
    """A place in a waiting list is its person's."""
    return WaitingPlace.person == (viewer.person or 0)


async def waiting_places_for(viewer: Viewer) -> list[WaitingPlace]:
    """The viewer's own, the newest first."""
    rows = WaitingPlace.objects().where(waiting_places_visible_to(viewer))
    return await rows.order_by(WaitingPlace.asked_at, ascending=False)


async def waiting_place_for(viewer: Viewer, code: str) -> WaitingPlace:
    """The door: the waiting place, or NotHere."""
    found = await WaitingPlace.objects().where(waiting_places_visible_to(viewer), WaitingPlace.code == code).first()
    if found is None:
        raise NotHere
    return found


def invitations_visible_to(viewer: Viewer) -> Combinable:
    """An invitation is its person's, and of those who animate the event's owner."""
    animated = Event.select(Event.id).where(owned_animated_by(viewer, Event.network, Event.community))
    return (Invitation.person == (viewer.person or 0)) | Invitation.event.is_in(animated)


async def invitations_for(viewer: Viewer) -> list[Invitation]:
    """The viewer's own, and those to the days that they animate; the newest first."""
    rows = Invitation.objects().where(invitations_visible_to(viewer))
    return await rows.order_by(Invitation.invited_at, ascending=False)


async def invitation_for(viewer: Viewer, code: str) -> Invitation:
    """The door: the invitation, or NotHere."""
    found = await Invitation.objects().where(invitations_visible_to(viewer), Invitation.code == code).first()
    if found is None:
        raise NotHere
    return found
