from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.response import Template

from network import access
from network.access import Viewer


class HomePages(Controller):
    @get("/")
    async def index(self, viewer: NamedDependency[Viewer]) -> Template:
        context = {"communities": await access.communities_for(viewer), "networks": await access.networks_for(viewer)}
        return Template("network/home/index.html", context=context)
