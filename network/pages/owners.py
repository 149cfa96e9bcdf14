"""Pages that a community has and a network too: the path says which."""

from typing import Any

from litestar import Request

from network import doors
from network.access import Viewer
from network.ground.errors import NotHere
from network.owners import Owner


def both(path: str) -> list[str]:
    """The same path below a community and below a network."""
    return [f"/communities/{{slug:str}}{path}", f"/networks/{{slug:str}}{path}"]


async def owner_at(request: Request[Viewer, Any, Any], slug: str, viewer: Viewer | None = None) -> Owner:
    """The door of either, for whoever asks, or as another viewer would find it."""
    door = doors.network_for if request.url.path.startswith("/networks/") else doors.community_for
    return await door(viewer or request.user, slug)


def require_page(page: int) -> None:
    """Raises NotHere for a page that no list has."""
    if not 0 < page < 100_000:
        raise NotHere
