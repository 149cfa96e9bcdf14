"""Search: one question, asked of everything that can be looked for; each domain answers for its nouns.

Whoever looks finds what they may see and nothing else: each answer has passed the same clause as the list and the door of
its noun. A question without a word in it is asked of nobody.
"""

import re
from dataclasses import dataclass

from network.access import Viewer
from network.ground.errors import NotHere
from network.ground.marks import tidy
from network.plug import Hits, SearchKind, house

FEW, PER_PAGE, LAST_PAGE = 4, 20, 50


@dataclass(frozen=True)
class Group:
    """What was found of one noun: the first few, or a page of them."""

    kind: SearchKind
    found: Hits

    @property
    def last_page(self) -> int:
        return min(max(1, -(-self.found.total // PER_PAGE)), LAST_PAGE)


def kinds() -> list[SearchKind]:
    """From the ground up: people first, letters last."""
    return sorted(house().every("searches"), key=lambda kind: kind.rank)


def is_a_question(words: str) -> bool:
    """It has a word of two letters or more, or a number."""
    return re.search(r"[^\W_]{2}|\d", tidy(words)) is not None


async def look(viewer: Viewer, words: str) -> list[Group]:
    """The first few of every noun of which anything is found."""
    groups = [Group(kind, await kind.find(viewer, tidy(words), FEW, 0)) for kind in kinds()]
    return [group for group in groups if group.found.total]


async def look_among(viewer: Viewer, name: str, words: str, page: int) -> Group:
    """A page of what is found of one noun. Raises NotHere for one that nobody knows."""
    for kind in kinds():
        if kind.name == name:
            page = min(max(page, 1), LAST_PAGE)
            return Group(kind, await kind.find(viewer, tidy(words), PER_PAGE, PER_PAGE * (page - 1)))
    raise NotHere
