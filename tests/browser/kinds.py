"""Every kind of page, taken from the table of routes and roles: none can be forgotten. Each as a stranger sees it, and as
whoever sees most of it. How much may be on one is said by what answers: an `index` is a list."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from litestar import Litestar
from litestar.response import ServerSentEvent
from litestar.routes import HTTPRoute
from playwright.async_api import APIRequestContext

from deploy.web import create_app
from tests.test_roles import ROLES, Rule, route_of, rules

OF_A_PAGE, OF_A_LIST = 300, 400
FULLEST = ("gardener", "coordinator", "administrator", "circle 1", "person")  # who sees most of a page, first


@dataclass(frozen=True)
class Kind:
    who: str | None  # their address; None is a stranger
    path: str

    @property
    def most(self) -> int | None:
        """How many elements it may have; none: as many as there is to say."""
        if (route := route_of(Rule("GET", self.path, {}, []), the_house())) is None:
            return OF_A_PAGE
        path, name = route[1], answering(the_house())[route[1]]
        return None if path.endswith("/reports/{year}") else OF_A_LIST if name.startswith("index") else OF_A_PAGE


def kinds(things: Mapping[str, str]) -> Iterator[Kind]:
    """In the order of the table, where what a path names is there. What is read by a machine is among them: `is_a_page`
    tells."""
    for rule in rules():
        named = {name for _text, name, _form, _way in Formatter().parse(rule.path) if name}
        if rule.method == "GET" and named <= things.keys() and not is_a_stream(rule):
            for role in seen_by(rule):
                yield Kind(address_of(role), rule.path.format(**things))


def seen_by(rule: Rule, each: Sequence[str] = ()) -> list[str]:
    """The roles in which it is looked at: a stranger's, and the one that sees most of it; or `each` of these that sees
    it, and where none does, somebody who does. Nobody, where it opens to nobody."""
    open_to = [role for role, answer in zip(ROLES, rule.answers, strict=True) if answer == "200"]
    fullest = [role for role in FULLEST if role in open_to][:1]
    return [role for role in each or ["public", *fullest] if role in open_to] or fullest


def address_of(role: str) -> str | None:
    """Of whoever of the village plays it; a stranger has none."""
    who = ROLES[role]
    return f"{who}@example.org".replace("é", "e") if who else None


@cache
def the_house() -> Litestar:
    """Its routes; nobody lives in it."""
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
        os.environ.setdefault(name, "nowhere")
    return create_app()


@cache
def answering(app: Litestar) -> dict[str, str]:
    """The path of each page: the name of what answers there, as HOUSE.md names it: index, show, new, edit."""
    routes = [route for route in app.routes if isinstance(route, HTTPRoute)]
    return {
        route.path_format: one.handler_name
        for route in routes
        for one in route.route_handlers
        if "GET" in one.http_methods
    }


@cache
def streams(app: Litestar) -> frozenset[str]:
    """The routes that go on as long as somebody listens."""
    return frozenset(
        route.path_format
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for one in route.route_handlers
        if one.parsed_fn_signature.return_type.annotation is ServerSentEvent
    )


def is_a_stream(rule: Rule) -> bool:
    """Whoever asked for it as for a page would wait a minute."""
    route = route_of(rule, the_house())
    return route is not None and route[1] in streams(the_house())


async def is_a_page(asked: APIRequestContext, path: str) -> bool:
    """A page of ours: neither a file, nor a letter under its own policy, which lets no script look at it."""
    answer = await asked.get(path, headers={"Accept": "text/html"}, max_redirects=0)
    headers = answer.headers
    return (
        answer.ok
        and headers.get("content-type", "").startswith("text/html")
        and "sandbox" not in headers.get("content-security-policy", "")
    )
