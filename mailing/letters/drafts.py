"""Drafts: letters being written, by one gardener or by both. What was typed is never lost: a page that is older than
the draft is not saved over it but shown again, and a block taken out is kept aside."""

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256

import msgspec

from mailing.letters import blocks, pictures
from mailing.letters.agreements import hold
from mailing.tables import Block, Letter, Newsletter, Picture
from network.ground import forms, tokens
from network.ground.clock import HERE, now, today
from network.ground.errors import Conflict, Fault
from network.ground.queue import together
from network.ground.words import _, language
from network.owners import Owner, belongs_to

FIRST_PERIOD = timedelta(days=30)
LONGEST_PERIOD = timedelta(days=3653)


async def begin(owner: Owner, newsletter: Newsletter, by: int, subject: str, code: str = "") -> Letter:
    """A letter that is ready to be filled: a greeting, then all that fills itself. A form sent twice begins one."""
    async with together():
        draft = await lay(newsletter, by, subject, code)
        if await blocks.of(draft) or await blocks.of(draft, aside=True):
            return draft
        draft.since_on = await last_sent_on(owner)
        await draft.save()
        greeting = _("Hello,\n\nHere is news of “%(name)s”, and what is coming.", name=owner.name)
        await blocks.add(draft, blocks.TEXT, str(greeting))
        for kind in blocks.kinds():
            await blocks.add(draft, kind)
    return draft


async def lay(newsletter: Newsletter, by: int, subject: str, code: str = "") -> Letter:
    """An empty sheet. With a code that is there already, the one of the first time, if it is this newsletter's."""
    sheet = Letter(code=code or tokens.code(), newsletter=newsletter.id, subject=subject, reach=newsletter.reach)
    sheet.network, sheet.community, sheet.language = newsletter.network, newsletter.community, language()
    sheet.since_on = today() - FIRST_PERIOD
    sheet.written_by = sheet.changed_by = by
    sheet.written_at = sheet.changed_at = now()
    await Letter.insert(sheet).on_conflict(target=Letter.code, action="DO NOTHING")
    mine = await Letter.objects().where(Letter.code == sheet.code, Letter.newsletter == newsletter.id).first()
    if mine is None:
        raise Conflict(forms.STALE)
    return mine


async def last_sent_on(owner: Owner) -> date:
    """From when on things are new: the last letter's day."""
    sent = belongs_to(owner, Letter.network, Letter.community) & Letter.sent_at.is_not_null()
    last = await Letter.select(Letter.sent_at).where(sent).order_by(Letter.sent_at, ascending=False).first()
    return last["sent_at"].astimezone(HERE).date() if last else today() - FIRST_PERIOD


async def throw_away(letter: Letter) -> None:
    """With its blocks and what the pair said on it. Raises Conflict where it was sent: that one stays."""
    async with together():
        await hold(letter)
        await pictures.remove_all(letter)
        await Letter.delete().where(Letter.id == letter.id)


async def digest_of(letter: Letter) -> str:
    """Of what was written and chosen: an agreement is to this. What fills itself is not in it, which blocks do is."""
    shown = {row.id: row for row in await Picture.objects().where(Picture.letter == letter.id)}
    rows = [
        (block.kind, block.words, *_facts_of(shown[block.picture])) if block.picture else (block.kind, block.words)
        for block in await blocks.of(letter)
    ]
    said = [letter.subject, letter.preheader, letter.reach, letter.since_on.isoformat(), rows]
    return sha256(msgspec.json.encode(said)).hexdigest()


def _facts_of(picture: Picture) -> tuple[object, ...]:
    return (picture.file, picture.alternative, picture.is_decorative, picture.caption, picture.credit)


async def compose(
    letter: Letter, by: int, seen: str, subject: str, preheader: str, since: date, words: Mapping[int, str]
) -> None:
    """Keeps what the page holds. `seen` is the digest of the draft that the page was made of: when somebody has changed
    it since, nothing is overwritten and a Fault says so."""
    if not today() - LONGEST_PERIOD <= since <= today():
        raise Fault("since", _("Please choose a day of the last ten years, today at the latest."))
    async with together():
        await hold(letter)
        rows = {block.id: block for block in await Block.objects().where(Block.letter == letter.id)}
        changed = {key: said for key, said in words.items() if key in rows and rows[key].words != said}
        is_same = (letter.subject, letter.preheader, letter.since_on) == (subject, preheader, since)
        if is_same and not changed:
            return
        if seen != await digest_of(letter):
            raise Fault(
                "subject",
                _(
                    "The letter was changed meanwhile, perhaps by the other gardener. What you typed is still here:"
                    " save once more to keep it in the place of what the letter says now."
                ),
            )
        letter.subject, letter.preheader, letter.since_on = subject, preheader, since
        letter.changed_by, letter.changed_at = by, now()
        await letter.save()
        for key, said in changed.items():
            await Block.update({Block.words: said}).where(Block.id == key)
