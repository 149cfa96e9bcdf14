"""What a written note looks like when it arrives: its words, who wrote them, who reads the answers, why it came."""

from dataclasses import replace

from network.communities import replies
from network.communities.replies import Readers
from network.ground.letterpress import Pressed, press
from network.ground.plain_words import paragraphs_of
from network.ground.settings import settings
from network.ground.words import Sentence
from network.plug import Owner
from network.tables import Addressee, Community, Network, Note, Person, WrittenNote
from network.written_notes import occasions


async def write_written(note: Note) -> Pressed | None:
    """Nothing once nobody of its readers is left."""
    row = await WrittenNote.objects().get(WrittenNote.id == note.subject)
    rows = Addressee.select(Addressee.person.given_name, Addressee.person.family_name)
    names = [
        " ".join(filter(None, [one["person.given_name"], one["person.family_name"]]))
        for one in await rows.where(Addressee.note == note.id, Addressee.person.is_not_null()).order_by(Addressee.id)
    ]
    if row is None or not names:
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
        names=names if len(names) > 1 else [],
        writer=writer.name if writer else "",
        owner=owner,
        readers=[name for name, _address in answers],
        why=why,
        own_page=f"{settings().address}/people/me",
    )
    sender = sender_of(writer.name if writer else "", owner)
    return replace(letter, sender=sender, reply_to=answers, is_automatic=writer is None)


def sender_of(writer: str, owner: Owner) -> str:
    """« Rita Roux, Haies et bocages »: a name that people know, beside the network's address."""
    return ", ".join(filter(None, [writer, owner.name]))


def named_answers(answers: Readers) -> list[str]:
    """Who reads the answers, by name."""
    return [name for name, _address in answers]


async def owner_of(row: WrittenNote) -> Owner:
    """In whose name it was written."""
    found: Owner | None
    if row.community:
        found = await Community.objects().get(Community.id == row.community)
    else:
        found = await Network.objects().get(Network.id == row.network)
    assert found is not None  # a note goes with its owner
    return found
