"""A day: listed, shown, planned, changed, published, cancelled; and as a calendar's file."""

from datetime import date, time
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events import access, coming, events, places, sessions
from events.attendances import organisers
from events.bookings import bookings, offers, waiting_places
from events.calendars.files import calendar_file
from events.communes import commune_named, commune_of
from events.events import Facts
from events.invitations import invitations
from network.access import REACHES, Viewer, may_animate, require_animator
from network.doors import community_for, network_for
from network.ground import forms
from network.ground.clock import now
from network.ground.pages import go_to
from network.ground.words import _
from network.ground.zones import foreign_clock
from network.plug import Owner
from network.written_notes import kept
from network.zones import zone_of

OWNERS = ["/communities/{slug:str}/events", "/networks/{slug:str}/events"]


class EventForm(Struct):
    code: forms.Code
    title: forms.Line
    on: date
    starts: time
    ends: time
    organised_by: forms.Code
    place_name: Annotated[str, Meta(max_length=200)] = ""
    place_address: Annotated[str, Meta(max_length=300)] = ""
    commune: Annotated[str, Meta(max_length=120)] = ""
    capacity: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    offer_hours: Annotated[int, Meta(ge=1, le=336)] = 48
    bookings_close_on: date | None = None
    summary: forms.Words = ""
    reach: str = "public"


class ThatEvent(Struct):
    event: forms.Code


class Cancellation(Struct):
    event: forms.Code
    because: Annotated[str, Meta(min_length=1, max_length=300)]


async def owner_at(viewer: Viewer, request: Request[Any, Any, Any], slug: str) -> Owner:
    """The same pages serve communities and networks."""
    if request.url.path.startswith("/networks/"):
        return await network_for(viewer, slug)
    return await community_for(viewer, slug)


async def shown(viewer: Viewer, code: str) -> dict[str, Any]:
    """What the page of a day is made of."""
    event = await access.event_for(viewer, code)
    owner = await access.owner_of(event)
    left = await places.places_left(event)
    return {
        "event": event,
        "owner": owner,
        "list_path": coming.list_path(owner) if await access.sees_owner(viewer, owner) else "",
        "agenda": await sessions.agenda_of(event),
        "formats": sessions.FORMATS,
        "kinds": events.KINDS,
        "reach": REACHES[event.reach],
        "commune": await commune_of(event.territory),
        "left": left,
        "taken": await places.held_places(event.id),
        "why": places.why_closed(event, left),
        "is_over": bookings.has_begun(event),
        "closes": places.last_moment(event),
        "booking": await bookings.booking_of(event, viewer.person),
        **await _line(event, viewer, left),
        "animates": may_animate(viewer, owner),
        "notes": await kept.about("event", event.id) if may_animate(viewer, owner) else [],
        "invitation": await invitations.invitation_of(event, viewer.person),
        "invited": await invitations.count(event) if may_animate(viewer, owner) else {},
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


async def _facts(form: EventForm, organisers_known: dict[str, Any]) -> Facts:
    who = organisers_known.get(form.organised_by)
    return Facts(
        title=form.title,
        on=form.on,
        starts=form.starts,
        ends=form.ends,
        place_name=form.place_name,
        place_address=form.place_address,
        territory=await commune_named(form.commune),
        capacity=form.capacity,
        offer_hours=form.offer_hours,
        bookings_close_on=form.bookings_close_on,
        summary=form.summary,
        reach=form.reach,
        organised_by=who.id if who else None,
    )


class OwnerEventPages(Controller):
    @get(OWNERS)
    async def index(
        self,
        request: Request[Any, Any, Any],
        viewer: NamedDependency[Viewer],
        slug: FromPath[str],
        past: FromQuery[bool] = False,
        page: FromQuery[int] = 1,
    ) -> Template:
        owner = await owner_at(viewer, request, slug)
        return await _agenda(viewer, owner, past, page)

    @get([f"{path}/new" for path in OWNERS])
    async def new(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        owner = await owner_at(viewer, request, slug)
        require_animator(viewer, owner)
        known = await organisers.who_may_organise(owner, viewer)
        mine = next((code for code, person in known.items() if person.id == viewer.person), "")
        typed = {"starts": "09:00", "ends": "17:00", "reach": "public", "offer_hours": 48, "organised_by": mine}
        return await _form(forms.empty(**typed), owner, known)

    @post(OWNERS)
    async def create(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any]:
        owner = await owner_at(viewer, request, slug)
        require_animator(viewer, owner)
        known = await organisers.who_may_organise(owner, viewer)
        form = await forms.read(request, EventForm)
        if form.is_right:
            with form.answering():
                event = await events.plan(owner, await _facts(form.values, known), viewer, code=form.values.code)
                return go_to(
                    f"/events/{event.code}", _("The day is planned. Nobody else sees it until you publish it.")
                )
        return await _form(form, owner, known)


async def _form(form: forms.Form[Any], owner: Owner, known: dict[str, Any], event: Any = None) -> Template:
    context = {"owner": owner, "list_path": coming.list_path(owner), "event": event}
    context["clock"] = foreign_clock(now(), event.time_zone if event else await zone_of(owner))
    context |= {"reaches": events.reaches_of(owner), "organisers": {code: who.name for code, who in known.items()}}
    return forms.again("events/events/form.html", form, **context)


async def _agenda(viewer: Viewer, owner: Owner | None, past: bool, page: int) -> Template:
    page = min(max(page, 1), coming.LAST_PAGE)
    listed = coming.past if past else coming.coming
    found = await listed(viewer, owner, most=coming.PAGE + 1, skip=coming.PAGE * (page - 1))
    goes_on, found = len(found) > coming.PAGE, found[: coming.PAGE]
    context = {
        "owner": owner,
        "path": coming.list_path(owner) if owner else "/events",
        "months": coming.by_month(found),
        "past": past,
        "following": page + 1 if goes_on else None,
        "animates": owner is not None and may_animate(viewer, owner),
        "owners": await coming.owners_of(found),
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
        return await _form(forms.Form(await _typed(event, who)), owner, known, event)

    @post("/{code:str}")
    async def update(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Response[Any]:
        event, owner = await access.animated_event_for(viewer, code)
        known = await organisers.who_may_organise(owner, viewer, event.organised_by)
        form = await forms.read(request, EventForm)
        if form.is_right:
            with form.answering():
                told = await events.revise(event, await _facts(form.values, known), owner)
                done = _("Changed. Those registered are told of the new hour or place.") if told else _("Changed.")
                return go_to(f"/events/{event.code}", done)
        return await _form(form, owner, known, event)

    @get("/{code:str}/cancellations/new")
    async def ask_why(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        event, _owner = await access.animated_event_for(viewer, code)
        return await _why(forms.empty(), event)


async def _why(form: forms.Form[Any], event: Any) -> Template:
    registered = len(await places.registered_people(event.id))
    return forms.again("events/events/cancel.html", form, event=event, registered=registered)


async def _typed(event: Any, organiser: str) -> dict[str, Any]:
    """What stands in the fields of a day that is there already."""
    names = ("code", "title", "summary", "place_name", "place_address", "reach", "offer_hours")
    typed = {name: getattr(event, name) for name in names}
    typed |= {"organised_by": organiser, "capacity": event.capacity or ""}
    commune = await commune_of(event.territory)
    return typed | events.on_the_wall(event) | {"commune": commune.code if commune else ""}


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
        done = _("The day is cancelled; those registered are told.") if told else _("The day is cancelled.")
        return go_to(f"/events/{event.code}", done)
