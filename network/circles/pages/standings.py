"""A person's place in a community: for its gardeners the history and the next move, for oneself the way out."""

from datetime import date
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from network import access, doors
from network.access import Viewer
from network.circles import circles, places, steps
from network.circles.pages.drawing import DRAWING
from network.ground import forms
from network.ground.clock import today
from network.ground.errors import Forbidden, SignInFirst
from network.ground.pages import go_to
from network.ground.words import _

Because = Annotated[str, Meta(min_length=1, max_length=300)]
SHOW, LEAVE = "network/standings/show.html", "network/standings/leave.html"
OUT = 0  # of all circles


class StepForm(Struct):
    code: forms.Code
    community: str
    person: str
    circle: Annotated[int, Meta(ge=0, le=3)]
    because: Because
    on: date | None = None


class DepartureForm(Struct):
    community: str
    because: Annotated[str, Meta(max_length=300)] = ""


async def show(viewer: Viewer, community: Any, person: Any, form: forms.Form[Any]) -> Template:
    here = await circles.circle_of(person, community)
    return forms.again(
        SHOW,
        form,
        community=community,
        person=person,
        stands_in=here,
        places=await places.history(person, community),
        steps=await steps.of(person, community),
        nearer=[circle for circle in circles.CIRCLES if here is None or circle < here],
        farther=[circle for circle in circles.CIRCLES if here and circle > here],
        ordinals=circles.ORDINALS,
        is_self=viewer.person == person.id,
        **DRAWING,
    )


class StandingPages(Controller):
    @get("/communities/{slug:str}/standings/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], slug: FromPath[str], code: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        person = await circles.person_of(community, code)
        return await show(viewer, community, person, forms.empty(on=today().isoformat()))

    @post("/steps")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, StepForm)
        community = await doors.community_for(viewer, str(form.value("community")))
        access.require_animator(viewer, community)
        person = await circles.person_of(community, str(form.value("person")))
        if form.is_right:
            with form.answering():
                asked, by = form.values, viewer.person or 0
                before = await circles.circle_of(person, community)
                back = f"/communities/{community.slug}/standings/{person.code}"
                if asked.circle == OUT:
                    await circles.leave(person, community, asked.because, by=by, on=asked.on)
                    return go_to(back, _("Done: %(name)s no longer stands in the circles.", name=person.name))
                if before and asked.circle >= before:
                    await circles.move(person, community, asked.circle, asked.because, by=by, on=asked.on)
                    return go_to(back, _("Done: %(name)s has another place, and is told of it.", name=person.name))
                await steps.propose(person, community, asked.circle, asked.because, by=by, code=asked.code)
                return go_to(back, _("%(name)s has been asked. The move waits for the answer.", name=person.name))
        return await show(viewer, community, person, form)


class DeparturePages(Controller):
    @get("/communities/{slug:str}/departures/new")
    async def new(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        require_member(viewer, community.id)
        return forms.again(LEAVE, forms.empty(), community=community)

    @post("/departures")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, DepartureForm)
        community = await doors.community_for(viewer, str(form.value("community")))
        require_member(viewer, community.id)
        if form.is_right:
            with form.answering():
                await circles.depart(viewer, community, form.values.because)
                return go_to("/", _("You no longer stand in the circles of %(name)s.", name=community.name))
        return forms.again(LEAVE, form, community=community)


def require_member(viewer: Viewer, community: int) -> None:
    """Only who stands there can leave."""
    if not viewer.is_signed_in:
        raise SignInFirst
    if community not in viewer.circles:
        raise Forbidden(_("You do not stand in the circles of this community."))
