"""How many came, without names: written down, corrected, with who counted."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from events import access
from events.attendances import attendance, headcounts
from network.access import Viewer
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import _


class HeadcountForm(Struct):
    event: forms.Code
    code: forms.Code
    people: Annotated[int, Meta(ge=0, le=100_000)]
    how: str
    counted_by: Annotated[str, Meta(min_length=1, max_length=120)]
    because: Annotated[str, Meta(max_length=300)] = ""


class HeadcountPages(Controller):
    @get("/events/{code:str}/headcounts")
    async def index(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, _owner = await access.animated_event_for(viewer, code)
        last = await headcounts.count_of(event)
        typed = {"people": last.people, "how": last.how, "counted_by": last.counted_by} if last else {}
        return await _page(viewer, code, forms.empty(**{"counted_by": viewer.name, **typed}))

    @post("/headcounts")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, HeadcountForm)
        event, _owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                said = form.values
                await headcounts.record(event, said.people, said.how, said.counted_by, said.because, viewer, said.code)
                return go_to(f"/events/{event.code}/headcounts", _("Saved."))
        return await _page(viewer, event.code, form)


async def _page(viewer: Viewer, code: str, form: forms.Form[Any]) -> Template:
    event, owner = await access.animated_event_for(viewer, code)
    rows = await headcounts.counts_of(event)
    came = sum(line.came for line in await attendance.list_of(event))
    context = {"event": event, "owner": owner, "rows": rows, "ways": headcounts.WAYS, "came": came}
    context["may_count"] = attendance.may_tick(event)
    return forms.again("events/headcounts/index.html", form, **context)
