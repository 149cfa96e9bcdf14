"""Our own pages, as the readers of a letter stand before them: what a circle alone may see is no good link in a public
letter, and a page that nobody ever built is none at all.
"""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote, urlsplit

from litestar.handlers import HTTPRouteHandler

from mailing.tables import Letter
from network.access import Audience, viewer_for
from network.ground.errors import Refusal
from network.ground.settings import settings
from network.owners import owner_of
from network.plug import house

OF_THE_ROOF = ("/aide", "/ecoconception", "/static/{kind}/{file}")  # a test compares with what is really answered
_parameter = re.compile(r"\{[^/}]*\}")


def is_ours(address: str) -> bool:
    """Whether it leads to this house, by the name that it goes by."""
    site = settings().address
    return address == site or address.startswith((f"{site}/", f"{site}?", f"{site}#"))


async def become(address: str, letter: Letter) -> str:
    """« open », « hidden » or « missing ». Pages that no domain has a door for are everybody's."""
    path = urlsplit(address).path
    steps = [unquote(step) for step in path.split("/") if step]
    if steps and not any(page.fullmatch("/".join(["", *steps])) for page in _pages()):
        return "missing"
    door = dict(house().every("doors")).get(steps[0]) if len(steps) > 1 else None
    if door is None:
        return "open"
    viewer = viewer_for(Audience(await owner_of(letter), letter.reach))
    try:
        await door(viewer, steps[1].removesuffix(".ics"))
    except Refusal:
        return "hidden"
    return "open"


@cache
def _pages() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("[^/]+".join(map(re.escape, _parameter.split(path)))) for path in paths())


def paths() -> Iterator[str]:
    """Of all that is answered to whoever comes by a link."""
    yield from OF_THE_ROOF
    for controller in house().every("pages"):
        whole = getattr(controller, "path", "")
        before = whole if isinstance(whole, str) else ""
        for handler in vars(controller).values():
            if isinstance(handler, HTTPRouteHandler) and "GET" in handler.http_methods:
                yield from (re.sub("/+", "/", f"/{before}/{path}").rstrip("/") for path in handler.paths)
