"""The front page: to strangers what this place is, to members what goes on in theirs."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Template

from network.access import Viewer
from network.circles import circle_map, circles, members, steps
from network.circles.pages.drawing import DRAWING
from network.communities import communities, overviews
from network.pages.panels import panels_of

OTHERS = 6  # communities of a network beside one's own


class HomePages(Controller):
    @get("/")
    async def index(self, viewer: NamedDependency[Viewer]) -> Template:
        own, shelves = await overviews.front(viewer, most=OTHERS)
        shown = [glance.community.id for shelf in shelves for glance in shelf.glances]
        # the picture is for strangers: they alone see it
        counts = {} if viewer.is_signed_in else await members.count_by_college(shown)
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
            "are_all": len(shown) == sum(shelf.all for shelf in shelves),
            "two_seats": [{"person": True}, {"person": True}],
            "ordinals": circles.ORDINALS,
            "seat_words": communities.seat_words,
        }
        return Template("network/home/index.html", context=DRAWING | context)
