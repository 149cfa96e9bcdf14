"""What waits for those who animate before a day: people whom they invited by name have not answered, and the day is near.
A call or a note brings most answers."""

from collections.abc import Sequence
from datetime import timedelta

from events.events import day_of
from events.invitations import invitations
from events.tables import Event, Invitation
from network.access import Viewer, among
from network.ground.clock import now
from network.ground.words import _, ngettext, say_day
from network.plug import Waiting

NEAR, SOON = timedelta(days=10), timedelta(days=3)


async def answers_to_ask(viewer: Viewer) -> Sequence[Waiting]:
    """Days of the next ten with invitations that are not answered, a line for each."""
    asked = Event.id.is_in(Invitation.select(Invitation.event).where(Invitation.answer == ""))
    ours = Event.community.is_in(among(viewer.gardens)) | Event.network.is_in(among(viewer.coordinates))
    near = (Event.starts_at > now()) & (Event.starts_at < now() + NEAR) & Event.cancelled_at.is_null()
    found = []
    for event in await Event.objects().where(asked, ours, near).order_by(Event.starts_at, Event.id):
        people = len(await invitations.unanswered(event.id))
        if people:
            found.append(_waiting(event, people))
    return found


def _waiting(event: Event, people: int) -> Waiting:
    said = ngettext(
        "One person invited to “%(day)s” has not answered",
        "%(n)s people invited to “%(day)s” have not answered",
        people,
    )
    return Waiting(
        key=f"events.unanswered:{event.code}",
        title=said % {"n": people, "day": event.title},
        words=_("It takes place on %(day)s. A note or a call?", day=say_day(event.starts_at, event.time_zone)),
        path=f"/events/{event.code}/invitations",
        act=_("See who"),
        community=event.community,
        network=event.network,
        since=day_of(event) - NEAR,
        due=day_of(event) - SOON,
    )
