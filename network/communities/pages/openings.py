"""A community is opened by the coordination of its network, a network by the administration of the instance."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from network import access, doors, territories
from network.access import Viewer
from network.colleges import COLLEGES
from network.communities import communities, gardeners, models
from network.ground import forms
from network.ground.errors import Fault
from network.ground.pages import go_to
from network.ground.words import _
from network.people import organisations

Name = Annotated[str, Meta(min_length=2, max_length=120)]
Slug = Annotated[str, Meta(max_length=60)]
Aim = Annotated[str, Meta(max_length=2000)]
Where = Annotated[str, Meta(max_length=120)]
COMMUNITY, NETWORK = "network/communities/new.html", "network/networks/new.html"


class CommunityForm(Struct):
    network: Slug
    name: Name
    slug: Slug = ""
    aim: Aim = ""
    territory: Where = ""
    reach: Annotated[str, forms.one_of(communities.REACHES)] = "public"
    rule: Annotated[str, forms.one_of(communities.RULES)] = "pair"
    model: Slug = ""
    shown: Slug = ""  # the model of which it was read what comes


class NetworkForm(Struct):
    name: Name
    slug: Slug = ""
    purpose: Aim = ""
    organisation: Annotated[str, Meta(max_length=200)] = ""
    territory: Where = ""


class CommunityOpenings(Controller):
    @get("/networks/{slug:str}/communities/new")
    async def new(self, viewer: NamedDependency[Viewer], slug: FromPath[str], model: FromQuery[str] = "") -> Template:
        network = await doors.network_for(viewer, slug)
        access.require_coordinator(viewer, network.id)
        form, found = forms.empty(network=network.slug, model=model, reach="public"), None
        with form.answering():
            found = await models.chosen(viewer, network, model)
            form.typed["reach"] = found.reach if found else "public"
        return await asking(viewer, network, form, found)


class NetworkOpenings(Controller):
    path = "/networks"

    @get()
    async def index(self) -> Redirect:
        return go_to("/communities")

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer]) -> Template:
        access.require_administrator(viewer)
        return forms.again(NETWORK, forms.empty())

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        access.require_administrator(viewer)
        form = await forms.read(request, NetworkForm)
        if form.is_right:
            with form.answering():
                asked = form.values
                form.typed["slug"] = slug = asked.slug or communities.slug_of(asked.name)
                where = await territory_of(asked.territory)
                body = await organisations.find_or_add(asked.organisation) if asked.organisation else None
                opened = await communities.open_network(slug, asked.name, asked.purpose, body, where)
                return go_to(f"/networks/{opened.slug}", _("The network is open. It waits for its coordination."))
        return forms.again(NETWORK, form)


async def territory_of(typed: str) -> Any:
    """By its name or its code. Raises Fault("territory") where there is none, or where several are meant."""
    if not typed:
        return None
    found = await territories.search(typed)
    exact = [one for one in found if one.sort_key == territories.search_key(typed)]
    match exact or found:
        case [only]:
            return only
        case []:
            raise Fault("territory", _("No territory of this name or code is known."))
        case several:
            named = ", ".join(f"{one.name} ({territories.KINDS[one.kind]}, {one.code})" for one in several[:5])
            raise Fault("territory", _("Several are meant: %(named)s. Please type the code.", named=named))


async def create_community(request: Request[Viewer, Any, Any], viewer: Viewer) -> Response[Any]:
    """What the form of a new community asks for: by the coordination of the network."""
    form = await forms.read(request, CommunityForm)
    network = await doors.network_for(viewer, str(form.value("network")))
    access.require_coordinator(viewer, network.id)
    model = None
    with form.answering():
        model = await models.chosen(viewer, network, str(form.value("model")))
    changed = "model" not in form.faults and form.value("model") != form.value("shown")
    if changed:
        form.typed["reach"] = model.reach if model else form.value("reach")
    if form.is_right and not changed:
        with form.answering():
            asked = form.values
            form.typed["slug"] = slug = asked.slug or communities.slug_of(asked.name)
            where, seats = await territory_of(asked.territory), communities.RULES[asked.rule]
            opened = await communities.open_community(
                network, slug, asked.name, asked.aim, asked.reach, seats=seats, territory=where, model=model
            )
            return go_to(f"/communities/{opened.slug}", _("The community is open. Its seats wait for gardeners."))
    return await asking(viewer, network, form, model, changed)


async def asking(viewer: Viewer, network: Any, form: forms.Form[Any], model: Any, changed: bool = False) -> Template:
    """The form of a new community, and what would come from its model."""
    form.typed.setdefault("rule", "pair")
    known = await models.offered(viewer, network)
    listed = known[: models.MOST]
    if model and model.id not in [one.id for one in listed]:
        listed.insert(0, model)
    return forms.again(
        COMMUNITY,
        form,
        network=network,
        reaches=communities.REACHES,
        offered={one.slug: one.name for one in listed},
        are_more=len(known) > models.MOST,
        model=model,
        changed=changed,
        seats=await gardeners.pair_of(model) if model else [],
        comes=await models.told(model) if model else [],
        seat_words=communities.seat_words,
        colleges=COLLEGES,
    )
