from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.communities import coordinations


class CoordinationPages(Controller):
    """All communities of a network on one page, for its coordination."""

    @get("/networks/{slug:str}/coordination")
    async def index(self, viewer: NamedDependency[Viewer], slug: FromPath[str], page: FromQuery[int] = 1) -> Template:
        network = await doors.network_for(viewer, slug)
        access.require_coordinator(viewer, network.id)
        survey = await coordinations.survey_of(viewer, network, page)
        context = {"network": network, "survey": survey}
        return Template("network/networks/coordination.html", context=context)
