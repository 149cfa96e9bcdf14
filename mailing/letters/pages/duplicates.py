"""What is begun from another letter, by one press: a duplicate, an erratum."""

from typing import Any

from litestar import Controller, Request, Response, post
from msgspec import Struct

from mailing import access
from mailing.letters import duplicates, errata, links
from network.access import Viewer
from network.ground import forms
from network.ground.errors import Refusal
from network.ground.pages import go_to
from network.ground.words import _


class FromAnotherForm(Struct):
    letter: forms.Code
    code: forms.Code


class DuplicatePages(Controller):
    @post("/duplicates")
    async def draw(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, code = await self._other(request)
        draft = await duplicates.draw(letter, request.user.person or 0, code)
        await links.check(draft)
        said = _("Here is the new letter: the texts are those of the last one, all else is up to date.")
        return go_to(f"/letters/{draft.code}", said)

    @post("/errata")
    async def correct(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        letter, code = await self._other(request)
        draft = await errata.begin(letter, request.user.person or 0, code)
        return go_to(f"/letters/{draft.code}", _("The erratum is begun: it will go to those who received the letter."))

    async def _other(self, request: Request[Viewer, Any, Any]) -> tuple[Any, str]:
        form = await forms.read(request, FromAnotherForm)
        if not form.is_right:
            raise Refusal
        letter, _owner = await access.own_letter_for(request.user, form.values.letter)
        return letter, form.values.code
