"""The colours of a network: a style sheet at its own address, and which page wears it. Decided once, for all of them."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import doors
from network.access import Viewer
from network.communities import liveries

FOR_GOOD, ASK_AGAIN = "public, max-age=31536000, immutable", "public, no-cache"


class LiveryPages(Controller):
    @get("/networks/{slug:str}/colours.css")
    async def show(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[str]:
        network = await doors.network_for(viewer, slug)
        digest = liveries.digest_of(network.accent, network.second)
        headers = {"ETag": f'"{digest}"', "Cache-Control": FOR_GOOD if request.url.query == digest else ASK_AGAIN}
        if f'"{digest}"' in request.headers.get("If-None-Match", ""):
            return Response("", status_code=304, headers=headers)
        sheet = liveries.style_sheet(network.accent, network.second)
        return Response(sheet, media_type="text/css", headers=headers)


async def dress(response: Response[Any]) -> Response[Any]:
    """Before any page is drawn: in the colours of the network that it belongs to. The layout asks for `colours`."""
    if isinstance(response, Template):
        response.context["colours"] = await liveries.sheet_for(response.context)
    return response
