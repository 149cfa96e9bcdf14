"""Writing to the house's own people, without an account."""

from datetime import timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from network import doors
from network.access import Viewer
from network.ground import forms, limits, machines
from network.ground.pages import go_to
from network.ground.words import _
from network.notices import enquiries, imprints
from network.owners import Owner

AN_HOUR = 5  # from a network address
NAMED = 40  # communities in the list of readers; to others one writes from their page


class EnquiryForm(Struct):
    code: forms.Code
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    address: forms.Address
    words: Annotated[str, Meta(min_length=1, max_length=5000)]
    to: Annotated[str, Meta(max_length=90)] = ""


class ContactPages(Controller):
    path = "/contact"

    @get()
    async def new(self, viewer: NamedDependency[Viewer], to: FromQuery[str] = "") -> Template:
        await _found(viewer, to)
        form = forms.empty(to=to, name=viewer.name, address=await enquiries.address_of(viewer))
        return await _page(viewer, form, to)

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, EnquiryForm)
        said = form.values if form.is_right else None
        owner = await _found(viewer, str(form.value("to")))
        is_machine = machines.is_one(form)
        if said is None or not (is_machine or viewer.is_signed_in) and machines.may_be_one(form):
            return await _page(viewer, form, str(form.value("to")))
        if not is_machine:
            with form.answering():
                whence = request.client.host if request.client else ""
                await limits.keep("enquiries", whence, AN_HOUR, timedelta(hours=1))
                await enquiries.ask(said.code, owner, said.name, said.address, said.words, viewer)
        if not form.is_right:
            return await _page(viewer, form, str(form.value("to")))
        return go_to(
            "/contact", _("It is on its way. The answer will come by letter to %(address)s.", address=said.address)
        )


async def _found(viewer: Viewer, to: str) -> Owner | None:
    """By the same doors as everything else."""
    kind, _slash, slug = to.partition("/")
    if kind == "communities":
        return await doors.community_for(viewer, slug)
    return await doors.network_for(viewer, slug) if kind == "networks" else None


async def _page(viewer: Viewer, form: forms.Form[Any], to: str) -> Template:
    communities = await doors.communities_for(viewer)
    named = {f"networks/{one.slug}": one.name for one in await doors.networks_for(viewer)}
    shown = [one for one in communities if f"communities/{one.slug}" == to] if len(communities) > NAMED else communities
    named |= {f"communities/{one.slug}": one.name for one in shown}
    context = {
        "named": named,
        "has_more": len(shown) < len(communities),
        "imprint": await imprints.current(),
    }
    return forms.again("network/notices/contact.html", form, **context)
