"""Exports: a list leaves the house as a spreadsheet, for Excel or as open data.

Nobody gets out more than they may read: rows and columns are those of the list's page. Where a list holds people it is
written down who got it out, when, and how many lines: those who answer for a network can look it up. The lines are
written to a file without a name before the first of them leaves, so a list of any length takes no memory, and one that
cannot be finished is never half sent.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from network.access import Viewer, requires_second_factor
from network.ground.clock import HERE, now, today
from network.ground.errors import Forbidden, NotHere, SignInFirst
from network.ground.settings import settings
from network.ground.spreadsheets import sheets
from network.ground.words import Sentence, _, gettext
from network.owners import Owner, numbers_of
from network.plug import Cell, ExportKind, house
from network.tables import Export

FORMS = {"excel": "", "open": "-open"}  # and what each adds to the name of its file
LINES_AT_ONCE, PIECE = 500, 64 * 1024


class Sheet(NamedTuple):
    """A spreadsheet that is ready to leave."""

    file: IO[bytes]
    name: str
    lines: int


def kinds_for(viewer: Viewer, owner: Owner) -> list[ExportKind]:
    """What this viewer may get out here, from the ground up."""
    return [kind for kind in house().every("exports") if kind.is_for(viewer, owner)]


def kind_for(viewer: Viewer, owner: Owner, name: str) -> ExportKind:
    """The door. Raises NotHere, and for lists of people SignInFirst or Forbidden."""
    kind: ExportKind | None = next((one for one in house().every("exports") if one.name == name), None)
    if kind is None:
        raise NotHere
    if kind.is_for(viewer, owner):
        return kind
    if viewer.is_signed_in:
        raise Forbidden(_("This list is not one that you may read, so you cannot get it out."))
    raise SignInFirst


async def get_out(kind: ExportKind, viewer: Viewer, owner: Owner, form: str, about: str = "") -> Sheet:
    """The whole list as this viewer may read it; written down, where it holds people."""
    if kind.holds_people:
        requires_second_factor(viewer)
    file, lines = await _write(kind.headings(viewer, owner), kind.rows(viewer, owner), form)
    if kind.holds_people:
        row = Export(person=viewer.person, kind=kind.name, about=about[:200], form=form, lines=lines, at=now())
        row.community, row.network = numbers_of(owner)
        await row.save()
    return Sheet(file, f"{owner.slug}-{kind.name.split('.')[1]}-{today():%Y-%m-%d}{FORMS[form]}.csv", lines)


async def _write(headings: Sequence[Sentence], rows: AsyncIterator[Sequence[Cell]], form: str) -> tuple[IO[bytes], int]:
    separator, say = (";", _for_excel) if form == "excel" else (",", _as_open_data)
    lines, waiting = 0, [sheets.line_of([str(heading) for heading in headings], separator)]
    file: IO[bytes] = TemporaryFile(dir=settings().data)  # noqa: SIM115  # it is closed by whoever sends it
    try:
        file.write(b"\xef\xbb\xbf" if form == "excel" else b"")
        async with aclosing(rows) as listed:  # type: ignore[type-var]
            async for row in listed:
                waiting.append(sheets.line_of([say(cell) for cell in row], separator))
                lines += 1
                if len(waiting) >= LINES_AT_ONCE:
                    await _put(file, waiting)
        await _put(file, waiting)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, lines


async def _put(file: IO[bytes], waiting: list[str]) -> None:
    content = "".join(waiting).encode()
    waiting.clear()
    await asyncio.to_thread(file.write, content)


async def pieces_of(sheet: Sheet) -> AsyncIterator[bytes]:
    """For the answer; the file is gone when the last of them has left."""
    with sheet.file:
        while piece := await asyncio.to_thread(sheet.file.read, PIECE):
            yield piece


def _for_excel(cell: Cell) -> str:
    """As a French spreadsheet shows it."""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(HERE):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return _plain(cell)


def _as_open_data(cell: Cell) -> str:
    """As ISO 8601 and other machines have it."""
    if isinstance(cell, datetime):
        return cell.astimezone(HERE).isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return gettext("yes") if cell else gettext("no")
    return "" if cell is None else str(cell)
