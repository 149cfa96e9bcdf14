from datetime import timedelta

from mailing.letters import agreements, drafts
from mailing.letters.waiting import letters_held, letters_missed, letters_to_agree
from mailing.tables import Delivery, Letter, PlannedDeparture, Send
from mailing.village import DRAFT
from network.access import viewer_of
from network.days.missed_notes import notes_missed
from network.ground.clock import now
from network.plug import Village
from network.tables import Addressee, Note, WrittenNote


async def draft() -> Letter:
    found = await Letter.objects().get(Letter.code == DRAFT)
    assert found
    return found


async def test_a_letter_to_agree_to_asks_the_other_gardener_alone_until_there_is_an_answer(village: Village) -> None:
    rita, hugo, cora = [await viewer_of(village.people[name]) for name in ("rita", "hugo", "cora")]
    letter, hedges = await draft(), village.communities["hedges"]
    assert await letters_to_agree(hugo) == []
    await agreements.ask(letter, hedges, rita.person or 0, await drafts.digest_of(letter))
    [thing] = await letters_to_agree(hugo)
    assert thing.is_own and thing.path == f"/letters/{DRAFT}/agreement" and "Rita Moreau" in str(thing.words)
    assert await letters_to_agree(rita) == [] == await letters_to_agree(cora)
    await agreements.answer(letter, hedges, hugo.person or 0, "declined", await drafts.digest_of(letter), "too long")
    assert await letters_to_agree(hugo) == []
    await Letter.update({Letter.subject: "Shorter"}).where(Letter.id == letter.id)
    await agreements.ask(await draft(), hedges, rita.person or 0, await drafts.digest_of(await draft()))
    [anew] = await letters_to_agree(hugo)
    assert anew.key != thing.key


async def test_a_letter_that_could_not_leave_says_why(village: Village) -> None:
    hugo, gil = [await viewer_of(village.people[name]) for name in ("hugo", "gil")]
    letter, at = await draft(), now() - timedelta(hours=3)
    planned = PlannedDeparture(letter=letter.id, leave_at=at, digest="x", planned_at=at, became="held", ended_at=at)
    planned.because = "Nobody has agreed."
    await planned.save()
    [thing] = await letters_held(hugo)
    assert thing.words == "Nobody has agreed." and await letters_held(gil) == []
    await PlannedDeparture(letter=letter.id, leave_at=at + timedelta(days=2), digest="x", planned_at=at).save()
    assert await letters_held(hugo) == []


async def test_a_letter_that_some_did_not_get_is_told_when_it_is_out(village: Village) -> None:
    hugo, gil = [await viewer_of(village.people[name]) for name in ("hugo", "gil")]
    at = now()
    send = Send(code="sendsendse", content="{}", state="sending", started_at=at, ring_at=at)
    await send.save()
    await Letter.update({Letter.sent_at: at, Letter.send: send.id}).where(Letter.code == DRAFT)
    for position, state in enumerate(("accepted", "refused", "given_up", "unsubscribed")):
        address = f"{position}@example.org"
        await Delivery(send=send.id, position=position, address=address, state=state, ring_at=at).save()
    assert await letters_missed(hugo) == []
    await Send.update({Send.state: "done"}).where(Send.id == send.id)
    [thing] = await letters_missed(hugo)
    assert str(thing.words).startswith("2 adresses") and thing.path == f"/letters/{DRAFT}/deliveries"
    assert await letters_missed(gil) == []


async def test_a_note_that_did_not_arrive_is_told(village: Village) -> None:
    hugo, gil = [await viewer_of(village.people[name]) for name in ("hugo", "gil")]
    hedges, mina, at = village.communities["hedges"], village.people["mina"], now()
    written = WrittenNote(code="writtennot", community=hedges.id, occasion="community", audience="x", subject="Room B")
    written.written_at = at
    await written.save()
    note = Note(code="abcdefghij", kind="x", person=mina.id, state="waiting", asked_at=at, ring_at=at)
    await note.save()
    await Addressee(written_note=written.id, person=mina.id, note=note.id).save()
    assert await notes_missed(hugo) == []
    await Note.update({Note.state: "failed"}).where(Note.id == note.id)
    [thing] = await notes_missed(hugo)
    assert "Room B" in str(thing.title) and "Une personne" in str(thing.words) and await notes_missed(gil) == []
