"""For whoever holds the link of a letter, without an account: object, take it back, be erased."""

from datetime import date
from typing import Any, Literal

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Struct

from network.communities import objections
from network.ground import forms
from network.ground.errors import Fault, NotHere
from network.ground.pages import go_to
from network.ground.words import _

DONE = {
    "object": _("It is noted: you will not be written to any more."),
    "resume": _("It is noted: you may be written to again."),
}


class ObjectionForm(Struct):
    person: forms.Code
    until: date
    proof: forms.Line
    wish: Literal["object", "resume", "erase"]
    sure: bool = False


class ObjectionPages(Controller):
    path = "/objections"

    @get("/{code:str}/{until:str}/{proof:str}")
    async def show(self, code: FromPath[str], until: FromPath[str], proof: FromPath[str]) -> Template:
        return await _page(forms.empty(person=code, until=until, proof=proof))

    @post()
    async def create(self, request: Request[Any, Any, Any]) -> Response[Any]:
        form = await forms.read(request, ObjectionForm)
        if not form.is_right:
            return await _page(form)
        said = form.values
        person = await objections.person_with(said.person, said.until, said.proof)
        with form.answering():
            if said.wish == "erase":
                if not said.sure:
                    raise Fault("sure", _("Please tick this: what is erased does not come back."))
                await objections.erase_by_link(person)
                return go_to("/", _("You are erased. Nothing here leads to you any more."))
            await (
                objections.take_back(person)
                if said.wish == "resume"
                else objections.object_to_letters(person, "letter")
            )
            return go_to(f"/objections/{said.person}/{said.until.isoformat()}/{said.proof}", DONE[said.wish])
        return await _page(form)


async def _page(form: forms.Form[Any]) -> Template:
    try:
        until = date.fromisoformat(str(form.value("until")))
    except ValueError:
        raise NotHere(objections.NO_SUCH) from None
    person = await objections.person_with(str(form.value("person")), until, str(form.value("proof")))
    context = {
        "person": person,
        "objection": await objections.objection_of(person),
        "may_be_erased": await objections.may_be_erased_by_link(person),
    }
    return forms.again("network/objections/show.html", form, **context)
