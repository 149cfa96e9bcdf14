"""A person as this viewer may read them; corrected, and what they show of themselves."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from network import access, doors
from network.access import Viewer
from network.circles import circles
from network.colleges import COLLEGES, ONE_OF
from network.ground import forms
from network.ground.errors import NotHere, SignInFirst
from network.ground.pages import go_to
from network.ground.words import _
from network.people import disclosures, people, phones, portraits
from network.plug import house

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Given = Annotated[str, msgspec.Meta(max_length=80)]
Phone = Annotated[str, msgspec.Meta(max_length=30)]

ROLES = {
    "gardener": _("gardener"),
    "coordinator": _("coordination"),
    "administrator": _("administration of the instance"),
}


Reach = Annotated[str, forms.one_of(disclosures.REACHES)]


class CorrectionForm(msgspec.Struct):
    person: forms.Code
    family_name: Name
    given_name: Given = ""
    email: forms.Address | None = None
    phone: Phone = ""
    because: Annotated[str, msgspec.Meta(max_length=300)] = ""


class DisclosureForm(msgspec.Struct):
    person: forms.Code
    reach: Reach
    organisation: Reach | None = None
    function: Reach | None = None
    phone: Reach | None = None
    email: Reach | None = None


class PersonPages(Controller):
    path = "/people"

    @get("/me")
    async def me(self, viewer: NamedDependency[Viewer]) -> Redirect:
        if viewer.person is None:
            raise SignInFirst
        return go_to(f"/people/{await people.code_of(viewer.person)}")

    @get("/{code:str}")
    async def show(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        person = await doors.person_for(viewer, code)
        added = request.query_params.get("added", "")
        context = {
            "person": person,
            "portrait": await portraits.portray(viewer, person),
            "panels": [panel for one in house().every("person_panels") if (panel := await one(viewer, person))],
            "is_self": person.id == viewer.person,
            "may_change": person.id != viewer.person or bool(viewer.gardens or viewer.coordinates),
            "animated": [one.slug for one in await doors.communities_for(viewer) if access.may_animate(viewer, one)],
            "added_to": await doors.community_for(viewer, added) if added else None,
            "reach": disclosures.REACHES[await disclosures.reach_of(person)],
            "roles": ROLES,
            "one_of": ONE_OF,
            "colleges": COLLEGES,
            "circles": circles.CIRCLES,
        }
        return Template("network/people/show.html", context=context)

    @get("/{code:str}/edit")
    async def edit(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        person = await doors.person_for(viewer, code)
        form: forms.Form[Any] = forms.Form(
            {
                "person": person.code,
                "given_name": person.given_name,
                "family_name": person.family_name,
                "email": person.email or "",
                "phone": person.phone or "",
            }
        )
        return await correcting(viewer, person, form)


class CorrectionPages(Controller):
    path = "/corrections"

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]
    ) -> Response[Any] | Template:
        form = await forms.read(request, CorrectionForm)
        person = await doors.person_for(viewer, str(form.value("person")))
        with form.answering():
            phone = phones.read(str(form.value("phone")))
            if form.is_right:
                said = form.values
                await people.correct(viewer, person, said.given_name, said.family_name, said.email, phone, said.because)
                return go_to(f"/people/{person.code}", done=_("This is corrected."))
        return await correcting(viewer, person, form)


async def correcting(viewer: Viewer, person: Any, form: forms.Form[Any]) -> Template:
    """The form; an address that somebody comes in by is shown in it and not asked for."""
    is_fixed = await people.comes_in_by_it(person) and "email" not in form.faults
    is_self = person.id == viewer.person
    return forms.again("network/people/edit.html", form, person=person, is_self=is_self, is_fixed=is_fixed)


class DisclosurePages(Controller):
    """What people show of themselves: they alone choose."""

    path = "/disclosures"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, DisclosureForm)
        person = await doors.person_for(viewer, str(form.value("person")))
        if person.id != viewer.person or not form.is_right:
            raise NotHere
        said = form.values
        await disclosures.choose(person, said.reach)
        for field in ("organisation", "function", "phone", "email"):
            if reach := getattr(said, field):
                await disclosures.choose(person, reach, field)
        return go_to(f"/people/{person.code}/sight", done=_("Your choice is kept."))
