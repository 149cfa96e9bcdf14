"""The list of an online meeting, brought or pasted: shown beside the list of the day, then written."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from events import access
from events.attendances import attendance, matches, participant_files, participant_lists
from network.access import Viewer
from network.ground import forms
from network.ground.errors import Fault
from network.ground.pages import go_to
from network.ground.words import _

Minutes = Annotated[int, Meta(ge=0, le=1440)]
USUAL = 10


class ListForm(Struct):
    event: forms.Code
    file: UploadFile | None = None
    text: Annotated[str, Meta(max_length=500_000)] = ""
    minutes: Minutes = USUAL


class ParticipationForm(Struct):
    event: forms.Code
    text: Annotated[str, Meta(max_length=500_000)]
    came: list[forms.Code]
    minutes: Minutes = USUAL


class ParticipantListPages(Controller):
    @get("/events/{code:str}/participant-lists/new")
    async def new(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await _new(viewer, code, forms.empty(minutes=USUAL))

    @post("/participant-lists")
    async def look(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        """What would be written; nothing is."""
        form = await forms.read(request, ListForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                attendance.require_ticking(event)
                people = await _read(form.values)
                found = await matches.match(event, owner, viewer, people, form.values.minutes)
                context: dict[str, Any] = {"event": event, "owner": owner, "minutes": form.values.minutes}
                context |= {"text": participant_lists.written(people), "people": len(people)}
                context |= {
                    state: [one for one in found if one.state == state]
                    for state in ("listed", "there", "known", "new", "short")
                }
                return Template("events/participant_lists/show.html", context=context)
        return await _new(viewer, event.code, form)

    @post("/participations")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, ParticipationForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                said = form.values
                people = participant_lists.read(said.text)
                found = await matches.match(event, owner, viewer, people, said.minutes)
                came = await matches.write(event, owner, viewer, found, set(said.came))
                return go_to(
                    f"/events/{event.code}/attendance", _("Written down from the list: %(people)s.", people=came)
                )
        return await _new(viewer, event.code, form)


async def _read(said: ListForm) -> list[participant_lists.Participant]:
    if said.file is not None and said.file.filename:
        return await participant_files.read(said.file)
    if not said.text.strip():
        raise Fault("file", _("Please bring the file, or paste its lines below."))
    return participant_lists.read(said.text)


async def _new(viewer: Viewer, code: str, form: forms.Form[Any]) -> Template:
    event, owner = await access.animated_event_for(viewer, code)
    context = {"event": event, "owner": owner, "may_tick": attendance.may_tick(event)}
    return forms.again("events/participant_lists/new.html", form, **context)
