"""The letters of a community or network as a feed."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from mailing.letters import feeds
from network.access import Viewer
from network.ground.words import speaking
from network.pages.owners import both, owner_at


class LetterFeedPages(Controller):
    @get(both("/letters.atom"))
    async def show(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Response[str]:
        owner = await owner_at(request, slug)
        with speaking("fr"):  # the same bytes for everybody, whatever their browser wishes
            feed = await feeds.atom_of(owner)
        etag = feeds.etag_of(feed)
        headers = {"ETag": etag, "Cache-Control": "private, max-age=900"}
        known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
        if known & {etag, "*"}:
            return Response("", status_code=304, headers=headers)
        return Response(feed, media_type="application/atom+xml; charset=utf-8", headers=headers)
