"""The coordination fills the seats of the pairs, the administration a network's coordination; dated, and with a reason."""

from datetime import date
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from network import access, doors
from network.access import Viewer
from network.colleges import COLLEGES, ONE_OF
from network.communities import candidates, communities, gardeners, mandates, models
from network.ground import forms
from network.ground.clock import today
from network.ground.pages import go_to
from network.ground.words import _
from network.owners import network_of

NEW, INDEX, SHOW = (f"network/mandates/{name}.html" for name in ("new", "index", "show"))
ENDED = {
    "told": _("The mandate ends, and its holder is told."),
    "self": _("The mandate ends."),
    "spared": _("The mandate ends, and its holder is told."),  # whoever wants no letters hears of this all the same
    "nowhere": _("The mandate ends. We have no address of its holder: please tell them yourself."),
}
Because = Annotated[str, Meta(min_length=1, max_length=300)]


class MandateForm(Struct):
    person: forms.Line  # chosen among those found
    because: Because
    since_on: date
    community: str = ""
    network: str = ""
    seat: Annotated[int, Meta(ge=0, le=99)] = 0
    until_on: date | None = None


class MandateEndForm(Struct):
    mandate: forms.Code
    on: date
    because: Because


class CommunityMandatePages(Controller):
    path = "/communities/{slug:str}/mandates"

    @get()
    async def index(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        return await listed(viewer, community)

    @get("/new")
    async def new(
        self,
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        seat: FromQuery[int] = 1,
        search: FromQuery[str] = "",
    ) -> Template:
        community = await doors.community_for(viewer, slug)
        require_appointer(viewer, community)
        return await choice(viewer, community, forms.empty(seat=seat, search=search, since_on=today().isoformat()))


class NetworkMandatePages(Controller):
    path = "/networks/{slug:str}/mandates"

    @get()
    async def index(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        network = await doors.network_for(viewer, slug)
        access.require_coordinator(viewer, network.id)
        return await listed(viewer, network)

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer], slug: FromPath[str], search: FromQuery[str] = "") -> Template:
        network = await doors.network_for(viewer, slug)
        require_appointer(viewer, network)
        return await choice(viewer, network, forms.empty(search=search, since_on=today().isoformat()))


class MandatePages(Controller):
    @get("/mandates/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await told(viewer, await doors.mandate_for(viewer, code), forms.empty(on=today().isoformat()))

    @post("/mandates")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, MandateForm)
        owner = await owner_of(viewer, str(form.value("community")), str(form.value("network")))
        require_appointer(viewer, owner)
        if form.is_right:
            with form.answering():
                asked, by, network = form.values, viewer.person, await network_of(owner)
                person = await candidates.chosen(viewer, network, asked.person)
                days: dict[str, Any] = {"since": asked.since_on, "until": asked.until_on}
                appointed = {
                    "told": _("%(name)s is appointed, and told of it.", name=person.name),
                    "self": _("%(name)s is appointed.", name=person.name),
                    "spared": _(
                        "%(name)s is appointed, and wants no letters: please tell them yourself.", name=person.name
                    ),
                    "nowhere": _(
                        "%(name)s is appointed. We have no address of theirs: please tell them, and write it down, for"
                        " without it they cannot sign in.",
                        name=person.name,
                    ),
                }
                if owner is network:
                    await gardeners.make_coordinator(person, network, asked.because, by=by, **days)
                else:
                    await gardeners.appoint(person, owner, asked.seat, asked.because, by=by, **days)
                return go_to(owner.path, appointed[await mandates.reach(person, viewer)])
        return await choice(viewer, owner, form)

    @post("/mandate-ends")
    async def end(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, MandateEndForm)
        mandate = await doors.mandate_for(viewer, str(form.value("mandate")))
        unit = await mandates.unit_of(mandate)
        require_appointer(viewer, unit)
        if form.is_right:
            with form.answering():
                await mandates.end(mandate, form.values.because, by=viewer.person or 0, on=form.values.on)
                return go_to(
                    f"{unit.path}/mandates", ENDED[await mandates.reach(await mandates.holder_of(mandate), viewer)]
                )
        return await told(viewer, mandate, form)


def require_appointer(viewer: Viewer, owner: Any) -> None:
    """Gardeners by the coordination of the network, coordinators by the administration of the instance."""
    if access.is_community(owner):
        access.require_coordinator(viewer, owner.network)
    else:
        access.require_administrator(viewer)


async def owner_of(viewer: Viewer, community: str, network: str) -> Any:
    """Of a form: it names one of the two."""
    if network and not community:
        return await doors.network_for(viewer, network)
    return await doors.community_for(viewer, community)


async def choice(viewer: Viewer, owner: Any, form: forms.Form[Any]) -> Template:
    network = await network_of(owner)
    pair = await gardeners.pair_of(owner) if access.is_community(owner) else []
    found = await candidates.search(viewer, network, str(form.value("search")))
    return forms.again(
        NEW,
        form,
        owner=owner,
        path=owner.path,
        pair=pair,
        seat_words=communities.seat_words,
        colleges=COLLEGES,
        one_of=ONE_OF,
        found=found,
    )


async def listed(viewer: Viewer, owner: Any) -> Template:
    context = {
        "owner": owner,
        "path": owner.path,
        "held": await mandates.history(owner),
        "model": await models.model_of(viewer, owner) if access.is_community(owner) else None,
        "network": (network := await coordinated(viewer, owner)),
        "vacant": [seat for seat in await gardeners.pair_of(owner) if not seat.person] if network else [],
        "seat_words": communities.seat_words,
        "today": today(),
    }
    return Template(INDEX, context=context)


async def coordinated(viewer: Viewer, owner: Any) -> Any:
    """The network of a community, for its coordination: there others are opened after this one."""
    if access.is_community(owner) and access.is_coordinator(viewer, owner.network):
        return await network_of(owner)
    return None


async def told(viewer: Viewer, mandate: Any, form: forms.Form[Any]) -> Template:
    unit = await mandates.unit_of(mandate)
    may_end = access.is_coordinator(viewer, unit.network) if access.is_community(unit) else viewer.is_administrator
    form.typed.setdefault("mandate", mandate.code)
    return forms.again(
        SHOW,
        form,
        owner=unit,
        path=unit.path,
        held=await mandates.told(mandate),
        may_end=may_end,
        is_the_last=may_end and mandate.role == "coordinator" and await mandates.is_the_last(mandate),
        seat_words=communities.seat_words,
        today=today(),
    )
