"""Written notes: a few plain words that those who animate write to people by name, today, and nobody need agree.

Practical matters: the room has changed, bring boots, we have not heard from you. **A note is no newsletter**: there is
no list to be on, and so there are few of them; what is told regularly is for those who asked for it. Answers go to the
pair. What left is kept as it left, with who wrote it, when, to whom, and what became of it for each.

Whom it is for is frozen with it: a row for each person, a letter for each address, and the queue of notes carries them:
after the commit, through crashes, each once.
"""

from dataclasses import dataclass
from datetime import timedelta

from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.database import copy_rows, one_at_a_time
from network.ground.errors import Fault
from network.ground.queue import later, together
from network.ground.words import Sentence, _
from network.plug import Matter, Occasion
from network.tables import Network, Note, WrittenNote
from network.written_notes import readers
from network.written_notes.occasions import NAMED
from network.written_notes.readers import Readership

WINDOW = timedelta(days=30)
KIND = "network.written"
NOTE = ("code", "kind", "person", "language", "subject", "state", "asked_at", "tries", "ring_at", "reply")


@dataclass(frozen=True)
class Words:
    """What somebody typed."""

    subject: str
    words: str


async def write(
    asked: Occasion,
    matter: Matter,
    audience: str,
    people: list[int | None],
    said: Words,
    by: Viewer,
    code: str,
    digest: str | None = None,
    is_once: bool = False,
) -> WrittenNote:
    """On its way to all of these who can be written to. With a code that is there already (a form sent twice), the note
    of the first time. Raises Fault("audience") where there is nobody, where it were too often, or where the readers are
    no longer those of the digest, that somebody has looked at. What its caller writes once, and no more (`is_once`), is
    never too often."""
    async with together():
        await one_at_a_time(f"notes about {asked.name} {matter.number}")
        known = await WrittenNote.objects().where(WrittenNote.code == code).first()
        if known:
            return known
        readership = await readers.of(people)
        require_readers(readership)
        if digest is not None and digest != readership.digest:
            raise Fault("audience", _("Those whom it is for have changed meanwhile: please look again."))
        if audience != NAMED and not is_once:
            await require_room(asked, matter)
        row = WrittenNote(code=code, occasion=asked.name, number=matter.number, about=matter.title, path=matter.path)
        row.network = matter.owner.id if isinstance(matter.owner, Network) else None
        row.community = None if isinstance(matter.owner, Network) else matter.owner.id
        row.audience, row.subject, row.words = audience, said.subject, said.words
        row.written_by, row.written_at, row.erased = by.person, now(), readership.erased
        await row.save()
        await _address(row, readership)
        await later("ring_written_note", row.id)
    return row


async def ring_written_note(number: int) -> None:
    """The job: a bell for each of its letters, so that whoever wrote it need not wait for hundreds."""
    waiting = (Note.kind == KIND) & (Note.subject == number) & (Note.state == "waiting")
    for note in await Note.select(Note.id).where(waiting).order_by(Note.id).output(as_list=True):
        await later("deliver_note", note)


def require_readers(readership: Readership) -> None:
    """Raises Fault("audience") where nobody can be written to."""
    if not readership.letters:
        raise Fault("audience", _("Nobody of these can be written to: there is no address."))


async def require_room(asked: Occasion, matter: Matter) -> None:
    """Raises Fault("audience") when there were notes enough of late. By name one may always write."""
    lately = (WrittenNote.written_at > now() - WINDOW) & (WrittenNote.audience != NAMED)
    lately &= (WrittenNote.occasion == asked.name) & (WrittenNote.number == matter.number)
    if await WrittenNote.count().where(lately) >= asked.most:
        raise Fault("audience", too_many(asked))


def too_many(asked: Occasion) -> Sentence:
    """The rule, in a sentence."""
    return _(
        "%(most)s notes in thirty days have left already: that is as many as may. What is told more often belongs in a"
        " newsletter, which people ask for.",
        most=asked.most,
    )


async def _address(row: WrittenNote, readership: Readership) -> None:
    """A note for each address, a line for each person."""
    at = now()
    rings = at + timedelta(minutes=2)
    first = {tokens.code(): letter for letter in readership.letters}
    notes = [
        (code, KIND, letter[0].person, "fr", row.id, "waiting", at, 0, rings, "") for code, letter in first.items()
    ]
    await copy_rows("network_note", NOTE, notes)
    rows = await Note.select(Note.id, Note.code).where(Note.kind == KIND, Note.subject == row.id)
    numbers = {one["code"]: one["id"] for one in rows}
    lines = [(row.id, one.person, numbers[code], "", "") for code, letter in first.items() for one in letter]
    lines += [(row.id, one.person, None, why, "") for one, why in readership.left_out]
    await copy_rows("network_addressee", ("written_note", "person", "note", "left_out", "state"), lines)
