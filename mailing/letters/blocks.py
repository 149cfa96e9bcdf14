"""Blocks: the parts of a letter. Text is typed; the others are filled in by the domains with what the letter's audience
may see, anew each time that the draft is looked at, and for good when the letter is sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mailing.letters import plain_prose, prose
from mailing.tables import Block, Letter, Picture
from network.access import Audience, viewer_for
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.words import Sentence, _
from network.owners import Owner
from network.plug import Block as Filled
from network.plug import BlockKind, Period, house

TEXT, PICTURE = "text", "picture"
COPIED = ("file", "width", "height", "alternative", "is_decorative", "caption", "credit", "brought_by")
AHEAD = timedelta(days=60)  # of what is to come, a letter announces two months


@dataclass(frozen=True)
class Part:
    """A block as it is shown: its row, what it is called, and its text as HTML or what filled it."""

    block: Block
    title: Sentence
    html: str = ""
    filled: Filled | None = None
    picture: Picture | None = None

    @property
    def is_text(self) -> bool:
        return self.block.kind == TEXT

    @property
    def is_empty(self) -> bool:
        return not self.html and not self.picture and not (self.filled and self.filled.items)

    @property
    def text(self) -> str:
        """For whoever reads without HTML."""
        return plain_prose.text_of(self.block.words)

    @property
    def start(self) -> str:
        return prose.start_of(self.block.words)


def kinds() -> dict[str, BlockKind]:
    """Those that fill themselves, by name, in the order in which a first letter has them."""
    return {kind.name: kind for kind in sorted(house().every("newsletter_blocks"), key=lambda kind: kind.name)}


def choices() -> dict[str, Sentence]:
    """What can be added to a letter."""
    return {TEXT: _("A text"), **{name: kind.words for name, kind in kinds().items()}}


async def of(letter: Letter, aside: bool = False) -> list[Block]:
    """In their order: those of the letter, or those taken out."""
    mine = (Block.letter == letter.id) & (Block.is_aside == aside)
    return await Block.objects().where(mine).order_by(Block.position).order_by(Block.id)


async def parts_of(letter: Letter, owner: Owner) -> list[Part]:
    """The blocks with what is in them, as the letter's audience may see it."""
    viewer = viewer_for(Audience(owner, letter.reach))
    period = Period(letter.since_on, max(letter.since_on, today()) + AHEAD)
    known, parts = kinds(), []
    pictures = {picture.id: picture for picture in await Picture.objects().where(Picture.letter == letter.id)}
    for block in await of(letter):
        if block.kind == TEXT:
            parts.append(Part(block, _("Text"), html=prose.html_of(block.words)))
        elif block.kind == PICTURE:
            parts.append(Part(block, _("Picture"), picture=pictures.get(block.picture)))
        elif kind := known.get(block.kind):  # of a domain that is there
            parts.append(Part(block, kind.words, filled=await kind.fill(viewer, owner, period)))
    return parts


async def add(letter: Letter, kind: str, words: str = "", picture: int | None = None) -> Block:
    """At the end."""
    last = await Block.select(Block.position).where(Block.letter == letter.id).order_by(Block.position, ascending=False)
    block = Block(
        letter=letter.id, kind=kind, words=words, picture=picture, position=last[0]["position"] + 1 if last else 1
    )
    await block.save()
    return block


async def copy(letter: Letter, draft: Letter) -> None:
    """The blocks of one letter into another, in their order; what was taken out stays behind."""
    for block in await of(letter):
        await add(draft, block.kind, block.words, await _copied(block.picture, draft))


async def _copied(picture: int | None, draft: Letter) -> int | None:
    """The same file, with words of its own from now on."""
    found = await Picture.objects().where(Picture.id == picture).first() if picture else None
    if found is None:
        return None
    shown = {name: getattr(found, name) for name in COPIED}
    copy = Picture(code=tokens.code(), letter=draft.id, brought_at=now(), **shown)
    await copy.save()
    return int(copy.id)


async def move(letter: Letter, block_id: int, by: int) -> None:
    """Up (-1) or down (1) among its neighbours; at the edge it stays."""
    rows = await of(letter)
    at = next((index for index, block in enumerate(rows) if block.id == block_id), None)
    if at is None or not 0 <= at + by < len(rows):
        return
    rows[at], rows[at + by] = rows[at + by], rows[at]
    for position, block in enumerate(rows, start=1):
        await Block.update({Block.position: position}).where(Block.id == block.id)


async def put_aside(letter: Letter, block_id: int, is_aside: bool = True) -> None:
    """Out of the letter, kept beside it; or back, at the end."""
    end = 1 + int(await Block.count().where(Block.letter == letter.id))
    changed: dict[Any, Any] = {Block.is_aside: is_aside, Block.position: end}
    await Block.update(changed).where(Block.id == block_id, Block.letter == letter.id)
    for position, block in enumerate(await of(letter), start=1):
        await Block.update({Block.position: position}).where(Block.id == block.id)
