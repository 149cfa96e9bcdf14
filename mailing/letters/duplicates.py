"""Duplicates: this month's letter begun as last month's was, by one press.

The texts and the choice of blocks are taken over as they are, to be written over; what fills itself is filled anew, from
the day of the last letter on. It is a draft like any other: what the pair agreed to then is no agreement to this.
"""

from mailing.letters import blocks, drafts
from mailing.letters.letters import newsletter_of
from mailing.tables import Letter
from network.ground.queue import together
from network.owners import owner_of


async def draw(letter: Letter, by: int, code: str = "") -> Letter:
    """A new draft with the same subject and blocks. A form sent twice draws one."""
    async with together():
        draft = await drafts.lay(await newsletter_of(letter), by, letter.subject, code)
        if await blocks.of(draft):  # drawn the first time
            return draft
        draft.preheader = letter.preheader
        draft.since_on = await drafts.last_sent_on(await owner_of(letter))
        await draft.save()
        await blocks.copy(letter, draft)
    return draft
