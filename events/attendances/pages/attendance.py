"""Who came: one page, printed the evening before and ticked on a phone at the door."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events import access, places
from events.attendances import attendance, phone_bookings, phone_withdrawals, walk_ins
from events.attendances.walk_ins import NewPerson
from events.bookings import waiting_places
from events.communes import communes_of
from network.access import Viewer
from network.colleges import COLLEGES, College
from network.ground import forms
from network.ground.clock import now
from network.ground.pages import go_to
from network.ground.words import _
from network.people import phones

Name = Annotated[str, Meta(min_length=1, max_length=80)]


Keys = Annotated[str, Meta(max_length=20_000, pattern=r"^[a-z2-9 ]*$")]  # of the lines that were shown as ticked


class Ticks(Struct):
    event: forms.Code
    came: list[forms.Code]
    shown: Keys = ""
    page: int = 1


class Spoke(Struct):
    event: forms.Code
    spoke: list[forms.Code]
    shown: Keys = ""
    page: int = 1


class KnownWalkIn(Struct):
    event: forms.Code
    person: forms.Code


class NewWalkIn(Struct):
    event: forms.Code
    code: forms.Code
    given_name: Name
    family_name: Name
    organisation: Annotated[str, Meta(max_length=200)] = ""
    phone: Annotated[str, Meta(max_length=30)] = ""
    college: College | None = None


class AttendancePages(Controller):
    @get("/events/{code:str}/attendance")
    async def index(
        self,
        viewer: NamedDependency[Viewer],
        code: FromPath[str],
        q: FromQuery[str] = "",
        page: FromQuery[int] = 1,
        whole: FromQuery[bool] = False,
    ) -> Template:
        return await _page(viewer, code, forms.empty(), q, 0 if whole else max(1, page))

    @post("/attendances")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, Ticks)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if not form.is_right:
            return await _page(viewer, event.code, form)
        await attendance.tick(event, owner, set(form.values.came), set(form.values.shown.split()), viewer)
        return go_to(_leaf_of(event.code, form.values.page), _("Saved."))

    @post("/talks")
    async def say_who_spoke(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, Spoke)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if not form.is_right:
            return await _page(viewer, event.code, form)
        await attendance.say_who_spoke(event, owner, set(form.values.spoke), set(form.values.shown.split()))
        return go_to(_leaf_of(event.code, form.values.page), _("Saved."))


class WalkInPages(Controller):
    @post("/walk-ins")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        known = await forms.read(request, KnownWalkIn)
        event, owner = await access.animated_event_for(viewer, str(known.value("event")))
        if known.is_right:
            await walk_ins.add_known(event, owner, known.values.person, viewer)
            return _added(event.code)
        form = await forms.read(request, NewWalkIn)
        if not form.is_right:
            return await _page(viewer, event.code, form)
        with form.answering():
            await walk_ins.add_new(event, viewer, _new(form.values))
            return _added(event.code)
        return await _page(viewer, event.code, form)


class PhoneWithdrawalPages(Controller):
    @post("/phone-withdrawals")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        """Somebody called: they do not come after all."""
        form = await forms.read(request, KnownWalkIn)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if not form.is_right:
            return await _page(viewer, event.code, form)
        await phone_withdrawals.withdraw(event, owner, form.values.person, viewer)
        return go_to(f"/events/{event.code}/attendance", _("Written down: their place is free for somebody else."))


class PhoneBookingPages(Controller):
    @post("/phone-bookings")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        """The same list before the day: somebody called."""
        known = await forms.read(request, KnownWalkIn)
        event, owner = await access.animated_event_for(viewer, str(known.value("event")))
        if known.is_right:
            return _booked(event.code, await phone_bookings.book_known(event, owner, known.values.person, viewer))
        form = await forms.read(request, NewWalkIn)
        if not form.is_right:
            return await _page(viewer, event.code, form)
        with form.answering():
            return _booked(event.code, await phone_bookings.book_new(event, viewer, _new(form.values)))
        return await _page(viewer, event.code, form)


def _leaf_of(code: str, page: int) -> str:
    return f"/events/{code}/attendance" + (f"?page={page}" if page > 1 else "")


def _new(said: NewWalkIn) -> NewPerson:
    number = phones.read(said.phone)
    return NewPerson(said.given_name, said.family_name, said.code, said.organisation, said.college, phone=number)


def _added(code: str) -> Redirect:
    return go_to(f"/events/{code}/attendance", _("Added, and ticked."))


def _booked(code: str, place: Any) -> Redirect:
    is_waiting = waiting_places.is_waiting(place)
    done = _("They stand in the waiting list.") if is_waiting else _("Registered: the place is theirs.")
    return go_to(f"/events/{code}/attendance", done)


async def _page(viewer: Viewer, code: str, form: forms.Form[Any], q: str = "", page: int = 1) -> Template:
    event, owner = await access.animated_event_for(viewer, code)
    lines, left = await attendance.list_of(event), await places.places_left(event)
    found = await walk_ins.find(owner, viewer, q) if q else []
    context = {
        "event": event,
        "owner": owner,
        "commune": (await communes_of([event])).get(event.id, ""),
        "lines": lines,
        "leaf": attendance.leaf_of(lines, page),
        "came": sum(line.came for line in lines),
        "registered": sum(line.is_registered for line in lines),
        "ticks": attendance.may_tick(event),
        "takes": places.why_closed(event, left) is None or places.may_wait(event, left),
        "calls": not event.is_cancelled and event.starts_at > now(),
        "line": await waiting_places.line_of(event) if not event.is_cancelled and event.ends_at > now() else [],
        "waits": places.may_wait(event, left),
        "q": q,
        "found": found,
        "held": await phone_withdrawals.places_of(event, found),
        "colleges": COLLEGES,
    }
    return forms.again("events/attendance/index.html", form, **context)
