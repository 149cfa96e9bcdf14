from datetime import timedelta

import pytest

from mailing import jobs, relays
from network import notes, privacy
from network.access import viewer_of
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Fault, Forbidden
from network.plug import Village
from network.tables import Note, Person, WrittenNote
from network.written_notes import kept, occasions, readers, written_notes
from network.written_notes.written_notes import Words
from tests.conftest import Bell
from tests.mailing.relays import scripted
from tests.network.written_notes.hands import WORDS, lines_of, notes_of, written


async def test_a_note_to_a_circle_is_owed_to_each_who_stands_there(village: Village, bell: Bell) -> None:
    for audience, names in (("circle_1", {"zoé"}), ("circle_2", {"zoé", "amin"})):
        row = await written(village, audience=f"network.{audience}")
        owed = await notes_of(row)
        assert {note.person for note in owed} >= {village.people[name].id for name in names}
        assert village.people["mina"].id not in {note.person for note in owed}
        assert ("ring_written_note", row.id) in bell.rung


async def test_one_bell_in_the_web_then_one_for_each_letter(village: Village, bell: Bell) -> None:
    row = await written(village)
    bell.rung.clear()
    await written_notes.ring_written_note(row.id)
    assert bell.rung == [("deliver_note", note.id) for note in await notes_of(row)] and len(bell.rung) >= 3


async def test_a_form_sent_twice_writes_once(village: Village) -> None:
    code = tokens.code()
    rows = [await written(village, audience="network.circle_1", code=code) for _time in range(2)]
    assert rows[0].id == rows[1].id and await WrittenNote.count() == 1
    assert len(await notes_of(rows[0])) == len({line["note"] for line in await lines_of(rows[0])})


async def test_those_who_share_an_address_share_one_letter_that_names_them(village: Village) -> None:
    zoé, amin = village.people["zoé"], village.people["amin"]
    await Person.update({Person.email: "zoe@example.org"}).where(Person.id == amin.id)
    row = await written(village, audience="network.circle_2")
    both = [line for line in await lines_of(row) if line["person"] in (zoé.id, amin.id)]
    assert len(both) == 2 and len({line["note"] for line in both}) == 1
    note = await Note.objects().get(Note.id == both[0]["note"])
    assert note
    letter = await notes.write(note)
    assert letter and letter.to == "zoe@example.org" and zoé.name in letter.text and amin.name in letter.text


async def test_the_letter_says_who_wrote_it_why_it_came_and_answers_go_to_the_pair(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Words("Plan d’accès", 'Le plan : [ici & "là"](https://a.example/?x=1&y=2).\nA <b> & </mj-text>')
    row = await written(village, audience="network.circle_1", said=said)
    [note] = [note for note in await notes_of(row) if note.person == village.people["zoé"].id]
    async with scripted() as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: relays.Relay.parse(relay.url))
        await jobs.deliver_note(note.id)
        [taken] = relay.taken
    head, _blank, _body = taken.body.partition(b"\r\n\r\n")
    assert b"Auto-Submitted" not in head and b"List-" not in head
    reply_to = head.partition(b"Reply-To: ")[2].partition(b"\r\nMIME")[0]
    assert b"rita@example.org" in reply_to and b"hugo@example.org" in reply_to
    rita = village.people["rita"]
    assert rita.name.split()[-1].encode() in head.partition(b"\r\nTo:")[0]
    letter = await notes.write(note)
    text = " ".join(letter.text.split()) if letter else ""
    assert letter and "une place dans cette communauté" in text and f"Écrit par {rita.name}" in text
    assert "A &lt;b&gt; &amp; &lt;/mj-text&gt;" in letter.html and "A <b> & </mj-text>" in letter.text
    assert '<a href="https://a.example/?x=1&amp;y=2">ici &amp; "là"</a>' in letter.html


async def test_where_a_seat_is_empty_the_coordination_reads_the_answers_too(village: Village) -> None:
    row = await written(village, of="budget", by="gil", audience="named", people=[village.people["zoé"].id])
    [note] = await notes_of(row)
    letter = await notes.write(note)
    assert letter and {address for _name, address in letter.reply_to} == {"gil@example.org", "cora@example.org"}


async def test_who_does_not_animate_writes_to_nobody(village: Village) -> None:
    for who in ("zoé", "gil", "karl"):
        with pytest.raises(Forbidden):
            await written(village, by=who)
    assert await WrittenNote.count() == 0


async def test_a_third_note_to_the_circles_in_thirty_days_is_refused_and_by_name_is_not(village: Village) -> None:
    for audience in ("circle_1", "circle_3"):
        await written(village, audience=f"network.{audience}")
    with pytest.raises(Fault, match="newsletter"):
        await written(village)
    assert await written(village, audience="named", people=[village.people["zoé"].id])
    await WrittenNote.update({WrittenNote.written_at: now() - timedelta(days=31)}, force=True)
    assert await written(village)


async def test_nobody_gets_what_another_list_than_the_one_looked_at_would_get(village: Village) -> None:
    rita = await viewer_of(village.people["rita"])
    asked = occasions.occasion("community")
    matter, zoé = await asked.find(rita, "hedges"), village.people["zoé"].id
    looked = (await readers.of([zoé])).digest
    people: list[int | None] = [zoé, village.people["amin"].id]
    with pytest.raises(Fault, match="changed meanwhile"):
        await written_notes.write(asked, matter, "named", people, WORDS, rita, tokens.code(), looked)
    assert await WrittenNote.count() == 0
    with pytest.raises(Fault, match="Nobody of these"):
        await written_notes.write(asked, matter, "named", [None], WORDS, rita, tokens.code())


async def test_what_became_of_each_letter_is_said_in_words(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    zoé, amin, mina = (village.people[name] for name in ("zoé", "amin", "mina"))
    await Person.update({Person.email: None}).where(Person.id == mina.id)
    row = await written(village, audience="named", people=[zoé.id, amin.id, mina.id])

    def mood(command: str) -> str | None:
        return "550 5.1.1 nobody here" if command.startswith("RCPT TO:<amin") else None

    async with scripted(mood=mood) as relay:
        monkeypatch.setattr("mailing.smtp.our_relay", lambda: relays.Relay.parse(relay.url))
        for note in (await notes_of(row))[:2]:
            await jobs.deliver_note(note.id)
    told = {one.name: str(one.words) for one in await kept.addressees(row)}
    assert told[zoé.name].startswith("remis au serveur de messagerie le")
    assert told[amin.name] == "refusé par le serveur de messagerie\u00a0: l’adresse est peut-être fausse"
    assert told[mina.name] == "mot non envoyé\u00a0: aucune adresse de courriel connue"
    tally = await kept.tally(row)
    assert (tally.delivered, tally.failed, tally.left_out, tally.on_its_way) == (1, 1, 1, 0)
    assert (await kept.addressees(row))[0].name == amin.name, "first who was not reached"


async def test_of_somebody_erased_the_count_stays_and_neither_name_nor_address(village: Village) -> None:
    zoé, amin = village.people["zoé"], village.people["amin"]
    await Person.update({Person.email: "zoe@example.org"}).where(Person.id == amin.id)
    said = Words("Le plan", f"Bonjour {zoé.name} (zoe@example.org), voici le plan.")
    row = await written(village, audience="network.circle_2", said=said)
    alone = await written(village, audience="named", people=[zoé.id], said=said)
    before = await kept.tally(row)
    zoe = await Person.objects().get(Person.id == zoé.id)
    assert zoe
    await privacy.forget(zoe)
    after = await kept.tally(row)
    assert after == before
    again = await WrittenNote.objects().get(WrittenNote.id == row.id)
    gone = await WrittenNote.objects().get(WrittenNote.id == alone.id)
    assert again and zoé.name not in again.words and "zoe@example.org" not in again.words and "le plan" in again.words
    assert gone and (gone.subject, gone.words) == ("…", "")
    shared = [note for note in await notes_of(row) if note.person == amin.id]
    letter = await notes.write(shared[0])
    assert len(shared) == 1 and letter and zoé.name not in letter.text, "the shared letter is the other's now"


async def test_the_coordination_writes_to_all_gardeners_of_the_network(village: Village) -> None:
    row = await written(village, about="network", of="occitanie", audience="network.gardeners", by="cora")
    assert {line["person"] for line in await lines_of(row)} == {
        village.people[name].id for name in ("rita", "hugo", "gil")
    }
