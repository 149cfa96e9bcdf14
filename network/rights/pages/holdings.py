"""One's own data: what is held, who sees it, what one has asked for, where one is signed in, and all of it to take away."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from network import objections, traces
from network.access import Viewer, requires_second_factor
from network.ground import forms
from network.ground.errors import NotHere
from network.ground.pages import go_to
from network.ground.words import _
from network.pages.viewers import COOKIE
from network.people import disclosures
from network.plug import house
from network.rights import holdings, sights, stays, takeouts
from network.rights.acting import own_person_for, person_to_act_for

Because = Annotated[str, msgspec.Meta(max_length=300)]


class TakeoutForm(msgspec.Struct):
    person: forms.Code
    because: Because = ""


class StayForm(msgspec.Struct):
    person: forms.Code
    stay: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


async def data_page(viewer: Viewer, code: str, form: forms.Form[Any]) -> Template:
    """What is held; a form with faults is shown again in it."""
    person = await person_to_act_for(viewer, code)
    return forms.again(
        "network/rights/holdings.html",
        form,
        person=person,
        is_self=person.id == viewer.person,
        sections=await holdings.of(person),
        journal=await traces.of(person),
        objection=await objections.of(person.id),
    )


class DataPages(Controller):
    path = "/people/{code:str}"

    @get("/data")
    async def data(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await data_page(viewer, code, forms.empty())

    @get("/sight")
    async def sight(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        person = await own_person_for(viewer, code)
        chosen = await disclosures.chosen_by(person)
        form = forms.empty(**({"person": person.code, "reach": chosen["name"]} | chosen))
        context = {
            "person": person,
            "onlookers": await sights.onlookers_of(person),
            "looks": await sights.looks_at(person),
            "fields": {field: words for field, words in disclosures.FIELDS.items() if field != "name"},
            "question": disclosures.QUESTION,
            "reaches": disclosures.REACHES,
        }
        return forms.again("network/rights/sight.html", form, **context)

    @get("/ties")
    async def ties(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        person = await own_person_for(viewer, code)
        context = {
            "person": person,
            "groups": [await of(person) for of in house().every("person_ties")],
            "stays": await stays.of(person, request.cookies.get(COOKIE, "")),
        }
        return Template("network/rights/ties.html", context=context)


class TakeoutPages(Controller):
    @post("/takeouts", status_code=200)
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, TakeoutForm)
        person = await person_to_act_for(viewer, str(form.value("person")))
        if person.id != viewer.person:
            requires_second_factor(viewer)
        if form.is_right and (person.id == viewer.person or form.values.because):
            content = await takeouts.take_out(viewer, person, form.values.because)
            headers = {"Content-Disposition": f'attachment; filename="{person.code}.zip"'}
            return Response(content, media_type="application/zip", headers=headers)
        form.faults.setdefault("because", forms.MISSING)
        return await data_page(viewer, person.code, form)


class StayPages(Controller):
    @post("/stay-ends")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, StayForm)
        person = await own_person_for(viewer, str(form.value("person")))
        if not form.is_right:
            raise NotHere
        await stays.end(person, form.values.stay, request.cookies.get(COOKIE, ""))
        return go_to(f"/people/{person.code}/ties", _("That browser is signed out."))
