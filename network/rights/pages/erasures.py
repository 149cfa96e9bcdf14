"""To object, to come in by another address, to be erased: each by POST, each said before."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from network.access import Viewer
from network.communities import objections
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import _, sort_key
from network.rights import addresses, erasures, leavings
from network.rights.acting import own_person_for, person_to_act_for
from network.rights.pages.holdings import Because, data_page


class PersonalObjectionForm(msgspec.Struct):
    person: forms.Code
    because: Because = ""


class AddressForm(msgspec.Struct):
    person: forms.Code
    address: forms.Address


class ThatPerson(msgspec.Struct):
    person: forms.Code


class FiguresForm(msgspec.Struct):
    person: forms.Code
    request: forms.Code
    figures: Annotated[str, msgspec.Meta(min_length=6, max_length=12)]


class HelpForm(msgspec.Struct):
    person: forms.Code
    way: Annotated[str, forms.one_of(erasures.WAYS)]
    name: forms.Line


class PersonalObjectionPages(Controller):
    @post("/personal-objections")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, PersonalObjectionForm)
        person = await person_to_act_for(viewer, str(form.value("person")))
        if form.is_right and (person.id == viewer.person or form.values.because):
            await objections.object_to_letters(person, "page", viewer.person, form.values.because)
            return go_to(f"/people/{person.code}/data", _("The objection is noted: it holds from now on."))
        form.faults.setdefault("because", forms.MISSING)
        return await data_page(viewer, person.code, form)

    @post("/personal-objection-ends")
    async def end(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, ThatPerson)
        person = await person_to_act_for(viewer, str(form.value("person")))
        await objections.take_back(person, viewer.person)
        return go_to(f"/people/{person.code}/data", _("The objection is taken back."))


class AddressChangePages(Controller):
    @get("/people/{code:str}/address")
    async def new(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        person = await own_person_for(viewer, code)
        return forms.again("network/rights/address.html", forms.empty(person=person.code), person=person)

    @post("/address-changes")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, AddressForm)
        person = await own_person_for(viewer, str(form.value("person")))
        if form.is_right:
            with form.answering():
                await addresses.ask(person, form.values.address)
                done = _("Two letters are on their way: one to each address. Please confirm both.")
                return go_to(f"/people/{person.code}", done)
        return forms.again("network/rights/address.html", form, person=person)

    @get("/address-changes/{code:str}/{token:str}")
    async def show(self, code: FromPath[str], token: FromPath[str]) -> Template:
        change, side = await addresses.asked_with(code, token)
        context = {"change": change, "token": token, "is_old": side == addresses.OLD}
        return Template("network/rights/confirm_address.html", context=context)

    @post("/address-changes/{code:str}/{token:str}")
    async def confirm(self, code: FromPath[str], token: FromPath[str]) -> Redirect:
        if await addresses.confirm(code, token):
            return go_to("/", _("The address is changed: you come in by the new one from now on."))
        return go_to("/", _("This side is confirmed. The letter to the other address is still waiting for you."))


class ErasurePages(Controller):
    @get("/people/{code:str}/erasure")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await erasure_page(viewer, code, forms.empty())

    @post("/erasure-requests")
    async def ask(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, ThatPerson)
        person = await own_person_for(viewer, str(form.value("person")))
        asked = await erasures.ask(person)
        return go_to(f"/people/{person.code}/erasure/{asked.code}")

    @get("/people/{code:str}/erasure/{request_code:str}")
    async def figures(
        self, viewer: NamedDependency[Viewer], code: FromPath[str], request_code: FromPath[str]
    ) -> Template:
        person = await own_person_for(viewer, code)
        form = forms.empty(request=request_code, person=person.code)
        return forms.again("network/rights/figures.html", form, person=person)

    @post("/erasures")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form: forms.Form[Any] = await forms.read(request, FiguresForm)
        person = await person_to_act_for(viewer, str(form.value("person")))
        if person.id != viewer.person:
            return await self._help(request, viewer, person)
        if form.is_right:
            with form.answering():
                await erasures.confirm(person, form.values.request, form.values.figures)
                return go_to("/", erasures.GONE)
        return forms.again("network/rights/figures.html", form, person=person)

    async def _help(self, request: Request[Viewer, Any, Any], viewer: Viewer, person: Any) -> Response[Any]:
        form = await forms.read(request, HelpForm)
        if form.is_right and sort_key(form.values.name) != sort_key(person.name):
            form.faults["name"] = _("This is not the name of this person.")
        if not form.is_right:
            return await erasure_page(viewer, person.code, form)
        await erasures.erase(person, form.values.way, viewer)
        return go_to("/", _("This person is erased. Nothing here leads to them any more."))


async def erasure_page(viewer: Viewer, code: str, form: forms.Form[Any]) -> Template:
    """What goes and what stays, before anybody confirms anything."""
    person = await person_to_act_for(viewer, code)
    return forms.again(
        "network/rights/erasure.html",
        form,
        person=person,
        is_self=person.id == viewer.person,
        fates=await erasures.fates(person),
        leavings=await leavings.said_of(person),
        ways=erasures.WAYS,
    )
