"""What a network sets of itself: by its coordination."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct, structs

from network import access, doors
from network.access import Viewer
from network.communities import settings
from network.ground import forms, meanwhile
from network.ground.pages import go_to
from network.ground.words import _
from network.ground.zones import CLOCKS

Colour = Annotated[str, Meta(max_length=40)]  # as typed: what is no colour is told so


class SettingsForm(Struct):
    network: Annotated[str, Meta(max_length=60)]
    name: Annotated[str, Meta(min_length=2, max_length=120)]
    agreement_hours: Annotated[int, Meta(ge=0, le=168)]
    silence_days: Annotated[int, Meta(ge=30, le=1000)]
    time_zone: Annotated[str, Meta(max_length=40)]
    purpose: Annotated[str, Meta(max_length=2000)] = ""
    accent: Colour = ""
    second: Colour = ""
    sender_name: Annotated[str, Meta(max_length=120)] = ""
    sender_address: forms.Address | None = None
    legal_notice: forms.Words = ""


class SettingsPages(Controller):
    @get("/networks/{slug:str}/settings")
    async def edit(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        network = await doors.network_for(viewer, slug)
        access.require_coordinator(viewer, network.id)
        known = {field: getattr(network, field) for field in settings.WORDS}
        known["seen"] = meanwhile.prints_of(known)
        return await asked(network, forms.empty(network=network.slug, **known))

    @post("/settings")
    async def update(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, SettingsForm)
        network = await doors.network_for(viewer, str(form.value("network")))
        access.require_coordinator(viewer, network.id)
        if form.is_right:
            with form.answering():
                wanted = {field: value for field, value in structs.asdict(form.values).items() if field != "network"}
                wanted["sender_address"] = (wanted["sender_address"] or "").lower()
                changed = await settings.change(
                    network,
                    wanted,
                    by=viewer.person or 0,
                    judge=lambda there, wanted: meanwhile.require_unchanged(form, there, wanted, {"time_zone": CLOCKS}),
                )
                done = (
                    _("The network is set anew; what it was stays readable below.")
                    if changed
                    else _("Nothing changed.")
                )
                return go_to(f"/networks/{network.slug}/settings", done)
        return await asked(network, form)


async def asked(network: Any, form: forms.Form[Any]) -> Template:
    clocks = {network.time_zone: network.time_zone} | CLOCKS
    return forms.again(
        "network/networks/settings.html",
        form,
        network=network,
        clocks=clocks,
        journal=await settings.journal_of(network),
    )
