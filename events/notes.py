"""Notes about a day: to those registered, in line, invited. None of them needs anybody's agreement, and whoever answers one
is read by the pair.

Each is written when it leaves, from the rows as they are then: what is no longer true is not sent.
"""

from dataclasses import replace
from typing import Any, TypeVar

from events.communes import communes_of, with_commune
from events.tables import Booking, Event, Invitation, WaitingPlace
from network.communities import replies
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import Sentence
from network.owners import owner_of
from network.tables import Note

Tie = TypeVar("Tie", Booking, WaitingPlace, Invitation)


async def about(note: Note, table: type[Tie]) -> tuple[Tie | None, Event]:
    """The row that the note is about, if it is still there, with its day."""
    row = await table.objects().get(table.id == note.subject)
    event = await Event.objects().get(Event.id == row.event) if row else None
    return (row, event) if event else (None, Event())


async def press_day(name: str, subject: Sentence, event: Event, **facts: Any) -> Pressed:
    """The letter of this name, with the day, whose it is, and its page."""
    owner = await owner_of(event)
    event_page = f"{settings().address}/events/{event.code}"
    commune = (await communes_of([event])).get(event.id, "")
    said = ", ".join(filter(None, [event.place_name, event.place_address]))
    place = with_commune(said, commune)
    letter = press(
        f"events/letters/{name}", subject, event=event, owner=owner, event_page=event_page, place=place, **facts
    )
    return replace(letter, reply_to=await replies.read_by(owner))
