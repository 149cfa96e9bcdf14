"""An address that a mail server called dead: mended, or tried once more by who knows better."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from mailing import suppressions
from network import doors
from network.access import Viewer
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import _


class RetrialForm(Struct):
    person: forms.Code
    because: Annotated[str, Meta(max_length=300)] = ""


class RetrialPages(Controller):
    @get("/retrials/{code:str}")
    async def new(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Template:
        person = await doors.person_for(request.user, code)
        return await self._form(person, forms.empty(person=person.code))

    @post("/retrials")
    async def create(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, RetrialForm)
        person = await doors.person_for(request.user, str(form.value("person")))
        if not form.is_right:
            return await self._form(person, form)
        await suppressions.try_again(person, request.user.person, form.values.because)
        return go_to(f"/people/{person.code}", _("Letters leave for this address again."))

    async def _form(self, person: Any, form: forms.Form[Any]) -> Template:
        since = await suppressions.bounced_since(person.email) if person.email else None
        return forms.again("mailing/retrials/new.html", form, person=person, since=since)
