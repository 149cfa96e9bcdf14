"""A day: listed, shown, planned, changed, published, cancelled; and as a calendar's file."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events import access, coming, duplicates, events, links, papers, places, sessions
from events.attendances import headcounts, organisers
from events.bookings import bookings, offers, waiting_places
from events.calendars.files import calendar_file
from events.communes import communes_of
from events.facts import KINDS
from events.invitations import invitations
from events.invited import undecided
from events.pages import event_forms
from events.pages.event_forms import EventForm
from network.access import REACHES, Viewer, may_animate, require_animator
from network.ground import forms
from network.ground.clock import now
from network.ground.pages import go_to
from network.ground.words import _
from network.owners import Owner, owner_of
from network.pages.owners import both, owner_at
from network.written_notes import kept


class ThatEvent(Struct):
    event: forms.Code


class Cancellation(Struct):
    event: forms.Code
    because: Annotated[str, Meta(min_length=1, max_length=300)]


async def shown(viewer: Viewer, code: str) -> dict[str, Any]:
    """What the page of a day is made of."""
    event = await access.event_for(viewer, code)
    owner = await owner_of(event)
    left = await places.places_left(event)
    booking, animates = await bookings.booking_of(event, viewer.person), may_animate(viewer, owner)
    return {
        "event": event,
        "owner": owner,
        "list_path": f"{owner.path}/events" if await access.sees_owner(viewer, owner) else "",
        "agenda": await sessions.agenda_of(event),
        "formats": sessions.FORMATS,
        "kinds": KINDS,
        "reach": REACHES[event.reach],
        "link": links.link_due(event) if booking or animates else "",
        "has_ended": event.ends_at <= now(),
        "link_opens": links.opens_at(event),
        "commune": (await communes_of([event])).get(event.id, ""),
        "left": left,
        "taken": await places.held_places(event.id),
        "why": places.why_closed(event, left),
        "is_over": bookings.has_begun(event),
        "closes": places.last_moment(event),
        "booking": booking,
        **await _line(event, viewer, left),
        "animates": animates,
        "papers": (await papers.papers_of(viewer, [event.id]))[event.id],
        "notes": await kept.about("event", event.id) if animates else [],
        "invitation": await invitations.invitation_of(event, viewer.person),
        "headcount": await headcounts.count_of(event) if animates else None,
        "ways": headcounts.WAYS,
        "invited": await invitations.count(event) if animates else {},
    }


async def _line(event: Any, viewer: Viewer, left: int | None) -> dict[str, Any]:
    """The waiting list, as this viewer meets it."""
    waiting = await waiting_places.waiting_of(event, viewer.person)
    return {
        "in_line": await places.in_line(event.id),
        "waits": places.may_wait(event, left),
        "waiting": waiting,
        "rank": await waiting_places.rank_of(waiting) if waiting else 0,
        "is_offered": waiting is not None and offers.is_open_offer(waiting),
    }


class OwnerEventPages(Controller):
    @get(both("/events"))
    async def index(
        self,
        request: Request[Any, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        past: FromQuery[bool] = False,
        page: FromQuery[int] = 1,
    ) -> Template:
        owner = await owner_at(request, slug)
        return await _agenda(viewer, owner, past, page)

    @get(both("/events/new"))
    async def new(
        self,
        request: Request[Any, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        like: FromQuery[str] = "",
    ) -> Template:
        """Empty; or filled in like a day that was. Nothing is written before it is sent."""
        owner = await owner_at(request, slug)
        require_animator(viewer, owner)
        known = await organisers.who_may_organise(owner, viewer)
        mine = next((code for code, person in known.items() if person.id == viewer.person), "")
        former = await duplicates.like(viewer, owner, like) if like else None
        typed = await event_forms.typed_again(former, known, mine) if former else event_forms.empty(mine)
        return await event_forms.form_page(forms.empty(**typed), owner, known, like=former)

    @post(both("/events"))
    async def create(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any]:
        owner = await owner_at(request, slug)
        require_animator(viewer, owner)
        known = await organisers.who_may_organise(owner, viewer)
        form = await forms.read(request, EventForm)
        like = str(form.value("like"))
        former = await duplicates.like(viewer, owner, like) if like else None
        if form.is_right:
            with form.answering():
                facts = event_forms.facts_of(form.values, known)
                agenda_of = former if former and form.values.with_agenda else None
                event = await duplicates.plan(owner, facts, viewer, form.values.code, agenda_of)
                return go_to(
                    f"/events/{event.code}", _("The day is planned. Nobody else sees it until you publish it.")
                )
        return await event_forms.form_page(form, owner, known, like=former)


async def _agenda(viewer: Viewer, owner: Owner | None, past: bool, page: int) -> Template:
    page = min(max(page, 1), coming.LAST_PAGE)
    listed = coming.past if past else coming.coming
    found = await listed(viewer, owner, most=coming.PAGE + 1, skip=coming.PAGE * (page - 1))
    goes_on, found = len(found) > coming.PAGE, found[: coming.PAGE]
    context = {
        "owner": owner,
        "path": f"{owner.path}/events" if owner else "/events",
        "months": coming.by_month(found),
        "past": past,
        "following": page + 1 if goes_on else None,
        "animates": owner is not None and may_animate(viewer, owner),
        "owners": await coming.owners_of(found),
        "communes": await communes_of(found),
        "mine": {booking.event for booking in await access.bookings_for(viewer) if booking.is_confirmed},
    }
    return Template("events/events/index.html", context=context)


class EventPages(Controller):
    path = "/events"

    @get()
    async def index(
        self, viewer: NamedDependency[Viewer], past: FromQuery[bool] = False, page: FromQuery[int] = 1
    ) -> Template:
        return await _agenda(viewer, None, past, page)

    @get("/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
        if code.endswith(".ics"):
            event = await access.event_for(viewer, code.removesuffix(".ics"))
            return await calendar_file(event)
        context = await shown(viewer, code)
        return forms.again("events/events/show.html", forms.empty(), **context)

    @get("/{code:str}/edit")
    async def edit(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, owner = await access.animated_event_for(viewer, code)
        known = await organisers.who_may_organise(owner, viewer, event.organised_by)
        who = next((code for code, person in known.items() if person.id == event.organised_by), "")
        return await event_forms.form_page(forms.Form(await event_forms.typed(event, who)), owner, known, event)

    @post("/{code:str}")
    async def update(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Response[Any]:
        event, owner = await access.animated_event_for(viewer, code)
        known = await organisers.who_may_organise(owner, viewer, event.organised_by)
        form = await forms.read(request, EventForm)
        if form.is_right:
            with form.answering():
                facts, judge = event_forms.facts_of(form.values, known), event_forms.judge_of(form, owner, known)
                told = await events.revise(event, facts, owner, judge)
                done = _("Changed. Those registered are told of the new hour or place.") if told else _("Changed.")
                return go_to(f"/events/{event.code}", done)
        return await event_forms.form_page(form, owner, known, event)

    @get("/{code:str}/cancellations/new")
    async def ask_why(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, _owner = await access.animated_event_for(viewer, code)
        return await _why(forms.empty(), event)


async def _why(form: forms.Form[Any], event: Any) -> Template:
    registered = len(await places.registered_people(event.id))
    invited = len(await undecided(event.id)) if event.is_published else 0
    off = events.CANCELLED if event.is_cancelled else events.BEGUN if bookings.has_begun(event) else None
    told = {
        "off": off,
        "registered": registered,
        "invited": invited,
        "waiting": len(await places.waiting_people(event.id)),
    }
    return forms.again("events/events/cancel.html", form, event=event, **told)


class PublicationPages(Controller):
    @post("/publications")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        form = await forms.read(request, ThatEvent)
        event, _owner = await access.animated_event_for(viewer, form.values.event if form.is_right else "")
        await events.publish(event, viewer)
        return go_to(f"/events/{event.code}", _("The day is published."))


class CancellationPages(Controller):
    @post("/cancellations")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, Cancellation)
        event, _owner = await access.animated_event_for(viewer, str(form.value("event")))
        if not form.is_right:
            return await _why(form, event)
        told = await events.cancel(event, form.values.because, viewer)
        done = _("The day is cancelled; those registered or invited are told.") if told else _("The day is cancelled.")
        return go_to(f"/events/{event.code}", done)
