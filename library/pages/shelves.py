"""The library as one looks through it: all of it, a community's, a network's; and how something new comes onto a shelf."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Struct

from library import files, links, search, works
from library.access import may_deposit, reaches_open_to, require_depositor
from library.pages.descriptions import BODY, WorkForm, ask, chosen_topics, described, put_back, take_in
from library.search import Asked
from library.types import TYPES
from network.access import Viewer
from network.ground import forms, marks
from network.ground.pages import go_to
from network.ground.words import _
from network.owners import Owner
from network.pages.owners import both, owner_at


class Question(Struct):
    """What stands in the address: anything may, nothing of it is a fault."""

    q: str = ""
    type: str = ""
    topic: str = ""
    page: int = 1


def _asked(request: Request[Any, Any, Any]) -> Question:
    said = request.query_params
    page = str(said.get("page", "1"))
    return Question(
        q=marks.tidy(str(said.get("q", ""))),
        type=str(said.get("type", "")) if said.get("type") in TYPES else "",
        topic=str(said.get("topic", ""))[:60],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


async def _show(request: Request[Any, Any, Any], viewer: Viewer, owner: Owner | None, place: str) -> Template:
    question = _asked(request)
    asked = Asked(question.q, question.type, question.topic, owner, question.page)
    context = {
        "results": await search.find(viewer, asked),
        "asked": question,
        "owner": owner,
        "place": place,
        "types": TYPES,
        "topics": await search.topics_with_works(viewer, owner),
        "may_deposit": owner is not None and may_deposit(viewer, owner),
        "marked": marks.marked,
        "say_file": files.say,
        "host_of": links.host_of,
    }
    return Template("library/works/index.html", context=context)


class ShelfPages(Controller):
    @get("/works")
    async def index(self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer]) -> Template:
        return await _show(request, viewer, None, "/works")

    @get(both("/works"))
    async def index_of_owner(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        owner = await owner_at(request, slug)
        return await _show(request, viewer, owner, f"{owner.path}/works")

    @get(both("/works/new"))
    async def new(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Template:
        owner = await owner_at(request, slug)
        require_depositor(viewer, owner)
        reach = "community" if "community" in reaches_open_to(viewer, owner) else "network"
        return await ask(forms.empty(language="fr", licence="unknown", reach=reach), viewer, owner)

    @post(both("/works"), request_max_body_size=BODY)
    async def create(
        self, request: Request[Viewer, Any, Any], viewer: NamedDependency[Viewer], slug: FromPath[str]
    ) -> Response[Any]:
        owner = await owner_at(request, slug)
        require_depositor(viewer, owner)
        form = await forms.read(request, WorkForm)
        file = await take_in(form, viewer, owner)
        if form.is_right:
            with form.answering():
                form.values.topics = await chosen_topics(form.values, viewer, owner)
                said, code = described(form.values), form.values.code
                work = await works.deposit(owner, said, file, by=viewer.person, code=code)
                return go_to(f"/works/{work.code}", _("The work is in the library."))
            await put_back(form, file)
        return await ask(form, viewer, owner)
