"""Letters: those one may read, the composer of those who write, the letter as its readers see it.

The composer is one form, and each of its buttons saves it: moving a block, adding one, asking for the agreement, sending
a trial. So nothing typed is lost, with or without JavaScript.
"""

from datetime import date
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Template
from msgspec import Meta, Struct

from mailing import access, sends
from mailing.letters import (
    agreements,
    blocks,
    composing,
    drafts,
    errata,
    letters,
    links,
    pictures,
    planned_departures,
    proofs,
)
from mailing.newsletters import newsletters
from network.access import Viewer, may_animate, require_animator
from network.ground import forms, tokens
from network.ground.pages import go_to, show_letter
from network.ground.words import _
from network.owners import owner_of
from network.pages.owners import both, owner_at

Subject = Annotated[str, Meta(min_length=1, max_length=150)]


class FirstForm(Struct):
    code: forms.Code
    subject: Subject
    newsletter: str = ""


class LetterForm(Struct):
    subject: Subject
    since: date
    seen: str
    preheader: Annotated[str, Meta(max_length=150)] = ""
    then: str = "save"
    kind: str = blocks.TEXT


class LetterPages(Controller):
    @get("/letters")
    async def index(self, request: Request[Viewer, Any, Any], page: FromQuery[int] = 1) -> Template:
        viewer = request.user
        newsletters = await access.newsletters_for(viewer)
        context = {
            "shown": await letters.shown_to(viewer, page=page),
            "newsletters": newsletters[: letters.PAGE],
            "more": len(newsletters) > letters.PAGE,
            "desks": await access.desks_for(viewer),
        }
        return Template("mailing/letters/index.html", context=context)

    @get(both("/letters"))
    async def index_of_owner(
        self, request: Request[Viewer, Any, Any], slug: FromPath[str], page: FromQuery[int] = 1
    ) -> Template:
        viewer, owner = request.user, await owner_at(request, slug)
        context = {
            "owner": owner,
            "path": owner.path,
            "animates": may_animate(viewer, owner),
            "shown": await letters.shown_to(viewer, owner, page),
            "newsletters": await access.newsletters_for(viewer, owner),
            "fresh": tokens.code(),
        }
        return Template("mailing/letters/of_owner.html", context=context)

    @get(both("/letters/new"))
    async def new(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Template:
        owner = await owner_at(request, slug)
        require_animator(request.user, owner)
        return await self._first(request, slug, forms.empty())

    @post(both("/letters"))
    async def create(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Response[Any]:
        owner = await owner_at(request, slug)
        require_animator(request.user, owner)
        form = await forms.read(request, FirstForm)
        if form.is_right and request.user.person:
            said = form.values
            known = {newsletter.code: newsletter for newsletter in await access.newsletters_for(request.user, owner)}
            newsletter = known.get(said.newsletter) or await newsletters.first_of(owner)
            letter = await drafts.begin(owner, newsletter, request.user.person, said.subject, said.code)
            return go_to(f"/letters/{letter.code}")
        return await self._first(request, slug, form)

    async def _first(self, request: Request[Viewer, Any, Any], slug: str, form: forms.Form[Any]) -> Template:
        owner = await owner_at(request, slug)
        there = await access.newsletters_for(request.user, owner)
        choices = {one.code: one.name for one in sorted(there, key=lambda one: one.id)}  # the oldest is the usual one
        context = {"owner": owner, "path": owner.path, "choices": choices}
        return forms.again("mailing/letters/new.html", form, **context)

    @get("/letters/{code:str}")
    async def show(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Template:
        letter = await access.letter_for(request.user, code)
        if letter.sent_at is None:
            return await self._composer(request.user, code, None)
        owner = await owner_of(letter)
        context: dict[str, Any] = {"letter": letter, "owner": owner, "path": owner.path, "progress": None}
        context |= {"newsletter": await letters.newsletter_of(letter), "errata": await errata.of(letter)}
        context |= {"corrected": await proofs.corrected_by(letter), "being_written": [], "send": None, "halts": []}
        if may_animate(request.user, owner):
            context |= {"progress": await letters.progress_of(letter), "way": agreements.WAYS[letter.sent_way]}
            context |= {"lines": await agreements.lines_of(letter), "sender": await letters.name_of(letter.sent_by)}
            context |= (
                {"send": await letters.send_of(letter), "halts": await sends.halts_of(letter.send)}
                if letter.send
                else {}
            )
            context |= {"being_written": await errata.of(letter, is_sent=False), "fresh": tokens.code()}
        return Template("mailing/letters/show.html", context=context)

    @post("/letters/{code:str}")
    async def update(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        letter, owner = await access.own_letter_for(request.user, code)
        form = await forms.read(request, LetterForm)
        words = composing.words_in(form)
        if form.is_right and request.user.person:
            said = form.values
            with form.answering():
                await drafts.compose(
                    letter, request.user.person, said.seen, said.subject, said.preheader, said.since, words
                )
                await links.check(letter)
                path, done = await composing.go_on(letter, owner, request.user, said.then, said.kind)
                if await planned_departures.review(letter, owner, request.user.person):
                    done = _("The letter is saved. As it was changed, it does not leave by itself any more.")
                return go_to(path, done)
            form.typed["seen"] = await drafts.digest_of(letter)
        return await self._composer(request.user, code, form)

    async def _composer(self, viewer: Viewer, code: str, form: forms.Form[Any] | None) -> Template:
        letter, owner = await access.own_letter_for(viewer, code)
        desk = await composing.desk_of(letter, owner, viewer)
        context = {"desk": desk, "owner": owner, "letter": letter, "pictures": pictures}
        return forms.again("mailing/letters/compose.html", form or desk.form(), **context)

    @get("/letters/{code:str}/preview")
    async def preview(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[str]:
        letter = await access.letter_for(request.user, code)
        return show_letter(pictures.at_home((await letters.seen_of(letter, request.user)).html))

    @get("/letters/{code:str}/text")
    async def text(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[str]:
        letter = await access.letter_for(request.user, code)
        return Response((await letters.seen_of(letter, request.user)).text, media_type="text/plain")
