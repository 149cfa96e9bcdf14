"""What was written by hand in the name of a community or a network, the newest first."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import doors
from network.access import Viewer, require_animator
from network.ground.errors import NotHere
from network.plug import Owner
from network.written_notes import kept

OWNERS = ["/communities/{slug:str}/written-notes", "/networks/{slug:str}/written-notes"]
INDEX = "network/written_notes/index.html"


def require_page(page: int) -> None:
    """Raises NotHere for a page that no list has."""
    if not 0 < page < 100_000:
        raise NotHere


class OwnerNotePages(Controller):
    @get(OWNERS)
    async def index(
        self,
        request: Request[Any, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        page: FromQuery[int] = 1,
    ) -> Template:
        owner: Owner = await (
            doors.network_for(viewer, slug)
            if request.url.path.startswith("/networks/")
            else doors.community_for(viewer, slug)
        )
        require_animator(viewer, owner)
        require_page(page)
        found, goes_on = await kept.of_owner(owner, page)
        about = "network" if request.url.path.startswith("/networks/") else "community"
        context = {"owner": owner, "about": about, "notes": found, "page": page, "goes_on": goes_on}
        return Template(INDEX, context=context)
