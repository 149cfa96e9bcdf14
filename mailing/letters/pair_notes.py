"""Notes within the pair: please agree, it is agreed, it is not, it left without you, it did
not leave. Each leads to the letter."""

from mailing.letters import letters
from mailing.letters.agreements import WAYS, case_of
from mailing.letters.drafts import digest_of
from mailing.tables import Agreement, Letter, PlannedDeparture
from network.ground.letterpress import Pressed, press
from network.ground.settings import settings
from network.ground.words import _
from network.owners import owner_of
from network.tables import Note
from network.zones import zone_of


async def write_please_agree(note: Note) -> Pressed | None:
    """Nothing when the letter has left, or its text is no longer the one that was asked about."""
    letter = await Letter.objects().get(Letter.id == note.subject)
    if letter is None or letter.sent_at:
        return None
    asked = await _last(letter, "asked")
    if asked is None or asked.digest != await digest_of(letter):
        return None
    case = await case_of(letter, await owner_of(letter), asked.person or 0, asked.digest)
    subject = _("Do you agree? %(subject)s", subject=letter.subject)
    facts = {"letter": letter, "asker": await letters.name_of(asked.person), "because": asked.because}
    return press("mailing/letters/please_agree", subject, **facts, until=case.free_at, link=_link(letter))


async def write_agreed(note: Note) -> Pressed | None:
    """It can leave."""
    return await _write_answer(note, "agreed")


async def write_declined(note: Note) -> Pressed | None:
    """With what the other gardener would change."""
    return await _write_answer(note, "declined")


async def _write_answer(note: Note, said: str) -> Pressed | None:
    letter = await Letter.objects().get(Letter.id == note.subject)
    line = await _last(letter, said) if letter else None
    if letter is None or line is None:
        return None
    is_agreed = said == "agreed"
    subject = _("Agreed: %(subject)s", subject=letter.subject)
    if not is_agreed:
        subject = _("Not agreed yet: %(subject)s", subject=letter.subject)
    facts = {"letter": letter, "answerer": await letters.name_of(line.person), "because": line.because}
    return press("mailing/letters/answered", subject, **facts, is_agreed=is_agreed, link=_link(letter))


async def write_sent_alone(note: Note) -> Pressed | None:
    """To the other gardener and to the coordination."""
    letter = await Letter.objects().get(Letter.id == note.subject)
    if letter is None or letter.sent_at is None:
        return None
    facts = {"letter": letter, "owner": await owner_of(letter), "sender": await letters.name_of(letter.sent_by)}
    subject = _("Sent without an agreement: %(subject)s", subject=letter.subject)
    return press("mailing/letters/sent_alone", subject, **facts, way=str(WAYS[letter.sent_way]), link=_link(letter))


async def write_stayed(note: Note) -> Pressed | None:
    """A departure that was planned and given up, with why; nothing when the letter has left since, or is planned anew."""
    letter = await Letter.objects().get(Letter.id == note.subject)
    rows = PlannedDeparture.objects().where(PlannedDeparture.letter == note.subject)
    planned = await rows.order_by(PlannedDeparture.id, ascending=False).first()
    if letter is None or letter.sent_at or planned is None or planned.became not in ("changed", "held"):
        return None
    zone = await zone_of(await owner_of(letter))
    facts = {"letter": letter, "planned": planned, "who": await letters.name_of(planned.ended_by), "zone": zone}
    subject = _("It does not leave by itself any more: %(subject)s", subject=letter.subject)
    return press("mailing/letters/stayed", subject, **facts, link=_link(letter))


async def _last(letter: Letter, said: str) -> Agreement | None:
    lines = Agreement.objects().where(Agreement.letter == letter.id, Agreement.answer == said)
    return await lines.order_by(Agreement.at, ascending=False).first()


def _link(letter: Letter) -> str:
    return f"{settings().address}/letters/{letter.code}"
