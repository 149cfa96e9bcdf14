from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.circles.pages.drawing import DRAWING
from network.communities import communities, mandates, overviews
from network.ground.clock import today
from network.pages.panels import panels_of


class NetworkPages(Controller):
    path = "/networks"

    @get("/{slug:str}")
    async def show(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        network = await doors.network_for(viewer, slug)
        here = [community for community in await doors.communities_for(viewer) if community.network == network.id]
        offices = await mandates.history(network)
        context = {
            "network": network,
            "glances": await overviews.glances(viewer, here),
            "panels": await panels_of(viewer, network),
            "coordination": [one for one in offices if one.since_on <= today() and not one.is_over(today())],
            "is_of_network": network.id in viewer.networks or access.is_coordinator(viewer, network.id),
            "coordinates": access.is_coordinator(viewer, network.id),
            "seat_words": communities.seat_words,
        }
        return Template("network/networks/show.html", context=DRAWING | context)
