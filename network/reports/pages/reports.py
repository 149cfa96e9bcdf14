from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.ground.errors import Forbidden, SignInFirst
from network.ground.words import _
from network.plug import Owner
from network.reports import reports, years

FEW = 6  # whose years stand under each other; more are read one year at a time


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
        return Template("network/reports/index.html", context={"groups": groups})

    @get("/communities/{slug:str}/reports")
    async def index_of_community(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        return index_of(viewer, await doors.community_for(viewer, slug))

    @get("/networks/{slug:str}/reports")
    async def index_of_network(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        return index_of(viewer, await doors.network_for(viewer, slug))

    @get("/communities/{slug:str}/reports/{year:int}")
    async def show_of_community(
        self, viewer: NamedDependency[Viewer], slug: FromPath[str], year: FromPath[int]
    ) -> Template:
        return await show(viewer, await doors.community_for(viewer, slug), year)

    @get("/networks/{slug:str}/reports/{year:int}")
    async def show_of_network(
        self, viewer: NamedDependency[Viewer], slug: FromPath[str], year: FromPath[int]
    ) -> Template:
        return await show(viewer, await doors.network_for(viewer, slug), year)


def path_and_years(owner: Owner) -> tuple[str, list[int]]:
    return reports.path_of(owner), reports.years_of(owner)


def index_of(viewer: Viewer, owner: Owner) -> Template:
    access.require_animator(viewer, owner)
    context = {"groups": [(path_and_years(owner), owner)], "owner": owner}
    return Template("network/reports/index.html", context=context)


async def show(viewer: Viewer, owner: Owner, year: int) -> Template:
    report = await reports.report_for(viewer, owner, year)
    path, years = path_and_years(owner)
    return Template("network/reports/show.html", context={"report": report, "path": path, "years": years})
