"""The pages that the law and good manners ask for. Their addresses are French, as the public knows them."""

from datetime import date
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template
from msgspec import Meta, Struct

from network import access, doors
from network.access import Viewer
from network.ground import forms
from network.ground.clock import today
from network.ground.pages import go_to
from network.ground.words import _
from network.notices import audits, imprints
from network.notices.cookies import COOKIES
from network.plug import house, navigation

COMMUNITIES = 80  # named on the site map; more are behind its link
Fact = Annotated[str, Meta(max_length=200)]
Place = Annotated[str, Meta(max_length=1000)]
IMPRINT, AUDIT = "network/notices/imprint_form.html", "network/notices/audit_form.html"


class ImprintForm(Struct):
    publisher: Fact = ""
    publisher_address: Place = ""
    director: Fact = ""
    host: Fact = ""
    host_address: Place = ""
    contact: forms.Address = ""
    data_officer: Fact = ""


class AuditForm(Struct):
    done_on: date
    done_by: forms.Line
    rate: Annotated[int, Meta(ge=0, le=100)]
    faults: Place = ""


class NoticePages(Controller):
    @get("/mentions-legales")
    async def imprint(self, viewer: NamedDependency[Viewer]) -> Template:
        own = [network for network in await doors.networks_for(viewer) if network.legal_notice.strip()]
        return Template("network/notices/imprint.html", context={"networks": own} | await _known())

    @get("/donnees-personnelles")
    async def personal_data(self) -> Template:
        context = {
            "purposes": house().every("purposes"),
            "retentions": house().every("retentions"),
            "cookies": COOKIES,
            "relay": imprints.relay(),
        }
        return Template("network/notices/personal_data.html", context=context | await _known())

    @get("/accessibilite")
    async def accessibility(self) -> Template:
        audit = await audits.latest()
        context = {
            "audit": audit,
            "state": audits.state_of(audit),
            "is_old": bool(audit and audits.is_old(audit)),
            "drawn_on": today(),
        }
        return Template("network/notices/accessibility.html", context=context | await _known())

    @get("/plan-du-site")
    async def index(self, viewer: NamedDependency[Viewer]) -> Template:
        here = await doors.communities_for(viewer)
        panels = [await panel(viewer) for panel in house().every("site_map")]
        context = {
            "links": navigation(viewer),
            "networks": await doors.networks_for(viewer),
            "communities": here[:COMMUNITIES],
            "count": len(here),
            "panels": [panel for panel in panels if panel and panel.items],
        }
        return Template("network/notices/site_map.html", context=context)


class ImprintPages(Controller):
    path = "/imprints"

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer]) -> Template:
        access.require_administrator(viewer)
        known = await imprints.current()
        return forms.again(IMPRINT, forms.empty(**{name: getattr(known, name) for name in imprints.FACTS}), **FACTS)

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        access.require_administrator(viewer)
        form = await forms.read(request, ImprintForm)
        if form.is_right and viewer.person:
            await imprints.publish(viewer.person, **{name: getattr(form.values, name) for name in imprints.FACTS})
            return go_to("/mentions-legales", _("It is published, dated today. What stood before is kept."))
        return forms.again(IMPRINT, form, **FACTS)


class AuditPages(Controller):
    path = "/audits"

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer]) -> Template:
        access.require_administrator(viewer)
        return forms.again(AUDIT, forms.empty())

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        access.require_administrator(viewer)
        form = await forms.read(request, AuditForm)
        if form.is_right and viewer.person:
            said = form.values
            with form.answering():
                await audits.record(said.done_on, said.done_by, said.rate, said.faults, viewer.person)
                return go_to("/accessibilite", _("The audit is recorded."))
        return forms.again(AUDIT, form)


FACTS: dict[str, Any] = {"facts": imprints.FACTS, "large": imprints.LARGE}


async def _known() -> dict[str, Any]:
    imprint = await imprints.current()
    return {"imprint": imprint, "missing": [imprints.FACTS[name] for name in imprints.missing(imprint)]}
