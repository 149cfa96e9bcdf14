"""Pages that a community has and a network too: the path says which."""

from typing import Any

from litestar import Request

from network import doors
from network.access import Viewer
from network.plug import Owner


async def owner_at(request: Request[Viewer, Any, Any], slug: str) -> Owner:
    """The door of either."""
    if request.url.path.startswith("/networks/"):
        return await doors.network_for(request.user, slug)
    return await doors.community_for(request.user, slug)


def both(path: str) -> list[str]:
    """The same path below a community and below a network."""
    return [f"/communities/{{slug:str}}{path}", f"/networks/{{slug:str}}{path}"]
