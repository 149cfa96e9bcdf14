from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Template

from network.access import Viewer
from network.circles import circle_map, circles, members, steps
from network.circles.pages.drawing import DRAWING
from network.communities import communities, overviews
from network.pages.panels import panels_of


class HomePages(Controller):
    @get("/")
    async def index(self, viewer: NamedDependency[Viewer]) -> Template:
        shelves = await overviews.shelves(viewer)
        shown = [glance for shelf in shelves for glance in shelf.glances]
        own = [glance for glance in shown if glance.own_circle or glance.gardens]
        counts = await members.count_by_college([glance.community.id for glance in shown])
        context = {
            "shelves": shelves,
            "own": own,
            "acts": {
                glance.community.id: [panel.act for panel in await panels_of(viewer, glance.community) if panel.act]
                for glance in own
                if glance.gardens
            },
            "questions": await steps.open_for(viewer),
            "panels": {
                shelf.network.id: [panel for panel in await panels_of(viewer, shelf.network) if panel.items]
                for shelf in shelves
                if not viewer.networks or shelf.network.id in viewer.networks  # whoever has some reads of theirs
            },
            "rings": circle_map.draw(counts),
            "two_seats": [{"person": True}, {"person": True}],
            "ordinals": circles.ORDINALS,
            "seat_words": communities.seat_words,
        }
        return Template("network/home/index.html", context=DRAWING | context)
