import re
from datetime import timedelta

import pytest

from network import notes
from network.access import viewer_of
from network.ground.clock import now
from network.ground.words import speaking
from network.plug import Village
from network.tables import Note, Person
from tests.conftest import Bell, Visitor
from tests.network.test_sign_in import answered, signed_in


async def test_a_note_is_written_in_the_language_of_its_reader(village: Village) -> None:
    rita = village.people["rita"]
    await notes.owe("network.shared_address", rita.id, about=0)
    note = await Note.objects().where(Note.person == rita.id, Note.kind == "network.shared_address").first()
    assert note
    for language, words in (("fr", "Cette adresse est partagée"), ("en", "This address is shared")):
        await Person.update({Person.language: language}).where(Person.id == rita.id)
        letter = await notes.write(note)
        assert letter and letter.subject.startswith(words) and letter.to == "rita@example.org"


async def test_an_address_that_is_nobody_s_yet_is_written_to_in_the_language_of_who_asked(village: Village) -> None:
    with speaking("en"):
        await notes.owe("network.shared_address", "new@example.org", about=0)
    note = await Note.objects().where(Note.address == "new@example.org").first()
    assert note and note.person is None
    letter = await notes.write(note)
    assert letter and letter.to == "new@example.org" and letter.subject.startswith("This address")


async def test_what_is_owed_is_rung_for_after_the_commit(village: Village, bell: Bell) -> None:
    bell.rung.clear()
    await notes.owe("network.shared_address", "new@example.org", about=0)
    [(job, number)] = bell.rung
    assert job == "deliver_note" and await Note.exists().where(Note.id == number)


async def test_the_clock_gives_up_after_the_eighth_time(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    await Note.delete(force=True)
    await notes.owe("network.shared_address", "new@example.org", about=0)
    later = timedelta(minutes=3)
    rung = []
    for time in range(10):
        monkeypatch.setattr(notes, "now", lambda later=later: now() + later)
        rung.append(len(await notes.ring_waiting()))
        later += timedelta(minutes=2 ** (time + 2))
    assert rung == [1] * 8 + [0, 0]
    assert await Note.exists().where(Note.state == "failed")


async def test_my_letters_are_mine(village: Village, visitor: Visitor) -> None:
    rita = village.people["rita"]
    await notes.owe("network.shared_address", rita.id, about=0)
    note = await Note.objects().where(Note.person == rita.id, Note.kind == "network.shared_address").first()
    assert note
    assert "Connectez-vous" in (await visitor.get("/notes")).text
    await signed_in(visitor, "amin@example.org")
    assert note.code not in (await visitor.get("/notes")).text
    assert (await visitor.get(f"/notes/{note.code}/letter")).status_code == 404
    await signed_in(visitor)
    assert note.code in (await visitor.get("/notes")).text
    letter = await visitor.get(f"/notes/{note.code}/letter")
    assert letter.status_code == 200 and "sandbox" in letter.headers["Content-Security-Policy"]


async def test_a_sign_in_letter_is_in_nobody_s_list(village: Village) -> None:
    await answered()
    listed, _has_older = await notes.listed_for(await viewer_of(village.people["rita"]))
    assert "network.sign_in" not in {note.kind for note, _letter in listed}


async def test_older_letters_are_on_the_pages_after(village: Village, visitor: Visitor) -> None:
    rita, at = village.people["rita"], now()
    await Note.delete().where(Note.person == rita.id)
    for number in range(60):  # two of each moment
        asked = at - timedelta(hours=number // 2)
        kind = "network.shared_address"
        await Note(code=f"mine{number:06}", kind=kind, person=rita.id, subject=0, asked_at=asked, ring_at=at).save()
    await signed_in(visitor)
    found, path = [], "/notes"
    while path:
        page = (await visitor.get(path)).text
        shown = re.findall(r"/notes/(\w{10})/letter", page)
        assert len(shown) <= 25 and len(re.findall(r"<[a-z]", page)) < 400
        found += shown
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1] if older else ""
    assert sorted(found) == sorted(f"mine{number:06}" for number in range(60)) and found[:2] == [
        "mine000001",
        "mine000000",
    ]
    for odd in ("0", "-3"):
        assert found[0] in (await visitor.get(f"/notes?page={odd}")).text
