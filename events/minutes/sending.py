"""The minutes on their way to those who were there: by the thanks, when they are there in time, else by a note of their
own, whose words are ready. What is told is what everybody whom the day was for may open."""

from events.events import day_of
from events.papers import Left, minutes_of
from events.tables import Event
from network.access import Audience, Viewer, viewer_for
from network.communities import replies
from network.ground.settings import settings
from network.ground.words import _, say_all, say_day
from network.owners import Owner, owner_of

BRACKETS = str.maketrans("[]", "()")  # a title with brackets would end its link


async def open_minutes(event: Event, owner: Owner) -> Left | None:
    """Those that the readers of the day may open."""
    reader = viewer_for(Audience(owner, event.reach))
    return (await minutes_of(reader, [event.id])).get(event.id)


def linked(title: str, path: str) -> str:
    """As notes are written: a title that leads somewhere."""
    return f"[{title.translate(BRACKETS)}]({settings().address}{path})"


async def draft(_viewer: Viewer, number: int) -> tuple[str, str] | None:
    """Subject and words of the note to those who came; none where there is nothing that they may open."""
    event = await Event.objects().get(Event.id == number)
    owner = await owner_of(event) if event else None
    minutes = await open_minutes(event, owner) if event and owner else None
    if not (event and owner and minutes):
        return None
    told = _("The minutes of “%(day)s”, %(on)s, are in the library:", day=event.title, on=say_day(day_of(event)))
    pair = [name for name, _address in await replies.read_by(owner)]
    said = [str(_("Hello,")), f"{told}\n{linked(minutes.title, minutes.path)}"]
    said += [str(_("Something is missing, or was understood differently? Answer this note.")), str(_("See you soon,"))]
    return str(_("The minutes: %(day)s", day=event.title))[:120], "\n\n".join(said) + f"\n{say_all(pair) or owner.name}"
