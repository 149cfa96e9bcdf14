"""The days of the village, and people who look at them."""

from datetime import timedelta
from typing import Any

from piccolo.columns import Column

from events.tables import Event, Invitation, WaitingPlace
from network.access import ANYONE, Viewer, viewer_of
from network.ground.clock import now
from network.plug import Village

COMING, PAST, CIRCLE, OF_NETWORK = "hedgescome", "hedgespast", "jurycircle", "occitanday"


async def day(code: str = COMING) -> Event:
    found = await Event.objects().where(Event.code == code).first()
    assert found
    return found


async def seen_by(village: Village, who: str | None) -> Viewer:
    return await viewer_of(village.people[who]) if who else ANYONE


async def shift(code: str, **to: Any) -> Event:
    """As if other things had been said of that day."""
    said: dict[Column | str, Any] = {name: value for name, value in to.items()}
    await Event.update(said).where(Event.code == code)
    return await day(code)


async def begun(code: str = COMING) -> Event:
    """As if it began an hour ago."""
    return await shift(code, starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=2))


async def waits(person: int, code: str, on: str = COMING) -> WaitingPlace:
    """As if the day were full and they stood in its line."""
    event = await day(on)
    waiting = WaitingPlace(code=code, event=event.id, person=person, asked_at=now(), since_at=now())
    await waiting.save()
    return waiting


async def asked(person: int, code: str, to: str = COMING) -> Invitation:
    """As if somebody had invited them, and the letter had left."""
    event = await day(to)
    invitation = Invitation(code=code, event=event.id, person=person, invited_at=now(), written_at=now())
    await invitation.save()
    return invitation
