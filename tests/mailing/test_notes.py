"""Delivered to a real relay, by the verb itself: what each answer makes of the note."""

from datetime import timedelta

import pytest

from mailing import jobs, notes, relays, smtp, suppressions
from network.ground.clock import now
from network.ground.settings import settings
from network.notes import arrive_at, owe, ring_waiting
from network.plug import Village
from network.sign_in import answer_sign_in_letter, ask_letter, link_token, sign_in
from network.tables import Note, Person, Standing
from tests.conftest import Bell
from tests.mailing.relays import ScriptedRelay, scripted


async def owed() -> int:
    letter = await ask_letter("rita@example.org")
    await answer_sign_in_letter(letter.id)
    [row] = await Note.select(Note.id)
    return int(row["id"])


async def delivered(relay: ScriptedRelay, monkeypatch: pytest.MonkeyPatch, note_id: int | None = None) -> Note:
    monkeypatch.setattr("mailing.smtp.our_relay", lambda: relays.Relay.parse(relay.url))
    note_id = note_id or await owed()
    await jobs.deliver_note(note_id)
    note = await Note.objects().get(Note.id == note_id)
    assert note
    return note


async def test_a_note_goes_through_the_same_door_as_every_letter(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted() as relay:
        note = await delivered(relay, monkeypatch)
        assert (note.state, note.reply) == ("delivered", "250 taken") and note.delivered_at
        [taken] = relay.taken
        assert taken.recipient == "rita@example.org" and f"<{taken.sender}>" in settings().sender
        assert b"Auto-Submitted: auto-generated\r\n" in taken.body and b"List-" not in taken.body
        await delivered(relay, monkeypatch, note.id)
        assert len(relay.taken) == 1, "a second bell delivers nothing"


async def test_refused_for_ever_it_has_failed_and_the_words_are_kept(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted(mood=lambda c: "550 5.1.1 nobody here" if c.startswith("RCPT") else None) as relay:
        note = await delivered(relay, monkeypatch)
        assert (note.state, note.reply) == ("failed", "550 5.1.1 nobody here") and note.delivered_at is None


async def test_where_nothing_arrives_no_note_leaves_but_what_is_asked_for_there(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina = village.people["mina"]
    async with scripted(mood=lambda c: "550 5.1.1 nobody here" if c.startswith("RCPT") else None) as relay:
        note = await delivered(relay, monkeypatch, await told(mina))
        assert note.state == "failed" and await suppressions.bounced_since("mina@example.org")
        relay.mood = lambda command: None
        note = await delivered(relay, monkeypatch, await told(mina))
        assert (note.state, note.reply) == ("dropped", "suppressed") and not relay.taken
        letter = await ask_letter("mina@example.org")
        await answer_sign_in_letter(letter.id)
        asked = await Note.objects().where(Note.address == "mina@example.org").first()
        assert asked and (await delivered(relay, monkeypatch, asked.id)).state == "delivered"
        await sign_in(letter.code, link_token(letter))
        assert await suppressions.bounced_since("mina@example.org") is None, "they came in by that letter"
        assert (await delivered(relay, monkeypatch, await told(mina))).state == "delivered"


async def told(person: Person) -> int:
    """A note that nobody asked for: your place has changed."""
    standing = await Standing.objects().where(Standing.person == person.id).first()
    assert standing
    await owe("network.moved", person.id, about=standing.id)
    rows = await Note.select(Note.id).where(Note.person == person.id).order_by(Note.id, ascending=False)
    return int(rows[0]["id"])


async def test_who_asked_not_to_be_written_to_is_not_brought_back_by_coming_in(village: Village) -> None:
    await suppressions.suppress("mina@example.org", "complaint")
    await arrive_at("mina@example.org")
    assert await suppressions.among(["mina@example.org"])


@pytest.mark.parametrize(("step", "reply"), [("RCPT", "451 later"), ("MAIL", "550 not you"), (".", "421 closing")])
async def test_put_off_it_waits_for_the_clock_and_goes_then(
    village: Village, monkeypatch: pytest.MonkeyPatch, bell: Bell, step: str, reply: str
) -> None:
    async with scripted(mood=lambda command: reply if command.startswith(step) else None) as relay:
        note = await delivered(relay, monkeypatch)
        assert (note.state, note.reply) == ("waiting", reply) and note.ring_at > now()
        relay.mood = lambda command: None
        monkeypatch.setattr("network.notes.now", lambda: now() + timedelta(minutes=3))
        bell.rung.clear()
        await jobs.ring_waiting_notes()
        assert bell.rung == [("deliver_note", note.id)]
        assert (await delivered(relay, monkeypatch, note.id)).state == "delivered"


async def test_a_crash_between_claim_and_mark_is_rung_again_when_the_claim_has_run_out(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted() as relay:
        note_id = await owed()
        assert await notes._claim(note_id) and not await notes._claim(note_id)
        assert (await delivered(relay, monkeypatch, note_id)).state == "sending" and not relay.taken
        assert await ring_waiting() == []
        monkeypatch.setattr("network.notes.now", lambda: now() + notes.CLAIM + timedelta(seconds=1))
        assert await ring_waiting() == [note_id]
        assert (await delivered(relay, monkeypatch, note_id)).state == "delivered"


async def test_it_is_claimed_before_the_relay_is_spoken_to(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[str] = []

    async def watching(letter: object) -> object:
        note = await Note.objects().first()
        assert note
        states.append(note.state)
        raise smtp.RelayAway("gone")

    note_id = await owed()
    monkeypatch.setattr(smtp, "hand_over", watching)
    await jobs.deliver_note(note_id)
    assert states == ["sending"]


async def test_an_address_that_is_none_fails_at_once(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    async with scripted() as relay:
        note_id = await owed()
        await Note.update({Note.address: "rita at example.org"}, force=True)
        note = await delivered(relay, monkeypatch, note_id)
        assert note.state == "failed" and "no mail address" in note.reply and relay.connections == 0
