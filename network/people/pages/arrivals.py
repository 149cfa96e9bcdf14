"""Who stands in a community: read, searched, and added one by one."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import access, doors
from network.access import Viewer
from network.circles import circles
from network.colleges import COLLEGES, ONE_OF, College
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import _
from network.people import arrivals, completions, directory, likenesses, organisations, phones
from network.people.arrivals import Arrival
from network.people.pages.people import Given, Name, Phone


class ArrivalForm(msgspec.Struct):
    code: forms.Code
    family_name: Name
    college: College
    circle: Annotated[int, msgspec.Meta(ge=1, le=3)] = 3
    given_name: Given = ""
    email: forms.Address | None = None
    phone: Phone = ""
    organisation: Annotated[str, msgspec.Meta(max_length=200)] = ""
    function: Annotated[str, msgspec.Meta(max_length=120)] = ""
    same: Annotated[str, msgspec.Meta(max_length=10)] = ""  # whose code, or "other": asked when somebody is alike


class CommunityPeoplePages(Controller):
    """The people of a community: read, and added one by one."""

    path = "/communities/{slug:str}/people"

    @get()
    async def index(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_member(viewer, community)
        words = request.query_params.get("words", "").replace("\x00", "").strip()[:100]
        page = forms.number_in(request, "page", 1)
        context = {
            "community": community,
            "leaf": await directory.people_of(viewer, community, words, page),
            "words": words,
            "may_animate": access.may_animate(viewer, community),
            "circles": circles.CIRCLES,
            "one_of": ONE_OF,
        }
        return Template("network/people/index.html", context=context)

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        form = forms.empty(circle="3")
        return Template("network/people/new.html", context=await self._context(community, form))

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any] | Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        assert viewer.person is not None
        form = await forms.read(request, ArrivalForm)
        with form.answering():
            phone = phones.read(str(form.value("phone")))
            if form.is_right:
                said = form.values
                arrival = Arrival(
                    said.given_name, said.family_name, said.college, said.circle, said.email and said.email.lower()
                )
                arrival.phone, arrival.organisation, arrival.function = phone, said.organisation, said.function
                alike = await likenesses.alike(
                    community, said.given_name, said.family_name, arrival.email, said.organisation
                )
                alike = [one for one in alike if one.code != said.code]  # sent twice: not alike, the very one
                is_all = True
                if known := next((one for one in alike if one.code == said.same), None):
                    person, is_all = await completions.welcome_known(community, known, arrival, viewer.person)
                elif alike and said.same != "other":
                    form.typed["same"] = ""
                    return forms.again("network/people/new.html", **await self._context(community, form, alike=alike))
                else:
                    person = await arrivals.welcome(
                        community, arrival, viewer.person, arrivals.said_by_hand(community, viewer.name), code=said.code
                    )
                done = _("%(name)s has a place in the community.", name=person.name)
                if not is_all:
                    done = _(
                        "%(name)s has a place in the community. What was known otherwise of them stays as it was.",
                        name=person.name,
                    )
                return go_to(f"/people/{person.code}?added={community.slug}", done=done)
        return forms.again("network/people/new.html", **await self._context(community, form))

    async def _context(self, community: Any, form: forms.Form[Any], alike: list[Any] | None = None) -> dict[str, Any]:
        return {
            "community": community,
            "form": form,
            "alike": alike or [],
            "colleges": COLLEGES,
            "circles": circles.CIRCLES,
            "organisations": await organisations.names_in(community),
        }
