"""Every kind of page, taken from the table of routes and roles: none can be forgotten. Each as a stranger sees it, and as
whoever sees most of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playwright.async_api import APIRequestContext

from tests.test_roles import ROLES, Rule, rules

FULLEST = ("gardener", "coordinator", "administrator", "circle 1", "person")  # who sees most of a page, first


@dataclass(frozen=True)
class Kind:
    who: str | None  # their address; None is a stranger
    path: str


def kinds(things: Mapping[str, str]) -> Iterator[Kind]:
    """In the order of the table. What is read by a machine is among them: `is_a_page` tells."""
    for rule in rules():
        if rule.method == "GET":
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


async def is_a_page(asked: APIRequestContext, path: str) -> bool:
    """A page of ours: neither a file, nor a letter under its own policy, which lets no script look at it."""
    answer = await asked.get(path, headers={"Accept": "text/html"}, max_redirects=0)
    headers = answer.headers
    return headers.get("content-type", "").startswith("text/html") and "sandbox" not in headers.get(
        "content-security-policy", ""
    )
