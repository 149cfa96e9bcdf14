"""Calendar files: a day to take away, from its page or by the link of a letter."""

from litestar import Response

from events import access, calendars, sessions
from events.tables import Event


async def calendar_file(event: Event) -> Response[bytes]:
    """The event as a file for calendars."""
    owner = await access.owner_of(event)
    packed = calendars.calendar_of(event, await sessions.agenda_of(event), owner.name)
    headers = {"Content-Disposition": f'attachment; filename="{event.code}.ics"'}
    return Response(packed, media_type=calendars.MEDIA_TYPE, headers=headers)
