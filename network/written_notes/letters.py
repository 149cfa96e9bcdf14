"""What a written note looks like when it arrives: its words, who wrote them, who reads the answers, why it came."""

from dataclasses import replace

from network.communities import replies
from network.communities.replies import Readers
from network.ground.letterpress import Pressed, press
from network.ground.plain_words import paragraphs_of
from network.ground.settings import settings
from network.ground.words import Sentence
from network.owners import Owner, owner_of
from network.tables import Addressee, Note, Person, WrittenNote
from network.written_notes import occasions


async def write_written(note: Note) -> Pressed | None:
    """Nothing once nobody of its readers is left."""
    row = await WrittenNote.objects().get(WrittenNote.id == note.subject)
    theirs = Addressee.select(Addressee.person).where(Addressee.note == note.id, Addressee.person.is_not_null())
    people = await Person.objects().where(Person.id.is_in(theirs)).order_by(Person.sort_key).order_by(Person.id)
    if row is None or not people:
        return None
    owner = await owner_of(row)
    writer = await Person.objects().get(Person.id == row.written_by) if row.written_by else None
    asked = occasions.audience(occasions.occasion(row.occasion), row.audience)
    why = Sentence(asked.why.english, about=row.about)
    answers = await replies.read_by(owner)
    letter = press(
        "network/letters/written",
        row.subject,
        paragraphs=paragraphs_of(row.words),
        names=[one.name for one in people] if len(people) > 1 else [],
        writer=writer.name if writer else "",
        owner=owner,
        readers=[name for name, _address in answers],
        why=why,
        own_page=f"{settings().address}/people/me",
        own_links=[{"name": one.name, "link": asked.own_link(one)} for one in people] if asked.own_link else [],
        own_words=asked.own_words,
    )
    sender = sender_of(writer.name if writer else "", owner)
    return replace(letter, sender=sender, reply_to=answers, is_automatic=writer is None)


def sender_of(writer: str, owner: Owner) -> str:
    """« Rita Roux, Haies et bocages »: a name that people know, beside the network's address."""
    return ", ".join(filter(None, [writer, owner.name]))


def named_answers(answers: Readers) -> list[str]:
    """Who reads the answers, by name."""
    return [name for name, _address in answers]
