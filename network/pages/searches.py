"""The page of a search: everything that was found, a few of each noun; or one noun, page by page."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from network import searches
from network.access import Viewer
from network.ground import marks


class SearchPages(Controller):
    @get("/search")
    async def index(self, request: Request[Any, Any, Any], viewer: NamedDependency[Viewer]) -> Template:
        asked = request.query_params
        words, name, page = str(asked.get("q", "")), str(asked.get("among", "")), _page(str(asked.get("page", "1")))
        q = marks.tidy(words)
        context: dict[str, Any] = {"q": q, "is_question": searches.is_a_question(q), "groups": [], "among": None}
        context |= {
            "is_cut": len(words.strip()) > marks.LONGEST,
            "page": page,
            "marked": marks.marked,
            "passage": marks.passage,
        }
        if context["is_question"] and name:
            context["among"] = group = await searches.look_among(viewer, name, q, page)
            context["groups"] = [group] if group.found.hits else []
        elif context["is_question"]:
            context["groups"] = await searches.look(viewer, q)
        return Template("network/searches/index.html", context=context)


def _page(said: str) -> int:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1
    return min(max(number, 1), searches.LAST_PAGE)
