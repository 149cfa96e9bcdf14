import pytest

from events.bookings import bookings
from events.events import cancel
from events.invitations import answers, invitation_notes, invitations
from network import notes
from network.communities import objections
from network.ground.letterpress import Pressed
from network.plug import Village
from network.tables import Note
from tests.events.bookings.test_bookings import letters
from tests.events.days import COMING, begun, day, seen_by, shift


async def letter_of(village: Village, words: str = "") -> tuple[Note, Pressed]:
    event = await day()
    await invitations.invite(event, [village.people["mina"].id], await seen_by(village, "rita"), words)
    await invitations.write_invitations(event.id)
    [note] = await letters("events.invitation")
    pressed = await notes.write(note)
    assert pressed
    return note, pressed


async def test_the_letter_says_who_invites_to_what_and_has_three_answers(village: Village) -> None:
    await shift(COMING, summary="Des haies, encore des haies.")
    _note, letter = await letter_of(village)
    mina = await invitations.invitation_of(await day(), village.people["mina"].id)
    assert mina and letter.to == "mina@example.org"
    assert letter.subject == "Invitation\N{NO-BREAK SPACE}: Planter en année sèche"
    page = f"/invitations/{mina.code}/{invitations.token_of(mina)}?answer="
    assert all(f"{page}{answer}" in letter.html and f"{page}{answer}" in letter.text for answer in invitations.ANSWERS)
    assert village.people["rita"].name in letter.text and "encore des haies" in letter.text


async def test_whoever_decides_reads_where_to_meet_and_what_to_bring_but_not_whom_to_call(village: Village) -> None:
    await shift(
        COMING, meeting_point="Le parking", bring="Des bottes", travel="Le bus 12", day_contact="06 12 34 56 78"
    )
    _note, letter = await letter_of(village)
    assert all(said in letter.text for said in ("Le parking", "Des bottes", "Le bus 12"))
    assert "06 12 34 56 78" not in letter.text


async def test_their_own_words_stand_in_the_letter_and_cannot_break_out_of_it(village: Village) -> None:
    _note, letter = await letter_of(village, "Chère Mina,\n\n<script>alert(1)</script> & à bientôt")
    assert "Chère Mina," in letter.text and "<script>" not in letter.html and "&lt;script&gt;" in letter.html


@pytest.mark.parametrize("meanwhile", ["answered", "registered", "cancelled", "begun"])
async def test_what_is_no_longer_to_be_asked_is_not_sent(village: Village, meanwhile: str) -> None:
    note, _letter = await letter_of(village)
    mina = await invitations.invitation_of(await day(), village.people["mina"].id)
    assert mina
    if meanwhile == "answered":
        await answers.answer(mina, "maybe")
    elif meanwhile == "registered":
        await bookings.book(await day(), await seen_by(village, "mina"))
    elif meanwhile == "cancelled":
        await cancel(await day(), "Non", await seen_by(village, "rita"))
    else:
        await begun()
    assert await invitation_notes.write_invitation(note) is None


async def test_who_does_not_want_to_be_written_to_gets_no_invitation(village: Village) -> None:
    note, _letter = await letter_of(village)
    await objections.object_to_letters(village.people["mina"], "letter")
    assert await notes.write(note) is None
