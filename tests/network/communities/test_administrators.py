import pytest

from network import sign_in
from network.access import viewer_of
from network.communities import administrators
from network.plug import Village
from network.tables import Mandate, Note, Person


async def test_a_stranger_s_address_becomes_an_administrator_who_can_come_in(village: Village) -> None:
    person = await administrators.create(" Maire@Example.org ")
    assert person.email == "maire@example.org" and (await viewer_of(person)).is_administrator
    letter = await sign_in.ask_letter("maire@example.org")
    await sign_in.answer_sign_in_letter(letter.id)
    assert await Note.exists().where(Note.kind == "network.sign_in", Note.address == "maire@example.org")


async def test_asked_twice_it_is_one_person_and_one_mandate(village: Village) -> None:
    before = await Person.count()
    for _ in range(2):
        assert (await administrators.create("lucie@example.org")).id == village.people["lucie"].id
    assert await Person.count() == before
    assert await Mandate.count().where(Mandate.person == village.people["lucie"].id) == 1


@pytest.mark.parametrize("arguments", [(), ("create",), ("create", "nobody"), ("remove", "ada@example.org")])
async def test_what_is_not_understood_is_said_and_changes_nothing(village: Village, arguments: tuple[str, ...]) -> None:
    before = await Mandate.count()
    with pytest.raises(SystemExit, match="terreau admin create ADDRESS"):
        await administrators.admin(*arguments)
    assert await Mandate.count() == before
