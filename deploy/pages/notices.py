"""What only the roof can say: help for tasks that lead through several domains, and what the pages weigh."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from json import loads
from pathlib import Path
from typing import Any

from litestar import Controller, get
from litestar.response import Template

from network.ground.words import _
from network.notices import audits
from network.plug import Link

FIGURES = Path(__file__).parents[1] / "page_figures.json"  # written by tests/benchmarks/pages.py, with its day


def footing() -> Sequence[Link]:
    """What stands at the foot of each page."""
    return [
        Link(_("Help"), "/aide"),
        Link(_("Write to us"), "/contact"),
        Link(_("Map of the site"), "/plan-du-site"),
        Link(audits.known(), "/accessibilite"),
        Link(_("Legal notice"), "/mentions-legales"),
        Link(_("Personal data"), "/donnees-personnelles"),
        Link(_("Sparing design"), "/ecoconception"),
    ]


@cache
def figures() -> dict[str, Any]:
    """As they were measured."""
    found: dict[str, Any] = loads(FIGURES.read_text())
    return found | {"on": date.fromisoformat(found["on"])}


class RoofPages(Controller):
    @get("/aide")
    async def help(self) -> Template:
        return Template("deploy/notices/help.html")

    @get("/ecoconception")
    async def design(self) -> Template:
        return Template("deploy/notices/design.html", context=figures())
