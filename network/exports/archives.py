"""Archives: everything of a network in one file, for its coordination: to look at, to keep, or to go elsewhere with.

Asked for, made by a job in pieces of some seconds that each leave it whole, fetched by the coordination alone, gone after
seven days, and at once where somebody in it asks to be erased. What is in it is found by walking along references
(walks.py): every table that leads to the network, twice (CSV and JSON), and the files under their own names. No secret,
no digest, no row of another network. Who asked is written down with the exports.
"""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from piccolo.table import Table

from network import notes
from network.access import Viewer, requires_second_factor
from network.exports import packs, walks
from network.exports.packs import Pack
from network.ground import files, pages, progress
from network.ground.clock import now
from network.ground.database import one_at_a_time, walk
from network.ground.errors import NotHere
from network.ground.letterpress import Pressed, press
from network.ground.queue import later, together
from network.ground.settings import settings
from network.ground.spreadsheets import sheets
from network.ground.words import Sentence, _, say_number, speaking
from network.owners import Owner
from network.plug import Held, Holding
from network.tables import Archive, Export, File, Network, Note, Person

KEPT = timedelta(days=7)
LOOK_AGAIN = timedelta(minutes=2)
AT_ONCE = 20.0  # seconds that a job takes; then the next one goes on
ROWS_AT_ONCE = 500
MOST_TRIES = 6  # that come to no further piece
KIND, WORDS = "network.archive", _("Everything: the archive of the network")
READ_ME = "LISEZ-MOI.txt"


class Piece(NamedTuple):
    """One entry of the archive, and what writes it."""

    name: str
    write: Callable[[Pack, str], Awaitable[int]]


def path_of(archive: Archive) -> Path:
    """Where it lies."""
    return settings().data / "archives" / f"{archive.code}.zip"


async def ask(network: Network, viewer: Viewer, code: str) -> Archive:
    """From now on it is made. With a code that is there already (a form sent twice), and while another is being made,
    that one."""
    requires_second_factor(viewer)
    async with together():
        await one_at_a_time(f"archive {network.id}")
        known = Archive.objects().where(Archive.network == network.id)
        found = await known.where((Archive.code == code) | Archive.state.is_in(["waiting", "making"])).first()
        if found:
            return found
        row = Archive(code=code, network=network.id, asked_by=viewer.person, asked_at=now())
        row.ring_at = now() + LOOK_AGAIN
        await row.save()
        await Export(person=viewer.person, network=network.id, kind=KIND, form="zip", at=now()).save()
        await later("make_archive", row.id)
    return row


async def newest_of(network: Owner, most: int = 3) -> list[Archive]:
    """The last ones that were asked for."""
    rows = Archive.objects().where(Archive.network == network.id)
    return await rows.order_by(Archive.asked_at, ascending=False).limit(most)


async def make_archive(number: int) -> None:
    """The job: as many pieces as fit into some seconds; then it rings for itself. Rung twice, one of the two makes it."""
    archive = await Archive.objects(Archive.network).get(Archive.id == number)
    if archive is None or archive.state not in ("waiting", "making"):
        return
    pieces = await _pieces(archive)
    try:
        with Pack(path_of(archive)) as pack:
            is_whole = await _add(pack, pieces, archive.code)
            made = len(pack.names)
    except BlockingIOError:
        return
    async with together():
        held = await Archive.objects().where(Archive.id == number).lock_rows("UPDATE").first()
        if held is None or held.state not in ("waiting", "making"):  # somebody was erased meanwhile
            packs.remove(path_of(archive))
            return
        held.tries = 0 if made > held.made else held.tries
        held.state, held.made, held.pieces = "done" if is_whole else "making", made, len(pieces)
        held.ring_at = now() + LOOK_AGAIN
        if is_whole:
            held.done_at, held.ends_at, held.size = now(), now() + KEPT, path_of(held).stat().st_size
            if held.asked_by:
                await notes.owe("network.archive_ready", held.asked_by, about=held.id)
        await held.save()
        if not is_whole:
            await later("make_archive", number)


async def _add(pack: Pack, pieces: list[Piece], code: str) -> bool:
    ends, there = time.monotonic() + AT_ONCE, pack.names
    for piece in pieces:
        if piece.name in there:
            continue
        if time.monotonic() > ends:
            return False
        await piece.write(pack, piece.name)
        await progress.tell(f"archive:{code}", len(pack.names), len(pieces))
    return True


async def watch(archive: Archive) -> dict[str, Any] | None:
    """How far it is, in figures and words; None when there is nothing more to wait for."""
    row = await Archive.objects().get(Archive.id == archive.id)
    if row is None or row.state not in ("waiting", "making"):
        return None
    done, whole = await progress.of(f"archive:{row.code}") or (row.made, row.pieces)
    words = _("It is about to begin.")
    if whole:
        words = _("%(made)s of %(pieces)s pieces", made=say_number(done), pieces=say_number(whole))
    return {"done": done, "whole": whole, "words": str(words)}


async def _pieces(archive: Archive) -> list[Piece]:
    """Always the same, in the same order, but for what was brought meanwhile."""
    network: Any = archive.network
    tables = walks.archived()
    found = [Piece(READ_ME, _read_me(archive, tables))]
    for table in tables:
        name = table._meta.tablename
        found.append(Piece(f"csv/{name}.csv", _csv(table, network.id)))
        found.append(Piece(f"json/{name}.json", _json(table, network.id)))
    rows = File.raw(f"SELECT code, name, digest FROM network_file WHERE {walks.rows_of(File, network.id)} ORDER BY id")
    async with aclosing(walk(rows)) as listed:
        async for row in listed:
            if await asyncio.to_thread(files.path_of(row["digest"]).exists):
                found.append(Piece(f"files/{row['code']}-{row['name']}", _file(files.path_of(row["digest"]))))
    return found


def _rows(table: type[Table], network: int) -> AsyncIterator[dict[str, Any]]:
    columns = ", ".join(f'"{column._meta.db_column_name}"' for column in walks.columns_of(table))
    where = walks.rows_of(table, network)
    return walk(table.raw(f'SELECT {columns} FROM "{table._meta.tablename}" WHERE {where} ORDER BY id'))


def _csv(table: type[Table], network: int) -> Callable[[Pack, str], Awaitable[int]]:
    headings = [column._meta.db_column_name for column in walks.columns_of(table)]

    def say(cell: Any) -> str:
        if isinstance(cell, list):
            return " ".join(map(str, cell))
        return "" if cell is None else cell.isoformat() if hasattr(cell, "isoformat") else str(cell)

    async def write(pack: Pack, name: str) -> int:
        lines = (sheets.line_of([say(cell) for cell in row.values()], ",") async for row in _rows(table, network))
        return await _write(pack, name, lines, first=sheets.line_of(headings, ","))

    return write


def _json(table: type[Table], network: int) -> Callable[[Pack, str], Awaitable[int]]:
    async def write(pack: Pack, name: str) -> int:
        lines = (f"\n{msgspec.json.encode(row).decode()}," async for row in _rows(table, network))
        return await _write(pack, name, lines, first="[", last="\n]\n", without_last_comma=True)

    return write


async def _write(
    pack: Pack, name: str, lines: AsyncIterator[str], first: str = "", last: str = "", without_last_comma: bool = False
) -> int:
    waiting, count = [first], 0
    with pack.entry(name) as entry:
        async with aclosing(lines) as listed:  # type: ignore[type-var]
            async for line in listed:
                if len(waiting) > ROWS_AT_ONCE:
                    await asyncio.to_thread(entry.write, "".join(waiting).encode())
                    waiting.clear()
                waiting.append(line)
                count += 1
        if without_last_comma and count:
            waiting[-1] = waiting[-1].removesuffix(",")
        await asyncio.to_thread(entry.write, ("".join(waiting) + last).encode())
    return count


def _file(path: Path) -> Callable[[Pack, str], Awaitable[int]]:
    async def write(pack: Pack, name: str) -> int:
        with pack.entry(name) as entry, path.open("rb") as source:
            await asyncio.to_thread(shutil.copyfileobj, source, entry, files.PIECE)
        return 1

    return write


def _read_me(archive: Archive, tables: list[type[Table]]) -> Callable[[Pack, str], Awaitable[int]]:
    """What is in it and what is not, in French: it is for whoever opens it, perhaps years later."""

    async def write(pack: Pack, name: str) -> int:
        with speaking("fr"):
            text = pages.environment.get_template("network/archives/read_me.txt").render(
                archive=archive,
                network=archive.network,
                house=settings().address,
                tables=[(one._meta.tablename, _first_words(one), _columns(one)) for one in tables],
                left_out=[(one._meta.tablename, said.reason) for one, said in walks.left_out().items()],
            )
        with pack.entry(name) as entry:
            entry.write(text.replace("\n", "\r\n").encode("utf-8-sig"))
        return 1

    return write


def _first_words(table: type[Table]) -> Sentence | str:
    said = walks.said_of(table)
    return said.words if said and said.words else table.__name__


def _columns(table: type[Table]) -> str:
    points = walks.references(table)
    said = []
    for column in walks.columns_of(table):
        name = column._meta.db_column_name
        said.append(f"{name} -> {points[name]._meta.tablename}.id" if name in points else name)
    return ", ".join(said)


async def file_of(archive: Archive) -> Path:
    """To be fetched; raises NotHere when it is not ready, or gone."""
    path = path_of(archive)
    if archive.state != "done" or archive.ends_at is None or archive.ends_at < now() or not path.exists():
        raise NotHere(_("This archive is not here, or not any more. You may ask for a new one."))
    await Archive.update({Archive.fetched_at: now()}).where(Archive.id == archive.id)
    return path


async def ring_archives() -> None:
    """By the clock: those that stand still; after some tries in vain one is given up."""
    overdue = Archive.state.is_in(["waiting", "making"]) & (Archive.ring_at < now())
    for row in await Archive.objects().where(overdue):
        row.tries, row.ring_at = row.tries + 1, now() + LOOK_AGAIN
        row.state = "failed" if row.tries > MOST_TRIES else row.state
        await row.save([Archive.tries, Archive.ring_at, Archive.state])
        if row.state != "failed":
            await later("make_archive", row.id)


async def forget_old_archives() -> None:
    """By the clock, at night: seven days after it was made its file goes."""
    await _put_away(await Archive.objects().where(Archive.state == "done", Archive.ends_at < now()))
    known = set(await Archive.select(Archive.code).where(Archive.state != "gone").output(as_list=True))
    for path in (settings().data / "archives").glob("*.*"):
        if path.stem not in known:  # of a database that is not there any more
            path.unlink(missing_ok=True)


async def forget_person(person: Person) -> None:
    """An archive that may have this person in it goes at once; who asked for one is not known any more."""
    await _put_away(await Archive.objects().where(Archive.state.is_in(["waiting", "making", "done"])))
    nobody: dict[Any, Any] = {Archive.asked_by: None}
    await Archive.update(nobody).where(Archive.asked_by == person.id)


async def show_asked(person: Person) -> Held:
    """Those that this person asked for."""
    rows = (
        Archive.select(Archive.network.name, Archive.asked_at).where(Archive.asked_by == person.id).order_by(Archive.id)
    )
    return Held(_("Archives you asked for"), await rows)


async def _put_away(gone: list[Archive]) -> None:
    """The file goes after the commit: what is undone (as when it is only tried who would be forgotten) takes no file."""
    async with together():
        for row in gone:
            await Archive.update({Archive.state: "gone"}).where(Archive.id == row.id)
            await later("remove_archive", row.id)


async def remove_archive(number: int) -> None:
    """The job: of one that is gone, the file."""
    archive = await Archive.objects().get(Archive.id == number)
    if archive and archive.state == "gone":
        await asyncio.to_thread(packs.remove, path_of(archive))


async def write_ready(note: Note) -> Pressed | None:
    """To whoever asked for it."""
    archive = await Archive.objects(Archive.network).get(Archive.id == note.subject)
    if archive is None or archive.state != "done":
        return None
    network: Any = archive.network
    subject = _("The archive of %(network)s is ready", network=network.name)
    said = _("You can fetch it for seven days. It holds the data of people: keep it where only those who need it come.")
    link = f"{settings().address}/archives/{archive.code}"
    return press(
        "network/letters/told",
        subject,
        sentence=said,
        because="",
        by="",
        link=link,
        button=_("See the archive"),
        network=network,
    )


HOLDINGS: dict[type[Table], Holding] = {Archive: Holding(show_asked, forget_person)}
