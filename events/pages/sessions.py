"""The agenda of a day, part by part: added on the day's page, changed on a page of its own."""

from datetime import time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events import access, sessions
from events.pages.events import shown
from network.access import Viewer
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import _


class SessionForm(Struct):
    code: forms.Code
    starts: time
    ends: time
    title: forms.Line
    format: str = ""
    speakers: Annotated[str, Meta(max_length=300)] = ""


class DroppedSession(Struct):
    session: forms.Code


class SessionPages(Controller):
    path = "/sessions"

    @post()
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, SessionForm)
        event, _owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                said = form.values
                await sessions.add(event, said.starts, said.ends, said.title, said.format, said.speakers, said.code)
                return go_to(f"/events/{event.code}#agenda", _("Added to the agenda."))
        return forms.again("events/events/show.html", form, **await shown(viewer, event.code))

    @get("/{code:str}/edit")
    async def edit(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        session, event = await _animated(viewer, code)
        zone = ZoneInfo(event.time_zone)
        typed = {name: getattr(session, name) for name in ("code", "title", "format", "speakers")}
        typed |= {name: f"{getattr(session, f'{name}_at').astimezone(zone):%H:%M}" for name in ("starts", "ends")}
        return _form(forms.Form(typed), session, event)

    @post("/{code:str}")
    async def update(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Response[Any]:
        session, event = await _animated(viewer, code)
        form = await forms.read(request, SessionForm)
        if form.is_right:
            with form.answering():
                said = form.values
                await sessions.revise(session, event, said.starts, said.ends, said.title, said.format, said.speakers)
                return go_to(f"/events/{event.code}#agenda", _("Changed."))
        return _form(form, session, event)


class DroppedSessionPages(Controller):
    @post("/dropped-sessions")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, DroppedSession)
        session, event = await _animated(viewer, form.values.session if form.is_right else "")
        await sessions.drop(session, event)
        return go_to(f"/events/{event.code}#agenda", _("Taken out of the agenda."))


async def _animated(viewer: Viewer, code: str) -> tuple[Any, Any]:
    session, event = await sessions.session_with(code)
    await access.animated_event_for(viewer, event.code)
    return session, event


def _form(form: forms.Form[Any], session: Any, event: Any) -> Template:
    context = {"session": session, "event": event, "formats": sessions.FORMATS}
    return forms.again("events/sessions/form.html", form, **context)
