"""Every kind of page, taken from the table of routes and roles: none can be forgotten. Each as a stranger sees it, and as
whoever sees most of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playwright.async_api import APIRequestContext

from tests.test_roles import ROLES, rules

FULLEST = ("gardener", "coordinator", "administrator", "circle 1", "person")  # who sees most of a page, first


@dataclass(frozen=True)
class Kind:
    who: str | None  # their address; None is a stranger
    path: str


def kinds(things: Mapping[str, str]) -> Iterator[Kind]:
    """In the order of the table. What is read by a machine is among them: `is_a_page` tells."""
    for rule in rules():
        if rule.method == "GET":
            answers = dict(zip(ROLES, rule.answers, strict=True))
            path = rule.path.format(**things)
            fullest = next((role for role in FULLEST if answers[role] == "200"), None)
            if answers["public"] == "200":
                yield Kind(None, path)
            if fullest:
                yield Kind(f"{ROLES[fullest]}@example.org".replace("é", "e"), path)


async def is_a_page(asked: APIRequestContext, path: str) -> bool:
    """A page of ours: neither a file, nor a letter under its own policy, which lets no script look at it."""
    answer = await asked.get(path, headers={"Accept": "text/html"}, max_redirects=0)
    headers = answer.headers
    return headers.get("content-type", "").startswith("text/html") and "sandbox" not in headers.get(
        "content-security-policy", ""
    )
