"""Pictures of a letter: small, from our own house, and never without the words that stand for them.

What is brought is judged by its content and drawn anew in a process of its own (draw_picture.py); the file that came is
not kept. Each has its words for who does not see it, or is said to be decorative; without that it is not in the letter.
Mail readers fetch it without signing in: its address holds a seal that nobody can guess, and stays the same for ever.
"""

import asyncio
from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from litestar.response import File as FileResponse

from mailing.letters import blocks
from mailing.letters.agreements import hold
from mailing.tables import Block, Letter, Picture
from network import files
from network.ground import files as store
from network.ground import strangers, tokens
from network.ground.clock import now
from network.ground.errors import Fault, NotHere
from network.ground.files import FileRefused, Paper, Upload
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import _
from network.tables import File

MOST = 20_000_000
TAKEN = ("image/jpeg", "image/png", "image/webp", "image/gif")
ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}
SECONDS, PROCESSOR, MEMORY, ANSWER = 30, 15, 1024 * 1024 * 1024, 4_000_000
SCRIPT = Path(__file__).with_name("draw_picture.py")
SHOWN = 544  # pixels: how wide a letter shows it at most
UNPLACED = timedelta(days=1)  # how long a picture without its words waits for them

FAULTS = {
    "too_many_pixels": _("This picture has too many pixels: 64 million at most. Please make it smaller first."),
    "too_much": _("This picture asks for too much time or memory: please save it anew in a picture program."),
}
BROKEN = _("This picture is damaged and cannot be shown: please save it anew, or choose another.")
WORDLESS = _("Please describe the picture in a few words, or say that it is decorative.")
_drawing = asyncio.Semaphore(2)  # each may take its gigabyte


@dataclass(frozen=True)
class Words:
    """What is said with a picture."""

    alternative: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""


async def bring(letter: Letter, upload: Upload, by: int | None, code: str = "") -> Picture:
    """Drawn anew and kept, not in the letter yet. A form sent twice brings one. Raises Fault("file")."""
    known = await Picture.objects().where(Picture.code == code, Picture.letter == letter.id).first() if code else None
    if known:
        return known
    try:
        async with store.at_hand(upload, TAKEN, MOST) as held, _drawing:
            drawn = await strangers.draw(SCRIPT, held.path, SECONDS, PROCESSOR, MEMORY, ANSWER)
    except FileRefused as refused:
        raise Fault("file", refused.sentence) from None
    if "fault" in drawn:
        raise Fault("file", FAULTS.get(drawn["fault"], BROKEN))
    name = f"{store.clean_name(upload.filename).rpartition('.')[0] or 'picture'}.{ENDINGS[drawn['media_type']]}"
    async with together():
        await hold(letter)
        file = await files.keep(Paper(name, b64decode(drawn["image"])), [*ENDINGS], MOST, by)
        picture = Picture(code=code or tokens.code(), letter=letter.id, file=file.id, brought_by=by, brought_at=now())
        picture.width, picture.height = drawn["width"], drawn["height"]
        await Picture.insert(picture).on_conflict(target=Picture.code, action="DO NOTHING")
        mine = await Picture.objects().where(Picture.code == picture.code, Picture.letter == letter.id).first()
        assert mine is not None
        if mine.file != file.id:  # two at once: the first stays
            await files.discard(file)
    return mine


def faults(alternative: str, is_decorative: bool) -> list[Fault]:
    """What is lacking before it can stand in a letter."""
    return [] if is_decorative or alternative.strip() else [Fault("alternative", WORDLESS)]


async def describe(letter: Letter, picture: Picture, words: Words) -> None:
    """Its words; the first time they are whole, it comes into the letter, at the end. Raises Fault, Conflict."""
    for fault in faults(words.alternative, words.is_decorative):
        raise fault
    async with together():
        await hold(letter)
        alternative = "" if words.is_decorative else words.alternative
        said: dict[Any, Any] = {Picture.alternative: alternative, Picture.is_decorative: words.is_decorative}
        said |= {Picture.caption: words.caption, Picture.credit: words.credit}
        await Picture.update(said).where(Picture.id == picture.id)
        if not await Block.exists().where(Block.picture == picture.id):
            await blocks.add(letter, blocks.PICTURE, picture=picture.id)


async def remove(letter: Letter, picture: Picture) -> None:
    """Out of the draft, with its block; nobody can bring it back. Raises Conflict where the letter was sent."""
    async with together():
        await hold(letter)
        await _remove(picture)


async def _remove(picture: Picture) -> None:
    file = await File.objects().get(File.id == picture.file)
    await Picture.delete().where(Picture.id == picture.id)
    if file and not await Picture.exists().where(Picture.file == file.id):  # a duplicate of the letter may show it too
        await files.discard(file)


async def remove_all(letter: Letter) -> None:
    """Before a draft is thrown away."""
    for picture in await Picture.objects().where(Picture.letter == letter.id):
        await _remove(picture)


async def sweep() -> None:
    """By the clock, at night: those that were brought and never described."""
    placed = Block.select(Block.picture).where(Block.picture.is_not_null())
    unplaced = Picture.id.not_in(placed) & (Picture.brought_at < now() - UNPLACED)
    for picture in await Picture.objects().where(unplaced):
        async with together():
            await _remove(picture)


async def of_code(code: str) -> Picture:
    """Raises NotHere. Who asks must be let in by its letter."""
    found = await Picture.objects().where(Picture.code == code).first()
    if found is None:
        raise NotHere
    return found


async def letter_of(picture: Picture) -> str:
    """The code of its letter."""
    [code] = await Letter.select(Letter.code).where(Letter.id == picture.letter).output(as_list=True)
    return str(code)


def path_of(picture: Picture) -> str:
    """Where mail readers find it: derived from the key, so that no table tells it."""
    return f"/pictures/{picture.code}{_seal(picture.code)}"


def address_of(picture: Picture) -> str:
    """The whole address, for a letter."""
    return settings().address + path_of(picture)


def at_home(html: str) -> str:
    """The letter as our own pages show it: its pictures by their path, under whatever name this house was opened."""
    return html.replace(f'src="{settings().address}/pictures/', 'src="/pictures/')


def _seal(code: str) -> str:
    return tokens.derive("picture", code)[:22]


async def response(name: str) -> FileResponse:
    """To whoever has the address. Raises NotHere."""
    code, seal = name[:10], name[10:]
    if not tokens.are_same(seal, _seal(code)):
        raise NotHere
    picture = await of_code(code)
    file = await File.objects().get(File.id == picture.file)
    assert file is not None  # no file goes before its pictures
    answer = files.response(file)
    answer.headers["Cache-Control"] = "private, max-age=604800"
    return answer


async def weight_of(letter: Letter) -> int:
    """In bytes, of all that stand in it."""
    [found] = await Picture.raw(
        """
        SELECT coalesce(sum(f.size), 0) AS bytes FROM mailing_block b
        JOIN mailing_picture p ON p.id = b.picture JOIN network_file f ON f.id = p.file
        WHERE b.letter = {} AND NOT b.is_aside
        """,
        letter.id,
    )
    return int(found["bytes"])


def width_in_letter(picture: Picture) -> int:
    """In the pixels of mail readers."""
    return min(SHOWN, picture.width)


def height_in_letter(picture: Picture) -> int:
    """As it follows from the width."""
    return max(1, round(picture.height * width_in_letter(picture) / max(1, picture.width)))
