"""The papers of a day, for those who prepare it: its minutes are written or brought, other documents are put beside them,
works that are in the library already are tied to it, and taken away again."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from msgspec import Struct, structs

from events import access, papers
from events.minutes import minutes, sending
from events.papers import MINUTES
from library.pages.descriptions import BODY, WorkForm, choices, chosen_topics, described, put_back, take_in
from library.types import TYPES
from network import topics
from network.access import Viewer, require_animator
from network.ground import forms
from network.ground.errors import Fault, NotHere
from network.ground.pages import go_to
from network.ground.words import _


class TiedForm(Struct):
    event: forms.Code
    work: forms.Code


class ThatPaper(Struct):
    paper: forms.Code


class EventPaperPages(Controller):
    path = "/events/{code:str}/papers"

    @get()
    async def index(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        return await _page(forms.empty(), viewer, code)

    @get("/new")
    async def new(self, viewer: NamedDependency[Viewer], code: FromPath[str], type: FromQuery[str] = "") -> Template:
        event, owner = await access.animated_event_for(viewer, code)
        if type == MINUTES and minutes.is_over(event):
            known = structs.asdict(await minutes.draft(event, owner, await topics.topics_of(owner)))
        else:
            known = {"language": "fr", "licence": "unknown", "reach": event.reach}
        return await _ask(forms.empty(**known), viewer, event, owner, is_minutes=type == MINUTES)

    @post(request_max_body_size=BODY)
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Response[Any]:
        event, owner = await access.animated_event_for(viewer, code)
        form = await forms.read(request, WorkForm)
        if form.given:
            form.values.words = await minutes.written(event, form.values.words)
        file = await take_in(form, viewer, owner)
        if form.is_right:
            with form.answering():
                form.values.topics = await chosen_topics(form.values, viewer, owner)
                said = described(form.values)
                work = await minutes.deposit(event, owner, said, file, viewer, form.values.code)
                done = _("The minutes are in the library, and with their day.")
                return go_to(
                    f"/events/{event.code}/papers",
                    done if work.type == MINUTES else _("The document is in the library, and with its day."),
                )
            await put_back(form, file)
        return await _ask(form, viewer, event, owner, is_minutes=form.value("type") == MINUTES)


class PaperPages(Controller):
    """A work that is in the library already, put with a day."""

    @post("/papers")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, TiedForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            with form.answering():
                try:
                    work = await papers.work_offered(viewer, owner, form.values.work)
                except NotHere:
                    raise Fault("work", forms.NO_CHOICE) from None
                await papers.tie(event, work, viewer.person)
                return go_to(f"/events/{event.code}/papers", _("It stands with the day."))
        return await _page(form, viewer, event.code)


class DroppedPaperPages(Controller):
    @post("/dropped-papers")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, ThatPaper)
        paper, event, owner = await papers.paper_with_day(viewer, form.values.paper if form.is_right else "")
        require_animator(viewer, owner)
        await papers.untie(paper)
        return go_to(f"/events/{event.code}/papers", _("It is no longer with the day. It stays in the library."))


async def _page(form: forms.Form[Any], viewer: Viewer, code: str) -> Template:
    event, owner = await access.animated_event_for(viewer, code)
    listed = (await papers.papers_of(viewer, [event.id]))[event.id]
    context = {
        "event": event,
        "papers": listed,
        "has_minutes": any(one.is_minutes for one in listed),
        "is_over": minutes.is_over(event),
        "may_send": minutes.is_over(event) and await sending.open_minutes(event, owner) is not None,
        "offered": [(work.code, work.title) for work in await papers.offered(viewer, event, owner)],
        "types": TYPES,
    }
    return forms.again("events/papers/index.html", form, **context)


async def _ask(form: forms.Form[Any], viewer: Viewer, event: Any, owner: Any, is_minutes: bool) -> Template:
    known = await choices(viewer, owner)
    is_early = is_minutes and not minutes.is_over(event)
    context = {"event": event, "owner": owner, "is_minutes": is_minutes, "is_early": is_early, **known}
    return forms.again("events/papers/new.html", form, **context)
