"""Two rows that may be one human: listed, looked at side by side, brought together and parted again; or said to be two."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from network import access, doors
from network.access import Viewer
from network.circles import circles
from network.colleges import ONE_OF
from network.ground import forms, tokens
from network.ground.errors import Forbidden, SignInFirst
from network.ground.pages import go_to
from network.ground.words import Sentence, _
from network.people import distinctions, merges, portraits
from network.people.pages.people import ROLES

ONLY_ANIMATORS = _("This is for the gardeners of the community and for the coordination of the network.")


class MergeForm(msgspec.Struct):
    code: forms.Code
    one: forms.Code
    other: forms.Code
    kept: forms.Code
    because: Annotated[str, msgspec.Meta(max_length=300)] = ""


class DistinctionForm(msgspec.Struct):
    code: forms.Code
    one: forms.Code
    other: forms.Code
    community: str = ""


class ThatDistinction(msgspec.Struct):
    distinction: forms.Code
    community: str = ""


class UndoingForm(msgspec.Struct):
    merge: forms.Code


class LikenessPages(Controller):
    path = "/communities/{slug:str}/likenesses"

    @get()
    async def index(self, viewer: NamedDependency[Viewer], slug: FromPath[str]) -> Template:
        community = await doors.community_for(viewer, slug)
        access.require_animator(viewer, community)
        pairs = await merges.likely(community)
        context = {"community": community, "pairs": pairs[: merges.SHOWN], "more": len(pairs) > merges.SHOWN}
        context |= {"circles": circles.CIRCLES, "apart": await distinctions.of(viewer, community), "fresh": tokens.code}
        return Template("network/merges/index.html", context=context)


class MergePages(Controller):
    path = "/merges"

    @get("/new")
    async def new(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Template:
        asked = {name: request.query_params.get(name, "") for name in ("one", "other", "community")}
        return await side_by_side(viewer, forms.empty(**asked))

    @post()
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]
    ) -> Response[Any] | Template:
        form = await forms.read(request, MergeForm)
        if form.is_right and form.values.kept in (form.values.one, form.values.other):
            said = form.values
            if (done := await merges.made_before(said.code)) is None:
                require_animator_somewhere(viewer)
                kept = await doors.person_for(viewer, said.kept)
                gone = await doors.person_for(viewer, said.other if said.kept == said.one else said.one)
                with form.answering():
                    done = await merges.merge(viewer, kept, gone, said.because, said.code)
            if done:
                row = await doors.merge_for(viewer, done.code)
                return go_to(f"/merges/{row.code}", done=_("The two are one person now."))
        return await side_by_side(viewer, form)

    @get("/{code:str}")
    async def show(self, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Template:
        row = await doors.merge_for(viewer, code)
        return Template("network/merges/show.html", context={"merge": row, **await merges.people_of(row)})


class UndoingPages(Controller):
    path = "/merge-undoings"

    @post()
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, UndoingForm)
        row = await doors.merge_for(viewer, str(form.value("merge")))
        await merges.undo(viewer, row)
        return go_to(f"/merges/{row.code}", done=_("They are two people again."))


class DistinctionPages(Controller):
    @post("/distinctions")
    async def create(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, DistinctionForm)
        require_animator_somewhere(viewer)
        both = [await doors.person_for(viewer, str(form.value(name))) for name in ("one", "other")]
        if form.is_right:
            with form.answering():
                await merges.tell_apart(viewer, both[0], both[1], form.values.code)
                return await _back(
                    viewer, form.values.community, both[0].code, _("They are two people, and not proposed again.")
                )
        return await side_by_side(viewer, form)

    @post("/distinction-undoings")
    async def destroy(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Response[Any]:
        form = await forms.read(request, ThatDistinction)
        require_animator_somewhere(viewer)
        row = await doors.distinction_for(viewer, str(form.value("distinction")))
        await distinctions.take_back(viewer, row)
        return await _back(viewer, str(form.value("community")), "", _("It is taken back: they may be one after all."))


async def _back(viewer: Viewer, community: str, person: str, done: Sentence) -> Redirect:
    """To the list that they were on, if they were on one."""
    if community:
        slug = (await doors.community_for(viewer, community)).slug
        return go_to(f"/communities/{slug}/likenesses", done)
    return go_to(f"/people/{person}" if person else "/today", done)


def require_animator_somewhere(viewer: Viewer) -> None:
    """Raises SignInFirst or Forbidden."""
    if not viewer.is_signed_in:
        raise SignInFirst
    if not (viewer.gardens or viewer.coordinates or viewer.is_administrator):
        raise Forbidden(ONLY_ANIMATORS)


async def side_by_side(viewer: Viewer, form: forms.Form[Any]) -> Template:
    """Both, as this viewer may see them."""
    require_animator_somewhere(viewer)
    both = [await doors.person_for(viewer, str(form.value(name))) for name in ("one", "other")]
    context: dict[str, Any] = {
        "both": [(one, await portraits.portray(viewer, one, most=4)) for one in both],
        "circles": circles.CIRCLES,
        "one_of": ONE_OF,
        "roles": ROLES,
        "community": str(form.value("community")),
        "fresh": tokens.code,
    }
    return forms.again("network/merges/new.html", form, **context)
