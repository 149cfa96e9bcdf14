"""What is decided about a letter: the pair's agreement, a trial, and that it leaves, or that it never
will."""

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from mailing import access
from mailing.letters import agreements, composing, departures, drafts, links, planned_departures
from network.access import Viewer
from network.ground import forms, limits
from network.ground.errors import Fault, Refusal
from network.ground.pages import go_to
from network.ground.words import _, say_moment
from network.ground.zones import say_clock
from network.zones import zone_of

CHECKS_AN_HOUR = 30
Because = Annotated[str, Meta(max_length=500)]


class AgreementForm(Struct):
    letter: forms.Code
    answer: Literal["asked", "agreed", "declined"]
    digest: str
    because: Because = ""


class UrgencyForm(Struct):
    letter: forms.Code
    urgent_because: Because = ""


class PlanForm(Struct):
    letter: forms.Code
    day: date
    hour: time
    digest: str = ""


class LetterForm(Struct):
    letter: forms.Code
    digest: str = ""


class DeparturePages(Controller):
    @get("/letters/{code:str}/agreement")
    async def agreement(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, _owner = await access.own_letter_for(request.user, code)
        if letter.sent_at:  # nothing is left to decide
            return go_to(f"/letters/{code}")
        return await self._agreement(request, code, forms.empty())

    @post("/agreements")
    async def agree(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, AgreementForm)
        letter, owner = await access.own_letter_for(request.user, str(form.value("letter")))
        person = request.user.person or 0
        if form.is_right:
            said = form.values
            with form.answering():
                if said.digest != await drafts.digest_of(letter):
                    raise Fault(
                        "because", _("The letter was changed meanwhile. Please read it again before you answer.")
                    )
                if said.answer == "asked":
                    await agreements.ask(letter, owner, person, said.digest, said.because)
                    return go_to(f"/letters/{letter.code}", _("The other gardener is asked by letter."))
                await agreements.answer(letter, owner, person, said.answer, said.digest, said.because)
                agreed = said.answer == "agreed"
                await planned_departures.review(letter, owner, person)
                done = _("You agree to this letter. It can leave.") if agreed else _("Your answer is passed on.")
                return go_to(f"/letters/{letter.code}", done)
        return await self._agreement(request, letter.code, form)

    @post("/urgencies")
    async def hurry(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, UrgencyForm)
        letter, owner = await access.own_letter_for(request.user, str(form.value("letter")))
        if form.is_right:
            await agreements.mark_urgent(letter, form.values.urgent_because)
            await planned_departures.review(letter, owner, request.user.person or 0)
            return go_to(f"/letters/{letter.code}/agreement", _("It is saved."))
        return await self._agreement(request, letter.code, form)

    async def _agreement(self, request: Request[Viewer, Any, Any], code: str, form: forms.Form[Any]) -> Template:
        letter, owner = await access.own_letter_for(request.user, code)
        desk = await composing.desk_of(letter, owner, request.user)
        form.typed.setdefault("urgent_because", letter.urgent_because)
        context = {"letter": letter, "owner": owner, "desk": desk, "lines": await agreements.lines_of(letter)}
        return forms.again("mailing/letters/agreement.html", form, **context)

    @post("/trial-letters")
    async def try_out(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, owner = await self._letter(request)
        address = await departures.try_out(letter, owner, request.user)
        return go_to(f"/letters/{letter.code}", _("A trial is on its way to %(address)s.", address=address))

    @get("/letters/{code:str}/departure")
    async def departure(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, _owner = await access.own_letter_for(request.user, code)
        if letter.sent_at:
            return go_to(f"/letters/{code}")
        return await self._departure(request, code, forms.empty())

    @post("/link-checks")
    async def try_links(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, _owner = await self._letter(request)
        await limits.keep("link checks", str(request.user.person), CHECKS_AN_HOUR, timedelta(hours=1))
        await links.check(letter, is_anew=True)
        return go_to(
            f"/letters/{letter.code}/departure", _("The links are being tried: please look again in a moment.")
        )

    @post("/planned-departures")
    async def plan(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, PlanForm)
        letter, owner = await access.own_letter_for(request.user, str(form.value("letter")))
        if form.is_right:
            said = form.values
            with form.answering():
                person = request.user.person or 0
                planned = await planned_departures.plan(letter, owner, person, said.digest, said.day, said.hour)
                when = say_moment(planned.leave_at, await zone_of(owner))
                return go_to(f"/letters/{letter.code}", _("The letter will leave by itself on %(when)s.", when=when))
        return await self._departure(request, letter.code, form)

    @post("/planned-departure-withdrawals")
    async def stop(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, _owner = await self._letter(request)
        await planned_departures.stop(letter, request.user.person or 0)
        return go_to(f"/letters/{letter.code}", _("The letter does not leave by itself any more."))

    async def _departure(self, request: Request[Viewer, Any, Any], code: str, form: forms.Form[Any]) -> Template:
        letter, owner = await access.own_letter_for(request.user, code)
        departure = await departures.departure_of(letter, owner, request.user.person or 0)
        context: dict[str, Any] = {"letter": letter, "owner": owner, "departure": departure, "ways": agreements.WAYS}
        context |= {
            "planned": await planned_departures.of(letter),
            "zone": (zone := await zone_of(owner)),
            "clock": say_clock(zone),
        }
        return forms.again("mailing/letters/departure.html", form, **context)

    @post("/sends")
    async def send(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, LetterForm)
        letter, owner = await self._letter(request)
        await departures.send(letter, owner, request.user.person or 0, form.values.digest)
        return go_to(f"/letters/{letter.code}", _("The letter is on its way."))

    @get("/letters/{code:str}/withdrawal")
    async def withdrawal(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, _owner = await access.own_letter_for(request.user, code)
        if letter.sent_at:
            return go_to(f"/letters/{code}")
        return Template("mailing/letters/withdrawal.html", context={"letter": letter})

    @post("/letter-withdrawals")
    async def withdraw(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, owner = await self._letter(request)
        await drafts.throw_away(letter)
        return go_to(f"{owner.path}/letters", _("The draft is thrown away."))

    async def _letter(self, request: Request[Viewer, Any, Any]) -> Any:
        form = await forms.read(request, LetterForm)
        if not form.is_right:
            raise Refusal
        return await access.own_letter_for(request.user, form.values.letter)
