"""What Rita writes by hand, and what came of it."""

from typing import Any

from network.access import viewer_of
from network.ground import tokens
from network.plug import Village
from network.tables import Addressee, Note, WrittenNote
from network.written_notes import occasions, readers, written_notes
from network.written_notes.written_notes import Words

WORDS = Words("Changement de salle", "Bonjour,\n\nnous serons salle 2.\nRita")


async def written(
    village: Village,
    about: str = "community",
    of: str = "hedges",
    audience: str = "network.circle_3",
    by: str = "rita",
    said: Words = WORDS,
    code: str | None = None,
    people: list[int | None] | None = None,
) -> WrittenNote:
    asked, viewer = occasions.occasion(about), await viewer_of(village.people[by])
    matter = await asked.find(viewer, of)
    if people is None:
        people = list(await occasions.audience(asked, audience).people(matter.number))
    digest = (await readers.of(people)).digest
    return await written_notes.write(asked, matter, audience, people, said, viewer, code or tokens.code(), digest)


async def notes_of(row: WrittenNote) -> list[Note]:
    return await Note.objects().where(Note.kind == "network.written", Note.subject == row.id).order_by(Note.id)


async def lines_of(row: WrittenNote) -> list[dict[str, Any]]:
    return await Addressee.select().where(Addressee.written_note == row.id).order_by(Addressee.id)
