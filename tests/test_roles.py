"""Who may do what: every route of the house, for every role, written by hand and tried over HTTP.

A line: the method, a path of the village, what is sent with it, and the answer for each role in the order of ROLES.
"303" is done, "422" is heard and sent back for its faults (so: let in), 401 sign in first, 403 not yours, 404 nothing
here for you. What each try changes is undone before the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from network import sign_in
from network.ground.database import engine
from network.plug import Village
from tests.conftest import Visitor
from tests.roles import RULES, things_of

ROLES = {  # role: who of the village plays it, as seen from the hedges
    "public": None,
    "person": "lucie",
    "circle 3": "mina",
    "circle 2": "amin",
    "circle 1": "zoé",
    "gardener": "hugo",
    "gardener of another": "gil",
    "coordinator": "cora",
    "coordinator of another": "karl",
    "administrator": "ada",
}


@dataclass(frozen=True)
class Rule:
    method: str
    path: str
    sent: dict[str, str]
    answers: list[str]


def rules() -> Iterator[Rule]:
    for line in RULES.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            asked, _bar, answered = line.partition("|")
            method, path, *sent = asked.split()
            pairs = dict(part.partition("=")[::2] for part in sent)
            yield Rule(method, path, pairs, answered.split())


def routes(app: Litestar) -> set[tuple[str, str]]:
    return {
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute) and not route.path_format.startswith("/static/")
        for method in route.methods - {"OPTIONS", "HEAD"}
    }


def fits(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path.partition("?")[0]) is not None


def route_of(rule: Rule, app: Litestar) -> tuple[str, str] | None:
    """The route that answers: of several that fit, the one with the fewest blanks."""
    fitting = [route for route in routes(app) if route[0] == rule.method and fits(rule.path, route[1])]
    return min(fitting, key=lambda route: route[1].count("{"), default=None)


def test_every_rule_answers_for_every_role() -> None:
    assert [rule.path for rule in rules() if len(rule.answers) != len(ROLES)] == []


async def test_every_route_of_the_house_is_in_the_table(app: Litestar) -> None:
    assert routes(app) - {route_of(rule, app) for rule in rules()} == set()
    assert [rule for rule in rules() if route_of(rule, app) is None] == []


class Undone(Exception):
    pass


@pytest.mark.parametrize("role", ROLES)
async def test_each_cell_of_the_table(village: Village, visitor: Visitor, role: str) -> None:
    things = await things_of(village)
    who = ROLES[role]
    column, wrong = list(ROLES).index(role), []
    visitor.follow_redirects = False
    for rule in rules():
        path, sent = (rule.path.format(**things), {key: value.format(**things) for key, value in rule.sent.items()})
        try:
            async with engine().transaction():
                visitor.cookies.clear()
                if who:
                    visitor.cookies.set("sign_in", await sign_in.remember(village.people[who].id))
                visitor.follow_redirects = False
                answer = await (visitor.get(path) if rule.method == "GET" else visitor.submit(path, **sent))
                if str(answer.status_code) != rule.answers[column]:
                    wrong.append(f"{rule.method} {path} {sent}: {answer.status_code}, not {rule.answers[column]}")
                raise Undone
        except Undone:
            pass
    assert wrong == []
