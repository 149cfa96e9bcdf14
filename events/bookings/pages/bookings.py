"""Registration: one button for who is signed in, a form and a letter for who is not. No GET does anything."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from msgspec import Meta, Struct

from events import access, links, places, sessions
from events.bookings import bookings, confirmations, withdrawals
from events.bookings.bookings import Asker
from events.calendars.files import calendar_file
from events.communes import communes_of
from network.access import Viewer
from network.colleges import COLLEGES, College
from network.ground import forms, limits, machines
from network.ground.clock import now
from network.ground.errors import Conflict
from network.ground.pages import go_to
from network.ground.words import Sentence, _
from network.owners import owner_of

REQUESTS_AN_HOUR = 30  # from a network address: a whole town hall may share one
LETTERS_AN_HOUR = 5  # to an address
HOUR = timedelta(hours=1)
LOOK = _("We have written to this address: the link in our letter confirms your place. It is held for 24 hours.")

Name = Annotated[str, Meta(min_length=1, max_length=80)]


class AskForm(Struct):
    event: forms.Code
    code: forms.Code
    given_name: Name
    family_name: Name
    address: forms.Address
    organisation: Annotated[str, Meta(max_length=200)] = ""
    college: College | None = None


class Proof(Struct):
    booking: forms.Code
    token: Annotated[str, Meta(max_length=64)] = ""


class BookingPages(Controller):
    @get("/events/{code:str}/bookings/new")
    async def new(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
        event = await access.event_for(viewer, code)
        if viewer.is_signed_in:
            return go_to(f"/events/{event.code}")
        return await _form(forms.empty(event=event.code), event)

    @post("/bookings")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        if viewer.is_signed_in:
            event = await access.event_for(viewer, str((await forms.read(request, AskForm)).value("event")))
            await bookings.book(event, viewer)
            return go_to(f"/events/{event.code}", _("You are registered. A letter tells you all about it."))
        return await asked(request, viewer, bookings.ask, LOOK)

    @get("/bookings/{code:str}/{token:str}")
    async def show(self, code: FromPath[str], token: FromPath[str]) -> Template:
        booking = await bookings.booking_with(code, token)
        event = await bookings.event_of(booking)
        context = {
            "booking": booking,
            "token": token,
            "event": event,
            "owner": await owner_of(event),
            "commune": (await communes_of([event])).get(event.id, ""),
            "agenda": await sessions.agenda_of(event),
            "formats": sessions.FORMATS,
            "link": links.link_due(event) if booking.is_confirmed else "",
            "link_opens": links.opens_at(event),
            "has_ended": event.ends_at <= now(),
            "is_held": bookings.holds_its_place(booking),
            "is_over": bookings.has_begun(event),
            "expired": confirmations.EXPIRED,
            "withdrawn": confirmations.WITHDRAWN,
            "held_until": booking.asked_at + places.HELD,
        }
        return Template("events/bookings/show.html", context=context)

    @get("/bookings/{code:str}/{token:str}/day.ics")
    async def day(self, code: FromPath[str], token: FromPath[str]) -> Response[bytes]:
        return await calendar_file(await bookings.event_of(await bookings.booking_with(code, token)))


async def asked(
    request: Request[Any, Any, Any], viewer: Viewer, ask: Callable[..., Awaitable[None]], done: Sentence
) -> Response[Any]:
    """What somebody who is not signed in asks for: a place, or one in the waiting list. What was typed is kept."""
    form = await forms.read(request, AskForm)
    event = await access.event_for(viewer, str(form.value("event")))
    is_machine = machines.is_one(form)
    if form.is_right and not is_machine and machines.may_be_one(form):
        return await _form(form, event)
    if form.is_right and not is_machine:
        said = form.values
        asker = Asker(said.given_name, said.family_name, said.address, said.organisation, said.college)
        try:
            with form.answering():
                await limits.keep(
                    "bookings from", request.client.host if request.client else "", REQUESTS_AN_HOUR, HOUR
                )
                await limits.keep("bookings for", said.address.lower(), LETTERS_AN_HOUR, HOUR)
                await ask(event, asker, said.code)
        except Conflict as closed:  # full by now: the form offers the waiting list
            form.faults[""] = closed.sentence
    if form.is_right:
        return go_to(f"/events/{event.code}", done)
    return await _form(form, event)


async def _form(form: forms.Form[Any], event: Any) -> Template:
    left = await places.places_left(event)
    waits = places.may_wait(event, left)
    context = {"event": event, "waits": waits, "why": None if waits else places.why_closed(event, left)}
    return forms.again("events/bookings/new.html", form, **context, colleges=COLLEGES)


class ConfirmationPages(Controller):
    @post("/confirmations")
    async def create(self, request: Request[Any, Any, Any]) -> Redirect:
        form = await forms.read(request, Proof)
        code, token = (form.values.booking, form.values.token) if form.is_right else ("", "")
        booking = await confirmations.confirm(code, token)
        return go_to(f"/bookings/{booking.code}/{bookings.token_of(booking)}", _("Your place is confirmed."))


class WithdrawalPages(Controller):
    @post("/withdrawals")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        """By the link of a letter, or from the day's page by whoever is signed in."""
        form = await forms.read(request, Proof)
        code, token = (form.values.booking, form.values.token) if form.is_right else ("", "")
        booking = await (bookings.booking_with(code, token) if token else access.booking_for(viewer, code))
        await withdrawals.withdraw(booking)
        event = await bookings.event_of(booking)
        back = f"/bookings/{booking.code}/{token}" if token else f"/events/{event.code}"
        return go_to(back, _("You are no longer registered. Your place is free for somebody else."))
