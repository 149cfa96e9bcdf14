"""A community's page: its circles, drawn and listed, its pair, and what the domains have to say of it."""

from datetime import date
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.circles import circle_map, circles, members, steps
from network.circles.pages.drawing import DRAWING
from network.communities import communities, concerns, gardeners, overviews
from network.communities.pages.openings import create_community
from network.ground.clock import today
from network.ground.errors import NotHere, Refusal
from network.ground.words import _
from network.owners import network_of
from network.pages.owners import require_page
from network.pages.panels import panels_of

LISTED = 5  # names of a circle on the page of the community; more are on the circle's own
PAGE = 60
CARDS = 24


class CommunityPages(Controller):
    path = "/communities"

    @get()
    async def index(self, viewer: NamedDependency[Viewer], page: FromQuery[int] = 1) -> Template:
        leaf = await overviews.leaf(viewer, page, CARDS)
        context = {"leaf": leaf, "shelves": leaf.shelves, "seat_words": communities.seat_words}
        return Template("network/communities/index.html", context=DRAWING | context)

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        return await create_community(request, viewer)

    @get("/{slug:str}")
    async def show(
        self, viewer: NamedDependency[Viewer], slug: FromPath[str], on: FromQuery[date | None] = None
    ) -> Template:
        community = await doors.community_for(viewer, slug)
        day = past(on)
        pair = await gardeners.pair_of(community, day)
        counts = await members.count_by_college([community.id], day)
        animates = access.may_animate(viewer, community)
        context = {
            "community": community,
            "network": await network_of(community),
            "day": day,
            "is_today": day == today(),
            "past_days": past_days(community.opened_on),
            "counts": counts,
            "rings": circle_map.draw(counts),
            "pair": pair,
            "seat_words": communities.seat_words,
            "sees_pair": access.sees_pair(viewer, community),
            "named": await members.named(viewer, community, circles.CIRCLES, day, most=LISTED),
            "most": LISTED,
            "animates": animates,
            "coordinates": access.is_coordinator(viewer, community.network),
            "concerns": concerns.of_pair(pair, today()) if animates and day == today() else [],
            "own_circle": viewer.circles.get(community.id),
            "questions": [step for step in await steps.open_for(viewer) if step.slug == slug],
            "panels": await panels_of(viewer, community),
        }
        return Template("network/communities/show.html", context=DRAWING | context)

    @get("/{slug:str}/circles/{circle:int}")
    async def index_of_circle(
        self,
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        circle: FromPath[int],
        on: FromQuery[date | None] = None,
        page: FromQuery[int] = 1,
    ) -> Template:
        community = await doors.community_for(viewer, slug)
        require_page(page)
        if circle not in circles.CIRCLES:
            raise NotHere
        day = past(on)
        context = {
            "community": community,
            "circle": circle,
            "day": day,
            "is_today": day == today(),
            "counts": await members.count_by_college([community.id], day),
            "named": await members.named(viewer, community, [circle], day, most=PAGE, skip=PAGE * (page - 1)),
            "animates": access.may_animate(viewer, community),
            "page": page,
            "size": PAGE,
        }
        return Template("network/communities/circle.html", context=DRAWING | context)


def past(on: date | None) -> date:
    """The day to look at. Raises Refusal for one to come."""
    if on and on > today():
        raise Refusal(_("That day is yet to come: the circles can be seen as they were, not as they will be."))
    return on or today()


def past_days(opened_on: date) -> list[date]:
    """Days worth looking back at: the first of January, a year ago; none before the community was there."""
    now = today()
    a_year_ago = now.replace(year=now.year - 1, day=min(now.day, 28))
    return [day for day in (a_year_ago, now.replace(month=1, day=1)) if opened_on <= day < now]
