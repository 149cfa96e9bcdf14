"""Errata: what a letter got wrong is put right for those who received it, and for nobody else.

An erratum is a letter of its own, with the agreement of the pair like any other (or marked urgent, with the reason). It
goes to whom the first was delivered, by the rows of its send, without those who have left since. On the web each of the
two leads to the other, so that nobody reads the old one unwarned.
"""

from dataclasses import replace

from mailing.letters import blocks, drafts, proofs
from mailing.letters.letters import newsletter_of
from mailing.newsletters import audiences
from mailing.newsletters.audiences import Audience
from mailing.tables import Delivery, Letter, Newsletter, Send
from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.words import _, say_date, speaking
from network.owners import Owner, owner_of

LONGEST_SUBJECT = 150
DOTS = "> …"  # where what was wrong is to be written
RIGHT = _("Please read instead:")


async def begin(letter: Letter, by: int, code: str = "") -> Letter:
    """A draft that says of which letter it is. Raises Conflict where that one was never sent. A form sent twice begins one."""
    if letter.sent_at is None or letter.send is None:
        raise Conflict(_("Only a letter that was sent needs an erratum: this one can still be changed."))
    with speaking(letter.language):
        subject = str(_("Erratum: %(subject)s", subject=letter.subject))[:LONGEST_SUBJECT]
        day = say_date(letter.sent_at)
        right = RIGHT
        wrong = _("In our letter “%(subject)s” of %(day)s, this was not right:", subject=letter.subject, day=day)
        words = f"{wrong}\n\n{DOTS}\n\n{right}\n\n"
    async with together():
        draft = await drafts.lay(await newsletter_of(letter), by, subject, code)
        if await blocks.of(draft):
            return draft
        draft.erratum_of, draft.reach, draft.language = letter.id, letter.reach, letter.language
        draft.since_on = await drafts.last_sent_on(await owner_of(letter))
        await draft.save()
        await blocks.add(draft, blocks.TEXT, words)
    return draft


async def audience_of(letter: Letter, owner: Owner, newsletter: Newsletter) -> Audience:
    """Whoever the first letter reached and who may still be written to."""
    first = await proofs.corrected_by(letter)
    assert first is not None
    taken = Delivery.select(Delivery.address).where(Delivery.send == first.send, Delivery.state == "accepted")
    reached = {address.lower() for address in await taken.output(as_list=True)}
    today = await audiences.of(newsletter, owner, letter.reach)
    readers = [one for one in today.readers if one.address.lower() in reached]
    beyond = [one for one in today.beyond if one.address.lower() in reached]
    return replace(today, readers=readers, beyond=beyond)


async def is_unsaid(letter: Letter) -> bool:
    """Whether what was wrong, or what is right, is still to be written: nobody should receive our dots."""
    if not letter.erratum_of:
        return False
    with speaking(letter.language):
        right = str(RIGHT)
    said = "\n".join(block.words for block in await blocks.of(letter))
    return DOTS in said.splitlines() or said.rstrip().endswith(right)


async def is_first_under_way(letter: Letter) -> bool:
    """Whether the letter that it puts right is still leaving: then nobody can say yet whom it reached."""
    first = await proofs.corrected_by(letter)
    return first is not None and await Send.exists().where((Send.id == first.send) & (Send.state != "done"))


async def of(letter: Letter, is_sent: bool = True) -> list[Letter]:
    """What puts this one right: sent already, or being written; the oldest first."""
    state = Letter.sent_at.is_not_null() if is_sent else Letter.sent_at.is_null()
    return await Letter.objects().where(Letter.erratum_of == letter.id, state).order_by(Letter.id)
