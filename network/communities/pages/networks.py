"""The front page of a network: its communities, its coordination, what comes."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.circles.pages.drawing import DRAWING
from network.communities import communities, mandates, overviews
from network.ground.clock import today
from network.pages.panels import panels_of

CARDS, NEEDS = 11, 6  # on a page; of pairs that need something, before the page that lists them all


class NetworkPages(Controller):
    path = "/networks"

    @get("/{slug:str}")
    async def show(self, viewer: NamedDependency[Viewer], slug: FromPath[str], page: FromQuery[int] = 1) -> Template:
        network = await doors.network_for(viewer, slug)
        leaf = await overviews.leaf(viewer, page, CARDS, network)
        waits = await overviews.concerned_in(viewer, network)
        offices = await mandates.history(network)
        context = {
            "network": network,
            "leaf": leaf,
            "glances": [glance for shelf in leaf.shelves for glance in shelf.glances],
            "concerned": waits[:NEEDS],
            "are_more": len(waits) > NEEDS,
            "panels": await panels_of(viewer, network),
            "coordination": [one for one in offices if one.since_on <= today() and not one.is_over(today())],
            "is_of_network": network.id in viewer.networks or access.is_coordinator(viewer, network.id),
            "coordinates": access.is_coordinator(viewer, network.id),
            "seat_words": communities.seat_words,
        }
        return Template("network/networks/show.html", context=DRAWING | context)
