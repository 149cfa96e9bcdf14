"""Notes on their way: owed by a verb on the first floor, claimed here, handed to the relay, marked.

A note is claimed before and marked after, and no transaction is open while the relay is spoken to. A claim is good for
five minutes: what a crash leaves claimed the clock takes back and rings again, so a note may come twice and never not.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from piccolo.columns import Column

from mailing import smtp, suppressions
from mailing.plates import Content, Plate
from network import notes
from network.communities import senders
from network.ground.clock import now
from network.ground.letterpress import Pressed
from network.ground.settings import settings
from network.notes import SUPPRESSED
from network.plug import house
from network.tables import Note

CLAIM = timedelta(minutes=5)


async def deliver(note_id: int) -> None:
    """Hands a waiting note to the relay, and keeps what the relay says; does nothing where nothing waits."""
    note = await _claim(note_id)
    if note is None:
        return
    pressed = await notes.write(note)
    if not pressed or not pressed.to:
        return await _mark(note, "dropped", "")
    if await _is_spared(note, pressed.to):
        return await _mark(note, "dropped", SUPPRESSED)
    try:
        reply = await smtp.hand_over(await _letter(note, pressed, pressed.to))
    except smtp.RelayAway as away:
        return await _mark(note, "waiting", str(away))
    except ValueError as fault:  # no mail address
        return await _mark(note, "failed", str(fault))
    await suppressions.hear(pressed.to, reply.code, reply.text)
    state = "delivered" if reply.is_good else "failed" if reply.is_for_ever else "waiting"
    await _mark(note, state, str(reply))


async def _is_spared(note: Note, address: str) -> bool:
    """What answers somebody's own act goes to whatever address they gave; so does what an address asks for itself."""
    is_answer = note.person is None or note.kind in house().every("answering_notes")
    return not is_answer and bool(await suppressions.among([address]))


async def _claim(note_id: int) -> Note | None:
    """Two bells, one claim."""
    waiting = (Note.id == note_id) & (Note.state == "waiting")
    claimed: dict[Column | str, Any] = {Note.state: "sending", Note.ring_at: now() + CLAIM}
    if not await Note.update(claimed).where(waiting).returning(Note.id):
        return None
    return await Note.objects().get(Note.id == note_id)


async def _mark(note: Note, state: str, reply: str) -> None:
    values: dict[Column | str, Any] = {
        Note.state: state,
        Note.reply: reply,
        Note.ring_at: now() + timedelta(minutes=2) * 2**note.tries,
    }
    if state == "delivered":
        values[Note.delivered_at] = now()
    await Note.update(values).where((Note.id == note.id) & (Note.state == "sending"))


async def _letter(note: Note, pressed: Pressed, to: str) -> smtp.Letter:
    """The same Message-ID each time: delivered twice, it is one letter to most mail readers."""
    content = Content(
        pressed.subject,
        await senders.sender_for(pressed.facts, pressed.sender),
        pressed.html,
        pressed.text,
        reply_to=pressed.reply_to,
        is_automatic=pressed.is_automatic,
        enclosures=pressed.enclosures,
    )
    plate = Plate(content, note.asked_at, f"note {note.id}")
    message_id = f"note-{note.code}@{urlsplit(settings().address).hostname}"
    return plate.pull(note.id, to, message_id=message_id)
