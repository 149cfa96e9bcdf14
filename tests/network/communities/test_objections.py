from datetime import date, timedelta

import pytest

from network import notes, privacy
from network.communities import objections
from network.ground.clock import today
from network.ground.errors import Conflict, NotHere
from network.plug import Village
from network.tables import Note, Objection, Person
from network.written_notes import readers
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in
from tests.network.written_notes.hands import written


def parts(link: str) -> tuple[str, date, str]:
    code, until, proof = link.split("/")[-3:]
    return code, date.fromisoformat(until), proof


async def test_who_objects_gets_no_note_any_more_and_the_pair_is_told_once(village: Village) -> None:
    mina = village.people["mina"]
    for _time in range(2):
        await objections.object_to_letters(mina, "letter")
    told = await Note.objects().where(Note.kind == "network.objected")
    assert {note.person for note in told} == {village.people["rita"].id, village.people["hugo"].id} and len(told) == 2
    letter = await notes.write(told[0])
    assert letter and "Mina Costa" in letter.subject
    row = await written(village)
    assert mina.id not in {note.person for note in await Note.objects().where(Note.subject == row.id)}
    [(reader, why)] = (await readers.of([mina.id])).left_out
    assert reader.person == mina.id and "ne souhaite plus" in str(readers.why_left_out(why))


async def test_it_is_taken_back_and_both_days_stay(village: Village) -> None:
    mina = village.people["mina"]
    await objections.object_to_letters(mina, "letter")
    await objections.take_back(mina)
    assert await objections.objection_of(mina) is None and (await readers.of([mina.id])).letters
    row = await Objection.objects().first()
    assert row and row.since_at and row.until_at
    await objections.object_to_letters(mina, "page")
    assert await Objection.count() == 2


async def test_the_link_is_good_for_ninety_days_and_for_nobody_else(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina, zoé = village.people["mina"], village.people["zoé"]
    code, until, proof = parts(objections.link_of(mina))
    assert (await objections.person_with(code, until, proof)).id == mina.id
    for wrong in ((zoé.code, until, proof), (code, until + timedelta(days=1), proof), (code, until, "x" * 32)):
        with pytest.raises(NotHere):
            await objections.person_with(*wrong)
    monkeypatch.setattr(objections, "today", lambda: today() + timedelta(days=91))
    with pytest.raises(Conflict):
        await objections.person_with(code, until, proof)


async def test_by_the_link_of_a_letter(village: Village, visitor: Visitor) -> None:
    mina = village.people["mina"]
    code, until, proof = parts(objections.link_of(mina))
    path = f"/objections/{code}/{until.isoformat()}/{proof}"
    carried = {"person": code, "until": until.isoformat(), "proof": proof}
    assert "Mina Costa" in (await visitor.get(path)).text and await objections.objection_of(mina) is None
    page = await visitor.submit("/objections", **carried, wish="object")
    assert "on ne vous écrira plus" in page.text and await objections.objection_of(mina)
    assert "de nouveau" in (await visitor.submit("/objections", **carried, wish="resume")).text
    unsure = await visitor.submit("/objections", **carried, wish="erase")
    assert unsure.status_code == 422 and await Person.exists().where(Person.id == mina.id)
    gone = await visitor.submit("/objections", **carried, wish="erase", sure="1")
    assert "Plus rien ici ne mène à vous" in gone.text
    assert not await Person.exists().where(Person.id == mina.id)
    assert (await visitor.get(path)).status_code == 404
    assert (await visitor.submit("/objections", **(carried | {"proof": "x"}), wish="object")).status_code == 404
    assert (await visitor.get(f"/objections/{code}/never/{proof}")).status_code == 404


async def test_whoever_has_an_account_or_an_office_is_not_erased_by_a_link_that_may_be_passed_on(
    village: Village, visitor: Visitor
) -> None:
    rita = village.people["rita"]
    assert not await objections.may_be_erased_by_link(rita)
    code, until, proof = parts(objections.link_of(rita))
    sent = {"person": code, "until": until.isoformat(), "proof": proof, "wish": "erase", "sure": "1"}
    assert (await visitor.submit("/objections", **sent)).status_code == 409
    assert await Person.exists().where(Person.id == rita.id)


async def test_forgotten_with_the_person(village: Village) -> None:
    mina = village.people["mina"]
    await objections.object_to_letters(mina, "letter")
    await privacy.forget(mina)
    assert await Objection.count() == 0
    assert [await notes.write(note) for note in await Note.objects().where(Note.kind == "network.objected")] == [
        None,
        None,
    ]


async def test_on_ones_own_page_the_choice_is_a_link_and_the_pair_reads_it(village: Village, visitor: Visitor) -> None:
    zoé = village.people["zoé"]
    await signed_in(visitor, "zoe@example.org")
    page = (await visitor.get("/people/me")).text
    assert f"/people/{zoé.code}/data" in page and "peuvent vous écrire" in page
    await objections.object_to_letters(zoé, "page")
    assert "personne ne vous écrit d’ici" in (await visitor.get("/people/me")).text
    await signed_in(visitor, "rita@example.org")
    page = (await visitor.get(f"/people/{zoé.code}")).text
    assert "ne souhaite plus qu’on lui écrive" in page and "/objections/" not in page
