"""The reports of a year: of whom there are any, and one of them."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import access
from network.access import Viewer
from network.ground.errors import Forbidden, SignInFirst
from network.ground.words import _
from network.owners import Owner
from network.pages.owners import both, owner_at
from network.reports import reports, years

FEW = 6  # whose years stand under each other; more are read one year at a time
LINES = 40  # of a list in a report; all of them are read in the whole report
INDEX = "network/reports/index.html"


class ReportPages(Controller):
    @get("/reports")
    async def index(
        self,
        viewer: NamedDependency[Viewer],
        words: FromQuery[str] = "",
        year: FromQuery[int | None] = None,
        lacking: FromQuery[bool] = False,
        page: FromQuery[int] = 1,
    ) -> Template:
        if not viewer.is_signed_in:
            raise SignInFirst
        networks, communities = await reports.owners_for(viewer)
        if not (networks or communities):
            raise Forbidden(_("The reports are for the gardeners of a community and for the coordination."))
        if len(networks) + len(communities) > FEW:
            leaf = await years.leaf(networks, communities, year, words, lacking, page)
            return Template(
                "network/reports/year.html", context={"leaf": leaf, "words": words, "only_lacking": lacking}
            )
        owners: list[Owner] = [*networks, *communities]
        groups = [(path_and_years(owner), owner) for owner in owners]
        return Template(INDEX, context={"groups": groups})

    @get(both("/reports"))
    async def index_of_owner(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        owner = await owner_at(request, slug)
        access.require_animator(viewer, owner)
        return Template(INDEX, context={"groups": [(path_and_years(owner), owner)], "owner": owner})

    @get(both("/reports/{year:int}"))
    async def show(
        self,
        request: Request[Viewer, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        year: FromPath[int],
        whole: FromQuery[bool] = False,
    ) -> Template:
        """Of long lists the first lines, so that nobody waits for thousands; or the whole of it, which is asked for."""
        owner = await owner_at(request, slug)
        report = await reports.report_for(viewer, owner, year)
        path, told = path_and_years(owner)
        context = {"report": report, "path": path, "years": told, "most": None if whole else LINES}
        return Template("network/reports/show.html", context=context)


def path_and_years(owner: Owner) -> tuple[str, list[int]]:
    return reports.path_of(owner), reports.years_of(owner)
