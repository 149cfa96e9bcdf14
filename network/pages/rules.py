"""Who may see and do what, in one sentence each: the same sentences that stand beside the doors."""

from litestar import Controller, get
from litestar.response import Template

from network.plug import house


class RulePages(Controller):
    @get("/rules")
    async def index(self) -> Template:
        return Template("network/rules/index.html", context={"rules": house().every("rules")})
