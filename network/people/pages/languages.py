"""French or English: for this browser, and for the letters of whoever is signed in."""

from typing import Any, Literal

from litestar import Controller, Request, Response, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from msgspec import Struct

from network.access import Viewer
from network.ground import forms
from network.ground.errors import Refusal
from network.ground.pages import go_to, own_path
from network.ground.settings import settings
from network.people import people


class LanguageForm(Struct):
    language: Literal["fr", "en"]
    back: str = "/"


class LanguagePages(Controller):
    path = "/languages"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, LanguageForm)
        if not form.is_right:
            raise Refusal
        await people.speak(viewer, form.values.language)
        year, secure = 365 * 24 * 3600, settings().is_secure
        answer = go_to(own_path(form.values.back))
        answer.cookies.append(
            Cookie(key="language", value=form.values.language, samesite="lax", secure=secure, max_age=year)
        )
        return answer
