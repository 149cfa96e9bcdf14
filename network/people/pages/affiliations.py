"""For whom somebody speaks from a day on."""

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from network import doors
from network.access import Viewer
from network.colleges import COLLEGES, College
from network.ground import forms
from network.ground.clock import today
from network.ground.errors import Fault, Forbidden
from network.ground.pages import go_to
from network.ground.words import _
from network.people import organisations, people, portraits


class AffiliationForm(msgspec.Struct):
    person: forms.Code
    college: College
    since_on: date
    organisation: Annotated[str, msgspec.Meta(max_length=200)] = ""
    function: Annotated[str, msgspec.Meta(max_length=120)] = ""
    because: Annotated[str, msgspec.Meta(max_length=300)] = ""


class AffiliationPages(Controller):
    """Whom a person speaks for, from a day on: a change is a new row, and the one before ends."""

    @get("/people/{code:str}/affiliations/new")
    async def new(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        person = await self._door(viewer, code)
        now = (await portraits.portray(viewer, person)).now
        form: forms.Form[Any] = forms.Form({"person": person.code, "since_on": today().isoformat()})
        if now:
            form.typed |= {
                "college": now.college,
                "organisation": now.organisation or "",
                "function": now.function,
            }
        return Template("network/people/affiliation.html", context=await self._context(person, form))

    @post("/affiliations")
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]
    ) -> Response[Any] | Template:
        form = await forms.read(request, AffiliationForm)
        person = await self._door(viewer, str(form.value("person")))
        with form.answering():
            if form.is_right:
                said = form.values
                if said.since_on > today():
                    raise Fault("since_on", _("This day has not come yet."))
                await people.change_affiliation(
                    person,
                    said.college,
                    await organisations.find_or_add(said.organisation) if said.organisation else None,
                    said.function,
                    since=said.since_on,
                    by=viewer.person,
                    because=said.because,
                )
                return go_to(f"/people/{person.code}", done=_("The change is kept, from its day on."))
        return forms.again("network/people/affiliation.html", **await self._context(person, form))

    async def _door(self, viewer: Viewer, code: str) -> Any:
        person = await doors.person_for(viewer, code)
        if person.id == viewer.person and not (viewer.gardens or viewer.coordinates or viewer.is_administrator):
            raise Forbidden(_("Your gardeners note whom you speak for: tell them when it changes."))
        return person

    async def _context(self, person: Any, form: forms.Form[Any]) -> dict[str, Any]:
        names = await organisations.names_beside(person)
        return {"person": person, "form": form, "colleges": COLLEGES, "organisations": names}
