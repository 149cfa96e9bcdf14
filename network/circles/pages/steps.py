"""A place that was proposed: its person accepts or declines, by POST; those who animate the community may read it."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from network import access, doors
from network.access import Viewer
from network.circles import circles, steps
from network.ground import forms
from network.ground.errors import NotHere, SignInFirst
from network.ground.pages import go_to
from network.ground.words import _


class AnswerForm(Struct):
    step: forms.Code
    because: Annotated[str, Meta(max_length=300)] = ""


class StepPages(Controller):
    @get("/steps/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        if not viewer.is_signed_in:
            raise SignInFirst
        return await answer_page(viewer, await doors.step_for(viewer, code), forms.empty())

    @post("/acceptances")
    async def accept(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        _form, step = await self._asked(request, viewer)
        await steps.accept(step, by=viewer.person or 0)
        slug = (await steps.told(step)).slug
        return go_to(f"/communities/{slug}", _("Welcome: this is your place from today."))

    @post("/refusals")
    async def refuse(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form, step = await self._asked(request, viewer)
        if not form.is_right:
            return await answer_page(viewer, step, form)
        await steps.decline(step, by=viewer.person or 0, because=form.values.because)
        return go_to(f"/steps/{step.code}", _("You stay where you are. Whoever asked you is told."))

    @post("/step-withdrawals")
    async def withdraw(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, AnswerForm)
        step = await doors.step_for(viewer, str(form.value("step")))
        told = await steps.told(step)
        access.require_animator(viewer, await doors.community_for(viewer, told.slug))
        await steps.withdraw(step, by=viewer.person or 0)
        return go_to(f"/steps/{step.code}", _("Taken back: nothing waits for an answer any more."))

    async def _asked(self, request: Request[Viewer, Any, Any], viewer: Viewer) -> tuple[forms.Form[Any], Any]:
        if not viewer.is_signed_in:
            raise SignInFirst
        form = await forms.read(request, AnswerForm)
        step = await doors.step_for(viewer, str(form.value("step")))
        if step.person != viewer.person:
            raise NotHere
        return form, step


async def answer_page(viewer: Viewer, step: Any, form: forms.Form[Any]) -> Template:
    told = await steps.told(step)
    form.typed.setdefault("step", step.code)
    is_own = step.person == viewer.person
    return forms.again(
        "network/steps/show.html",
        form,
        step=told,
        asked=step,
        ordinals=circles.ORDINALS,
        is_own=is_own,
        may_withdraw=told.state == "open" and not is_own,
    )
