"""The journal of exports: whose lists left the house, by whom, when. For those who answer for the people in them."""

from datetime import datetime

import msgspec

from network.access import Viewer, may_animate
from network.exports import archives
from network.ground.words import Sentence
from network.owners import Owner, lies_in
from network.plug import house
from network.tables import Export

MOST = 20


class Left(msgspec.Struct):
    """One list that left."""

    what: Sentence | str
    about: str
    owner: str
    who: str  # empty: somebody erased since
    lines: int
    at: datetime


async def of(viewer: Viewer, owner: Owner, most: int = MOST) -> list[Left]:
    """The newest first; of a network with those of its communities. For nobody but who animates."""
    if not may_animate(viewer, owner):
        return []
    here = lies_in(owner, Export.network, Export.community)
    names = (Export.community.name, Export.network.name, Export.person.given_name, Export.person.family_name)
    rows = Export.select(Export.kind, Export.about, Export.lines, Export.at, *names).where(here)
    words = {kind.name: kind.words for kind in house().every("exports")} | {archives.KIND: archives.WORDS}
    return [
        Left(
            words.get(row["kind"], row["kind"]),
            row["about"],
            row["community.name"] or row["network.name"],
            f"{row['person.given_name'] or ''} {row['person.family_name'] or ''}".strip(),
            row["lines"],
            row["at"],
        )
        for row in await rows.order_by(Export.at, ascending=False).order_by(Export.id, ascending=False).limit(most)
    ]
