"""A send is paused, resumed, or ended for those whom it has not reached, by those who animate."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Struct

from mailing import access, sends
from mailing.letters import letters
from network.access import Viewer
from network.ground import forms
from network.ground.errors import Conflict, Refusal
from network.ground.pages import go_to
from network.ground.words import Sentence, _

OVER = _("This letter has left already: there is nothing to pause or to end.")


class HaltForm(Struct):
    letter: forms.Code


class HaltPages(Controller):
    @post("/pauses")
    async def pause(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, send = await self._send(request)
        if not await sends.pause(send.id, request.user.person):
            raise Conflict(OVER)
        return go_to(f"/letters/{letter.code}", _("The sending is paused: nothing more leaves until it is resumed."))

    @post("/resumptions")
    async def resume(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, send = await self._send(request)
        if not await sends.resume(send.id, request.user.person):
            raise Conflict(_("The sending of this letter is not paused."))
        return go_to(f"/letters/{letter.code}", _("The letter goes on to those whom it has not reached yet."))

    @get("/letters/{code:str}/ending")
    async def ending(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, _owner = await access.own_letter_for(request.user, code)
        if letter.send is None or (await letters.send_of(letter)).state == "done":
            return go_to(f"/letters/{code}")
        context = {"letter": letter, "progress": await letters.progress_of(letter)}
        return Template("mailing/letters/ending.html", context=context)

    @post("/endings")
    async def end(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, send = await self._send(request)
        if not await sends.end(send.id, request.user.person):
            raise Conflict(OVER)
        progress = await letters.progress_of(letter)
        said: Sentence = _("The sending is being ended: in a moment this page says whom it did not reach.")
        if "called_off" in progress:
            said = _("The sending is ended. Without the letter: %(count)s.", count=progress["called_off"])
        return go_to(f"/letters/{letter.code}", said)

    async def _send(self, request: Request[Viewer, Any, Any]) -> Any:
        form = await forms.read(request, HaltForm)
        if not form.is_right:
            raise Refusal
        letter, _owner = await access.own_letter_for(request.user, form.values.letter)
        return letter, await letters.send_of(letter)
