"""Files: what somebody brought, with its name and kind. The bytes lie in the store; a row says they are needed.

A row that goes takes its bytes with it in time: the clock sweeps away what no row names any more.
"""

import asyncio
from collections.abc import Collection
from pathlib import Path

from litestar.response import File as FileResponse

from network.ground import files, tokens
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.files import Upload
from network.ground.queue import together
from network.tables import File


async def keep(upload: Upload, allowed: Collection[str], most: int, by: int | None, code: str | None = None) -> File:
    """Into the store, with its row. With a code that is there already (a form sent twice), the file of the first time.
    Raises FileRefused with a sentence: empty, too large, or of another kind."""
    known = await File.objects().where(File.code == code).first() if code else None
    if known:
        return known
    kept = await files.keep(upload, allowed, most)
    file = File(code=code or tokens.code(), name=kept.name, media_type=kept.media_type, size=kept.size)
    file.digest, file.brought_by, file.brought_at = kept.digest, by, now()
    async with together():
        if code:  # two tabs at once: the first stays
            await one_at_a_time(f"file {code}")
            known = await File.objects().where(File.code == code).first()
        if known:
            return known
        await file.save()
    return file


def path_of(file: File) -> Path:
    """Where its bytes lie."""
    return files.path_of(file.digest)


def response(file: File) -> FileResponse:
    """To the browser; whoever answers with it has gone through a door before."""
    return files.response(file.digest, file.name, file.media_type)


async def discard(file: File) -> None:
    """The row goes; its bytes with the next sweep, unless another row names them."""
    await file.remove()


async def sweep_files() -> None:
    """What no row names any more."""
    named = set(await File.select(File.digest).output(as_list=True))
    for path in await asyncio.to_thread(lambda: list(files.unnamed(named))):
        path.unlink(missing_ok=True)
