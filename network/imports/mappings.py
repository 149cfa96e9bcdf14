"""Mappings: what the columns of a spreadsheet hold, as the network said the last time.

A file whose headings are those of one before is read as that one was. Of other headings each is what our words say of it,
else what was said of it last.
"""

from collections.abc import Sequence

from network.ground.clock import now
from network.ground.database import long_array
from network.ground.spreadsheets.sheets import letter_of
from network.ground.tokens import digest
from network.imports import columns
from network.tables import Mapping

KEPT = 100  # letters of a heading


async def same_as_before(network: int, headings: Sequence[str]) -> Mapping | None:
    """Of the very same headings."""
    return await Mapping.objects().get((Mapping.network == network) & (Mapping.digest == _digest(headings)))


async def guess(network: int, headings: Sequence[str]) -> list[str]:
    """Heading by heading; each field once."""
    found = columns.guess(headings)
    rows = Mapping.objects().where(Mapping.network == network).order_by(Mapping.chosen_at, ascending=False).limit(20)
    for row in await rows:
        said = dict(zip(row.headings, row.columns, strict=True))
        for at, heading in enumerate(_keys(headings)):
            field = said.get(heading, "")
            if field and not found[at] and field not in found and headings[at]:
                found[at] = field
    return found


async def remember(network: int, headings: Sequence[str], chosen: list[str], college: str, by: int | None) -> None:
    """For the next file, and over what was said before."""
    row = await same_as_before(network, headings)
    row = row or Mapping(network=network, digest=_digest(headings), headings=_keys(headings))
    row.headings, row.columns = long_array(row.headings), long_array(chosen)
    row.college, row.chosen_by, row.chosen_at = college, by, now()
    await row.save()


def _keys(headings: Sequence[str]) -> list[str]:
    """Each once: a heading that stands there twice, or not at all, has the letter of its column."""
    plain = [columns.plain(heading)[:KEPT] for heading in headings]
    return [key if key and plain.count(key) == 1 else f"{key} {letter_of(at)}".strip() for at, key in enumerate(plain)]


def _digest(headings: Sequence[str]) -> str:
    return digest("\n".join(_keys(headings)))
