"""Coming in as one of the village, without the letter: that way has tests of its own."""

import re

from network import sign_in
from network.plug import Village
from tests.conftest import Visitor


async def come_as(visitor: Visitor, village: Village, who: str | None) -> Visitor:
    """The browser of somebody of the village, or nobody's."""
    visitor.cookies.clear()
    if who:
        visitor.cookies.set("sign_in", await sign_in.remember(village.people[who].id))
    return visitor


def hidden(page: str) -> dict[str, str]:
    """What the forms of a page send without being asked."""
    return dict(re.findall(r'type="hidden" name="(?!_csrf)(\w+)" value="([^"]*)"', page))


def main_of(page: str) -> str:
    """Without the head, which says the name of whoever looks."""
    return page[page.index("<main") :]
