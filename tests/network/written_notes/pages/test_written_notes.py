import re
from html import unescape

from network.communities.objections import object_to_letters
from network.ground import tokens
from network.ground.words import speaking
from network.plug import Village
from network.tables import Note, Person, WrittenNote
from network.written_notes import kept, readers
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in
from tests.network.written_notes.hands import notes_of, written

SAID = {"subject": "Changement de salle", "words": "Bonjour,\n\nsalle 2, <b>à l’étage</b>."}
EVENT = {"about": "event", "of": "hedgescome", "audience": "events.registered"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


async def test_from_the_day_to_the_letters_by_form_look_and_send(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    day = (await visitor.get("/events/hedgescome")).text
    assert "/written-notes/new?about=event&amp;of=hedgescome" in day
    form = (await visitor.get("/written-notes/new?about=event&of=hedgescome")).text
    assert "les personnes inscrites" in form and "(3)" in form and 'value="Planter en année sèche"' in form
    code = hidden(form, "code")
    look = await visitor.submit("/written-note-previews", code=code, **EVENT, **SAID)
    assert look.status_code == 200 and "3 personnes le recevront" in look.text and await WrittenNote.count() == 0
    assert "&lt;b&gt;à l’étage&lt;/b&gt;" in look.text and "Zoé" in look.text
    sent = {"code": code, "digest": hidden(look.text, "digest"), **EVENT, **SAID}
    for _time in range(2):
        page = await visitor.submit("/written-notes", **sent)
        assert page.status_code == 200 and "Le mot est en route" in page.text, page.text
    assert await WrittenNote.count() == 1 and await Note.count().where(Note.kind == "network.written") == 3
    row = await WrittenNote.objects().first()
    assert row
    assert f"/written-notes/{row.code}" in (await visitor.get("/events/hedgescome")).text
    assert f"/written-notes/{row.code}" in (await visitor.get("/communities/hedges/written-notes")).text
    assert f"/written-notes/{row.code}" in (await visitor.get(f"/people/{village.people['zoé'].code}")).text


async def test_what_was_typed_is_kept_with_each_fault(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    for wrong, said in (
        ({"words": ""}, "est à remplir"),
        ({"words": "x" * 3001}, "3\u202f000"),
        ({"audience": ""}, "est à remplir"),
    ):
        page = await visitor.submit("/written-note-previews", code=tokens.code(), **(EVENT | SAID | wrong))
        assert page.status_code == 422 and said in page.text and "Changement de salle" in page.text, wrong
    odd = await visitor.submit("/written-note-previews", code=tokens.code(), **(EVENT | SAID | {"audience": "all"}))
    assert odd.status_code == 404


async def test_the_list_that_changed_after_the_look_is_shown_again(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    sent = {"code": tokens.code(), "digest": "another", **EVENT, **SAID}
    page = await visitor.submit("/written-notes", **sent)
    assert page.status_code == 422 and "ont changé" in page.text and "3 personnes le recevront" in page.text
    assert await WrittenNote.count() == 0


async def test_by_name_only_to_those_whom_one_may_see(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    zoé, odile = village.people["zoé"], village.people["odile"]
    choose = (await visitor.get(f"/written-notes/choose?about=community&of=hedges&words=zo&person={zoé.code}")).text
    assert zoé.code in choose and "checked" in choose and odile.name not in choose
    path = f"/written-notes/new?about=community&of=hedges&person={zoé.code}&person={odile.code}"
    form = (await visitor.get(path)).text.partition("<footer")[0]  # in the foot is the address that was asked for
    assert zoé.code in form and odile.code not in form
    sent = {"about": "community", "of": "hedges", "audience": "named", "person": [zoé.code, odile.code]}
    look = await visitor.submit("/written-note-previews", code=tokens.code(), **sent, **SAID)
    assert "Une personne le recevra" in look.text and odile.name not in look.text


async def test_who_does_not_animate_is_shown_the_door(village: Village, visitor: Visitor) -> None:
    row = await written(village, audience="network.circle_1")
    for who, answer in ((None, 401), ("zoe", 403), ("gil", 403), ("karl", 403)):
        if who:
            await signed_in(visitor, f"{who}@example.org")
        for page in (
            await visitor.get("/written-notes/new?about=community&of=hedges"),
            await visitor.submit("/written-notes", about="community", of="hedges"),
            await visitor.submit("/written-note-previews", about="event", of="hedgescome"),
            await visitor.get("/communities/hedges/written-notes"),
        ):
            assert page.status_code == answer, (who, str(page.url))
        assert (await visitor.get(f"/written-notes/{row.code}")).status_code == 404
    assert (await visitor.get("/written-notes/new?about=nothing&of=hedges")).status_code == 404


async def test_its_reader_finds_the_letter_on_their_own_page_and_not_the_list(
    village: Village, visitor: Visitor
) -> None:
    row = await written(village, audience="network.circle_1")
    [note] = [note for note in await notes_of(row) if note.person == village.people["zoé"].id]
    await signed_in(visitor, "zoe@example.org")
    page = (await visitor.get("/people/me")).text
    assert f"/notes/{note.code}/letter" in page and row.code not in page
    letter = await visitor.get(f"/notes/{note.code}/letter")
    assert "salle 2" in letter.text
    assert "Changement de salle" in (await visitor.get("/notes")).text


async def test_of_a_note_to_many_the_page_stays_short(village: Village, visitor: Visitor) -> None:
    people = [
        Person(code=tokens.code(), family_name=f"N{n:03}", sort_key=f"n{n:03}", known_since_at=None) for n in range(130)
    ]
    for number, person in enumerate(people):
        person.email, person.known_since_at = f"n{number}@example.org", (village.people["zoé"]).known_since_at
    await Person.insert(*people)
    everybody = await Person.select(Person.id).where(Person.sort_key.like("n%")).output(as_list=True)
    row = await written(village, audience="named", people=everybody)
    await signed_in(visitor, "rita@example.org")
    seen = set()
    for page in (1, 2, 3):
        shown = (await visitor.get(f"/written-notes/{row.code}?page={page}")).text
        assert len(re.findall(r"<[a-z]", shown)) < 400
        seen |= set(re.findall(r"N\d{3}", shown))
    assert {f"N{n:03}" for n in range(130)} <= seen
    assert (await kept.tally(row)).on_its_way == len(everybody)


async def test_those_who_will_not_get_it_are_named_by_reason_however_many(village: Village, visitor: Visitor) -> None:
    names = ("mina", "zoé", "amin")
    await Person.update({Person.email: None}).where(Person.id.is_in([village.people[name].id for name in names[:2]]))
    await object_to_letters(village.people["amin"], "letter")
    await signed_in(visitor, "rita@example.org")
    chosen = {"about": "community", "of": "hedges", "audience": "named"}
    codes = [village.people[name].code for name in (*names, "hugo")]
    look = await visitor.submit("/written-note-previews", code=tokens.code(), person=codes, **chosen, **SAID)
    said = re.sub(r"\s+", " ", unescape(look.text))
    assert look.status_code == 200 and "ne le recevront pas" in said
    with speaking("fr"):
        assert said.count(str(readers.why_left_out(readers.NO_ADDRESS))) == 1, "two people, one reason"
    assert all(village.people[name].name in said for name in names)
