"""Pictures of a letter: brought and described by those who write, fetched by mail readers without signing in."""

from datetime import timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import File, Template
from msgspec import Meta, Struct

from mailing import access
from mailing.letters import pictures, planned_departures
from mailing.letters.pictures import Words
from network.access import Viewer
from network.ground import forms, limits
from network.ground.errors import NotHere, Refusal
from network.ground.pages import go_to
from network.ground.words import _

AN_HOUR = 60
BODY = 60_000_000  # read so far, so that a photo of 21 MB is told its own sentence
ENDINGS = ".jpg,.jpeg,.png,.webp,.gif"


class PictureForm(Struct):
    code: forms.Code
    picture: str = ""
    alternative: Annotated[str, Meta(max_length=300)] = ""
    is_decorative: bool = False
    caption: Annotated[str, Meta(max_length=300)] = ""
    credit: Annotated[str, Meta(max_length=150)] = ""


class RemovalForm(Struct):
    picture: forms.Code


class PicturePages(Controller):
    @get("/letters/{code:str}/pictures/new")
    async def new(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, _owner = await access.own_letter_for(request.user, code)
        if letter.sent_at:
            return go_to(f"/letters/{code}")
        return self._page(forms.empty(), letter)

    @post("/letters/{code:str}/pictures", request_max_body_size=BODY)
    async def create(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, owner = await access.own_letter_for(request.user, code)
        form = await forms.read(request, PictureForm)
        picture = await self._kept(letter, str(form.value("picture")))
        upload = (await request.form()).get("file")
        if isinstance(upload, UploadFile) and upload.filename:
            with form.answering():  # kept even where a word is lacking: it need not be chosen twice
                await limits.keep("pictures", str(request.user.person), AN_HOUR, timedelta(hours=1))
                code = form.values.code if form.given else ""
                picture = await pictures.bring(letter, upload, request.user.person, code)
        elif picture is None:
            form.faults.setdefault("file", forms.MISSING)
        return await self._describe(request.user, form, letter, owner, picture)

    @get("/pictures/{code:str}/edit")
    async def edit(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        picture, letter, _owner = await self._own(request, code)
        if letter.sent_at:
            return go_to(f"/letters/{letter.code}")
        said = {name: getattr(picture, name) for name in Words.__dataclass_fields__}
        return self._page(forms.empty(**said), letter, picture)

    @post("/pictures/{code:str}")
    async def update(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        picture, letter, owner = await self._own(request, code)
        form = await forms.read(request, PictureForm)
        return await self._describe(request.user, form, letter, owner, picture)

    @post("/picture-removals")
    async def remove(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, RemovalForm)
        if not form.is_right:
            raise Refusal
        picture, letter, owner = await self._own(request, form.values.picture)
        await pictures.remove(letter, picture)
        await planned_departures.review(letter, owner, request.user.person or 0)
        return go_to(f"/letters/{letter.code}#blocks", _("The picture is taken away."))

    @get("/pictures/{name:str}")
    async def show(self, name: FromPath[str]) -> File:
        return await pictures.response(name)

    async def _describe(
        self, viewer: Viewer, form: forms.Form[Any], letter: Any, owner: Any, picture: Any
    ) -> Response[Any]:
        for fault in pictures.faults(str(form.value("alternative")), bool(form.value("is_decorative"))):
            form.faults.setdefault(fault.field, fault.sentence)
        if form.is_right and picture:
            said = form.values
            with form.answering():
                words = Words(said.alternative, said.is_decorative, said.caption, said.credit)
                await pictures.describe(letter, picture, words)
                await planned_departures.review(letter, owner, viewer.person or 0)
                return go_to(f"/letters/{letter.code}#blocks", _("The picture is in the letter."))
        return self._page(form, letter, picture)

    def _page(self, form: forms.Form[Any], letter: Any, picture: Any = None) -> Template:
        place = pictures.path_of(picture) if picture else ""
        context = {"letter": letter, "picture": picture, "place": place, "endings": ENDINGS}
        return forms.again("mailing/letters/picture.html", form, **context)

    async def _own(self, request: Request[Viewer, Any, Any], code: str) -> Any:
        """Through the door of its letter."""
        picture = await pictures.of_code(code)
        return picture, *await access.own_letter_for(request.user, await pictures.letter_of(picture))

    async def _kept(self, letter: Any, code: str) -> Any:
        """What a form with a fault had brought."""
        try:
            picture = await pictures.of_code(code)
        except NotHere:
            return None
        return picture if picture.letter == letter.id else None
