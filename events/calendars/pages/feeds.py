"""What calendar programs read: of everybody's days, of a community's or a network's, or by a person's secret address.

They ask every few hours, and mostly hear that nothing has changed (304): by the digest of what they have (ETag), and
for what is the same for everybody by the moment of its last change too. A person's own has no such moment: what they
may see changes without any day changing.
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from events.calendars import feeds
from events.calendars.entries import MEDIA_TYPE
from events.calendars.feeds import Read
from network.access import ANYONE
from network.ground.clock import now
from network.ground.errors import NotHere
from network.ground.words import FRENCH, speaking
from network.pages.owners import both, owner_at

SETTLED = timedelta(seconds=2)  # dates of HTTP have no fractions: of a second that is not over they say nothing


class FeedPages(Controller):
    @get("/events.ics")
    async def of_all(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        with speaking(FRENCH):  # the same for all who ask
            return _answer(request, await feeds.read_public(None, "/events"))

    @get(both("/events.ics"))
    async def of_owner(self, request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[bytes]:
        owner = await owner_at(request, slug, ANYONE)
        with speaking(FRENCH):
            return _answer(request, await feeds.read_public(owner, f"{owner.path}/events"))

    @get("/calendars/{code:str}/{secret:str}")
    async def own(self, request: Request[Any, Any, Any], code: FromPath[str], secret: FromPath[str]) -> Response[bytes]:
        if not secret.endswith(".ics"):
            raise NotHere(feeds.GONE)
        return _answer(request, await feeds.read_own(code, secret.removesuffix(".ics")))


def _answer(request: Request[Any, Any, Any], read: Read) -> Response[bytes]:
    headers = {"ETag": f'"{read.digest}"', "Cache-Control": "no-cache" if read.changed_at else "private, no-cache"}
    if read.changed_at:
        headers["Last-Modified"] = format_datetime(read.changed_at.astimezone(UTC), usegmt=True)
    if _has_it(request, read):
        return Response(b"", status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return Response(read.pack(), media_type=MEDIA_TYPE, headers=headers)


def _has_it(request: Request[Any, Any, Any], read: Read) -> bool:
    known = request.headers.get("If-None-Match")
    if known is not None:  # then the date counts for nothing (RFC 9110, 13.1.3)
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or f'"{read.digest}"' in tags
    since = _date(request.headers.get("If-Modified-Since", ""))
    if since is None or read.changed_at is None or now() - read.changed_at < SETTLED:
        return False
    return read.changed_at.replace(microsecond=0) <= since


def _date(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
