"""Inviting by name: whom, seen before it is done; the list of those invited with their answers; the page of the link in
the letter, whose GET does nothing."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from events import access, places, sessions
from events.attendances import walk_ins
from events.bookings import bookings, offers, waiting_places
from events.communes import communes_of
from events.events import CANCELLED
from events.invitations import answers, guests, invitations
from events.invitations.guests import Choice
from network.access import Viewer, is_community
from network.circles.circles import CIRCLES
from network.ground import forms
from network.ground.errors import NotHere
from network.ground.pages import go_to
from network.ground.words import Sentence, _
from network.owners import Owner, owner_of

PAGE, LAST_PAGE, WHOLE = 90, 100, 3_000


class InvitationForm(Struct):
    event: forms.Code
    circle: list[Annotated[int, Meta(ge=1, le=3)]]
    day: list[forms.Code]
    person: list[forms.Code]
    words: Annotated[str, Meta(max_length=2_000)] = ""


class AnswerForm(Struct):
    invitation: forms.Code
    answer: str = ""
    token: Annotated[str, Meta(max_length=64)] = ""


class EventInvitationPages(Controller):
    @get("/events/{code:str}/invitations")
    async def index(
        self,
        viewer: NamedDependency[Viewer],
        code: FromPath[str],
        page: FromQuery[int] = 1,
        whole: FromQuery[bool] = False,
    ) -> Template:
        event, owner = await access.animated_event_for(viewer, code)
        page = min(max(page, 1), LAST_PAGE)
        most = WHOLE if whole else PAGE
        lines = await invitations.list_of(event, most + 1, 0 if whole else PAGE * (page - 1))
        context = {
            "event": event,
            "owner": owner,
            "counts": await invitations.count(event),
            "lines": lines[:most],
            "following": page + 1 if len(lines) > most else None,
            "is_cut": page > 1 or len(lines) > most,
            "is_over": event.is_cancelled or bookings.has_begun(event),
        }
        return Template("events/invitations/index.html", context=context)

    @get("/events/{code:str}/invitations/new")
    async def new(
        self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer], code: FromPath[str]
    ) -> Template:
        asked = request.query_params
        circles = [int(circle) for circle in asked.getall("circle", []) if circle in ("1", "2", "3")]
        typed = {"circle": circles, "day": asked.getall("day", []), "person": asked.getall("person", [])}
        return await _choose(viewer, code, forms.empty(**typed), asked.get("q", "").strip())

    @post("/invitations")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, InvitationForm)
        event, owner = await access.animated_event_for(viewer, str(form.value("event")))
        if form.is_right:
            said = form.values
            chosen = await guests.guests_of(event, owner, viewer, Choice(said.circle, said.day, said.person))
            asked = [guest.person for guest in chosen if not guest.is_there]
            if not chosen:
                form.faults[""] = _("Nobody is chosen yet: please tick a circle, a former day or a name.")
            else:
                done = await invitations.invite(event, asked, viewer, said.words)
                return go_to(f"/events/{event.code}/invitations", _invited(done))
        return await _choose(viewer, event.code, form, "")


def _invited(many: int) -> Sentence:
    if not many:
        return _("Everybody whom you chose is invited or registered already: nobody is written to again.")
    return _("Invited: %(people)s. The letters are on their way.", people=many)


async def _choose(viewer: Viewer, code: str, form: forms.Form[Any], q: str) -> Template:
    event, owner = await access.animated_event_for(viewer, code)
    choice = Choice(_ticked(form, "circle"), _ticked(form, "day"), _ticked(form, "person"))
    chosen, named = await _seen(event, owner, viewer, choice)
    asked = [guest for guest in chosen if not guest.is_there]
    found = [one for one in await walk_ins.find(owner, viewer, q) if one.code not in named] if q else []
    context = {
        "event": event,
        "owner": owner,
        "circles": CIRCLES,
        "of_community": is_community(owner),
        "days_before": await guests.former_days(event, owner),
        "choice": choice,
        "q": q,
        "found": found,
        "named": named,
        "chosen": chosen,
        "asked": asked,
        "closed": CANCELLED if event.is_cancelled else invitations.BEGUN if bookings.has_begun(event) else None,
        "by_phone": [guest for guest in asked if not guest.has_address],
    }
    return forms.again("events/invitations/new.html", form, **context)


async def _seen(event: Any, owner: Owner, viewer: Viewer, choice: Choice) -> tuple[list[guests.Guest], dict[str, str]]:
    """Those chosen; and by their codes the names of those ticked one by one. A code that leads nowhere is passed over."""
    named = {}
    for code in dict.fromkeys(choice.people):
        try:
            named[code] = (await walk_ins.known(owner, viewer, code)).name
        except NotHere:
            continue
    chosen = await guests.guests_of(event, owner, viewer, Choice(choice.circles, choice.days, list(named)))
    return chosen, named


def _ticked(form: forms.Form[Any], name: str) -> list[Any]:
    said = form.value(name) or []
    said = said if isinstance(said, list) else [said]
    return [int(one) for one in said if str(one) in ("1", "2", "3")] if name == "circle" else said


class InvitationPages(Controller):
    @get("/invitations/{code:str}")
    async def record(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        """For those who animate the day, when somebody calls; and for the person invited."""
        return await _page(await access.invitation_for(viewer, code), forms.empty(), viewer)

    @get("/invitations/{code:str}/{token:str}")
    async def show(self, code: FromPath[str], token: FromPath[str], answer: FromQuery[str] = "") -> Template:
        invitation = await invitations.invitation_with(code, token)
        return await _page(invitation, forms.empty(answer=answer or invitation.answer), None, token)


class AnswerPages(Controller):
    @post("/answers")
    async def create(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        """By the link of a letter; by the person, signed in; or by those who animate, for somebody who calls."""
        form = await forms.read(request, AnswerForm)
        code, token = str(form.value("invitation")), str(form.value("token"))
        invitation = await (invitations.invitation_with(code, token) if token else access.invitation_for(viewer, code))
        if form.is_right:
            with form.answering():
                place = await answers.answer(invitation, form.values.answer, by=None if token else viewer.person)
                event = await invitations.event_of(invitation)
                return go_to(await _back(invitation, event, viewer, token), _done(form.values.answer, place))
        return await _page(invitation, form, None if token else viewer, token)


async def _back(invitation: Any, event: Any, viewer: Viewer, token: str) -> str:
    if token:
        return f"/invitations/{invitation.code}/{token}"
    own = invitation.person == viewer.person
    return f"/events/{event.code}" if own else f"/events/{event.code}/invitations"


def _done(said: str, place: Any) -> Sentence:
    if place and waiting_places.is_waiting(place):
        return _("The day is full. A place in the waiting list is kept; a letter tells its rank.")
    if place:
        return _("Registered: the place is held, and a letter confirms it.")
    return _("The answer is kept: maybe.") if said == "maybe" else _("The answer is kept: no. Thank you for saying so.")


async def _page(invitation: Any, form: forms.Form[Any], viewer: Viewer | None, token: str = "") -> Template:
    event = await invitations.event_of(invitation)
    booking = await bookings.booking_of(event, invitation.person)
    waiting = await waiting_places.waiting_of(event, invitation.person)
    context = {
        "invitation": invitation,
        "token": token,
        "event": event,
        "owner": await owner_of(event),
        "commune": (await communes_of([event])).get(event.id, ""),
        "name": await invitations.name_of(invitation),
        "is_own": bool(token) or (viewer is not None and viewer.person == invitation.person),
        "answers": invitations.ANSWERS,
        "said": "yes" if booking or waiting else invitation.answer if invitation.answer != "yes" else "",
        "booking": booking,
        "booking_token": bookings.token_of(booking) if booking and token else "",
        "waiting": waiting,
        "is_offered": waiting is not None and offers.is_open_offer(waiting),
        "is_full": places.may_wait(event, await places.places_left(event)),
        "agenda": await sessions.agenda_of(event),
        "formats": sessions.FORMATS,
        "rank": await waiting_places.rank_of(waiting) if waiting else 0,
        "is_over": bookings.has_begun(event),
        "over": answers.OVER,
    }
    if not form.value("answer"):
        form.typed["answer"] = context["said"]
    return forms.again("events/invitations/show.html", form, **context)
