"""The waiting list of a full day: lining up, the page of a letter's link, taking the place that is offered, leaving. No
GET does anything."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from msgspec import Struct

from events import access
from events.bookings import bookings, offers, waiting_places
from events.bookings.pages.bookings import asked
from events.communes import communes_of
from network.access import Viewer
from network.ground import forms
from network.ground.pages import go_to
from network.ground.words import Sentence, _
from network.owners import owner_of

LOOK = _("We have written to this address: the link in our letter puts you in the waiting list.")
REGISTERED = _("You are registered. A letter tells you all about it.")


class ThatEvent(Struct):
    event: forms.Code


class Proof(Struct):
    waiting: forms.Code
    token: str = ""


class WaitingPlacePages(Controller):
    @post("/waiting-places")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        if viewer.person is None:
            return await asked(request, viewer, waiting_places.ask, LOOK)
        form = await forms.read(request, ThatEvent)
        event = await access.event_for(viewer, str(form.value("event")))
        place = await waiting_places.join(event, viewer.person)
        return go_to(f"/events/{event.code}", await _became(place))

    @get("/waiting-places/{code:str}/{token:str}")
    async def show(self, code: FromPath[str], token: FromPath[str]) -> Template:
        waiting = await waiting_places.waiting_with(code, token)
        event = await bookings.event_of(waiting)
        context = {
            "waiting": waiting,
            "token": token,
            "event": event,
            "owner": await owner_of(event),
            "commune": (await communes_of([event])).get(event.id, ""),
            "rank": await waiting_places.rank_of(waiting) if waiting.since_at else 0,
            "is_offered": offers.is_open_offer(waiting),
            "is_over": bookings.has_begun(event),
            "left": offers.LEFT,
            "lapsed": offers.LAPSED,
        }
        return Template("events/waiting_places/show.html", context=context)

    @post("/waiting-confirmations")
    async def confirm(self, request: Request[Any, Any, Any]) -> Redirect:
        """The address answers."""
        code, token = await _proof(request)
        place: Any = await waiting_places.confirm(code, token)
        if waiting_places.is_waiting(place):
            return go_to(f"/waiting-places/{place.code}/{waiting_places.token_of(place)}", await _became(place))
        return go_to(f"/bookings/{place.code}/{bookings.token_of(place)}", REGISTERED)


class TakenOfferPages(Controller):
    @post("/taken-offers")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        """By the link of a letter, or from the day's page by whoever is signed in."""
        code, token = await _proof(request)
        waiting = await _theirs(viewer, code, token)
        booking = await offers.take(waiting)
        if token:
            return go_to(f"/bookings/{booking.code}/{bookings.token_of(booking)}", REGISTERED)
        return go_to(f"/events/{(await bookings.event_of(booking)).code}", REGISTERED)


class LeftLinePages(Controller):
    @post("/left-lines")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Redirect:
        """By the link of a letter, or from the day's page by whoever is signed in."""
        code, token = await _proof(request)
        waiting = await _theirs(viewer, code, token)
        await waiting_places.leave(waiting)
        event = await bookings.event_of(waiting)
        back = f"/waiting-places/{code}/{token}" if token else f"/events/{event.code}"
        return go_to(back, _("You no longer stand in the waiting list."))


async def _proof(request: Request[Any, Any, Any]) -> tuple[str, str]:
    form = await forms.read(request, Proof)
    return (form.values.waiting, form.values.token) if form.is_right else ("", "")


async def _theirs(viewer: Viewer, code: str, token: str) -> Any:
    return await (waiting_places.waiting_with(code, token) if token else access.waiting_place_for(viewer, code))


async def _became(place: Any) -> Sentence:
    if not waiting_places.is_waiting(place):
        return REGISTERED
    return _("You stand in the waiting list, at number %(rank)s.", rank=await waiting_places.rank_of(place))
