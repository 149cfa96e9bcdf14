"""Calendar files: a day to take away, from its page, by the link of a letter, or in the letter itself."""

from litestar import Response

from events.calendars.days import day_of
from events.calendars.entries import PUBLISHED, calendar_of
from events.tables import Event
from network.ground.letterpress import Enclosure


async def calendar_file(event: Event) -> Response[bytes]:
    """The event as a file for calendars."""
    headers = {"Content-Disposition": f'attachment; filename="{event.code}.ics"'}
    return Response(calendar_of(await day_of(event)), media_type=PUBLISHED, headers=headers)


async def enclosed(event: Event) -> Enclosure:
    """The same, to lie in a letter."""
    return Enclosure(f"{event.code}.ics", f"{PUBLISHED}; charset=utf-8", calendar_of(await day_of(event)))
