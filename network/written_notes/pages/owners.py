"""What was written by hand in the name of a community or a network, the newest first."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network.access import Viewer, is_community, require_animator
from network.pages.owners import both, owner_at, require_page
from network.written_notes import kept

INDEX = "network/written_notes/index.html"


class OwnerNotePages(Controller):
    @get(both("/written-notes"))
    async def index(
        self,
        request: Request[Any, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        page: FromQuery[int] = 1,
    ) -> Template:
        owner = await owner_at(request, slug)
        require_animator(viewer, owner)
        require_page(page)
        found, goes_on = await kept.of_owner(owner, page)
        about = "community" if is_community(owner) else "network"
        context = {"owner": owner, "about": about, "notes": found, "page": page, "goes_on": goes_on}
        return Template(INDEX, context=context)
