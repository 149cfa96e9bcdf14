"""The file store: bytes, once each, under the digest of what is in them.

What a file is, its content says, never its name nor what the browser claims. It is read in pieces and bounded on the
way; it appears in its place whole or not at all. Nothing here knows who brought it or what for: rows name a digest, and
the bytes that no row names any more are swept away (a day of grace: whoever keeps the same bytes again is quicker).
"""

import asyncio
import os
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Protocol

from litestar.response import File as FileResponse

from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Refusal
from network.ground.media_types import KINDS, SHOWN_IN_PLACE, WHY_NOT, kind_of
from network.ground.settings import settings
from network.ground.words import Sentence, _

PIECE = 256 * 1024
GRACE = timedelta(days=1)


class Upload(Protocol):
    """What a form brings: Litestar's UploadFile is one."""

    filename: str

    async def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True)
class Kept:
    """Bytes that lie in the store: where, how many, what they are, and what the person calls them."""

    digest: str
    size: int
    media_type: str
    name: str


class FileRefused(Refusal):
    """Empty, too large, or not of a kind that is accepted: with the sentence that says which."""

    status = 422


def folder() -> Path:
    return settings().data / "files"


def path_of(digest: str) -> Path:
    """Where the bytes lie. A digest is ours, never something that was typed."""
    return folder() / digest[:2] / digest


class Paper(BytesIO):
    """A file at hand, as a form would have brought it."""

    def __init__(self, filename: str, content: bytes) -> None:
        super().__init__(content)
        self.filename = filename

    async def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        return super().read(size)


async def keep(upload: Upload, allowed: Collection[str], most: int) -> Kept:
    """Into the store, if it is of an allowed kind and not larger than `most` bytes. Raises FileRefused."""
    async with at_hand(upload, allowed, most) as held:
        await asyncio.to_thread(_put, held.path, path_of(held.digest))
    return Kept(held.digest, held.size, held.media_type, clean_name(upload.filename))


@dataclass(frozen=True)
class Held:
    """Bytes that have just come in, in a place of their own."""

    path: Path
    digest: str
    size: int
    media_type: str


@asynccontextmanager
async def at_hand(upload: Upload, allowed: Collection[str], most: int) -> AsyncIterator[Held]:
    """Bounded and of an allowed kind, to be read; gone afterwards, unless put in its place. Raises FileRefused."""
    incoming = folder() / "incoming" / tokens.code()
    await asyncio.to_thread(incoming.parent.mkdir, parents=True, exist_ok=True)
    try:
        digest, size = await _receive(upload, incoming, most)
        if not size:
            raise FileRefused(_("This file is empty."))
        kind = await asyncio.to_thread(kind_of, incoming)
        yield Held(incoming, digest, size, _allowed_as(kind, allowed))
    finally:
        incoming.unlink(missing_ok=True)


def response(digest: str, name: str, media_type: str) -> FileResponse:
    """To the browser: PDF and pictures in place, all else as a download. The page before has judged who may."""
    return FileResponse(
        path_of(digest),
        filename=name,
        media_type=media_type,
        content_disposition_type="inline" if media_type in SHOWN_IN_PLACE else "attachment",
        headers={"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"},
    )


def unnamed(named: Collection[str]) -> Iterable[Path]:
    """Bytes older than the grace that no row names, and what was left half received."""
    before = (now() - GRACE).timestamp()
    for path in folder().glob("*/*"):
        if path.name not in named and path.stat().st_mtime < before:
            yield path


def clean_name(name: str) -> str:
    """Without its folders and control characters: a name that every system can write."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return (f"{stem[: 199 - len(ending)]}{dot}{ending}" if len(ending) < 12 else clean[:200]) or "file"


def _allowed_as(kind: str, allowed: Collection[str]) -> str:
    if kind in allowed:
        return kind
    if kind == "text/csv" and "text/plain" in allowed:  # rows are text too
        return "text/plain"
    if kind in WHY_NOT:
        raise FileRefused(WHY_NOT[kind])
    accepted = ", ".join(str(KINDS.get(one, one)) for one in sorted(allowed))
    raise FileRefused(
        _("What is in this file: %(found)s. Accepted here: %(accepted)s.", found=KINDS[kind], accepted=accepted)
    )


async def _receive(upload: Upload, incoming: Path, most: int) -> tuple[str, int]:
    taken, size = sha256(), 0
    with incoming.open("xb") as out:
        while piece := await upload.read(PIECE):
            size += len(piece)
            if size > most:
                raise FileRefused(too_large(most))
            taken.update(piece)
            await asyncio.to_thread(out.write, piece)
        out.flush()
        await asyncio.to_thread(os.fsync, out.fileno())
    return taken.hexdigest(), size


def too_large(most: int) -> Sentence:
    """The sentence for a file over the bound."""
    return _("This file is too large: %(most)s MB at most.", most=most // 1_000_000)


def _put(incoming: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    incoming.replace(place)  # over the same bytes, if they were there: their grace begins anew
    held = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
