"""Lucie Perrin is registered for days of the hedges, and stands in no circle."""

from network.people import likenesses
from network.plug import Village
from network.tables import Affiliation, Person, Standing
from tests.conftest import Visitor
from tests.events.days import COMING, waits
from tests.network.test_sign_in import signed_in

LUCIE = {
    "given_name": "lucie",
    "family_name": "PERRIN",
    "college": "civil",
    "organisation": "Les Abeilles",
    "circle": "3",
    "code": "abcdefghij",
}


async def test_whom_a_day_has_brought_is_known_to_its_network_and_to_no_other(village: Village) -> None:
    for owner, known in (("hedges", 1), ("budget", 1), ("soils", 0)):
        alike = await likenesses.alike(village.communities[owner], "Lucie", "Perrin", None, "")
        assert len(alike) == known, owner
    karl = village.people["karl"]
    assert not await likenesses.alike(village.communities["hedges"], "Karl", "Bauer", None, "")
    await waits(karl.id, "karlwaitsx", COMING)
    assert [one.code for one in await likenesses.alike(village.communities["hedges"], "Karl", "Bauer", None, "")] == [
        karl.code
    ]


async def test_rita_gives_lucie_a_place_without_making_her_a_second_time(village: Village, visitor: Visitor) -> None:
    lucie, persons = village.people["lucie"], await Person.count()
    assert not await Affiliation.exists().where(Affiliation.person == lucie.id)
    await signed_in(visitor, "rita@example.org")
    asked = await visitor.submit("/communities/hedges/people", **LUCIE)
    assert "C’est la même personne" in asked.text and await Person.count() == persons
    page = await visitor.submit("/communities/hedges/people", **LUCIE, same=lucie.code)
    assert "Lucie Perrin" in page.text and await Person.count() == persons
    assert await Standing.exists().where(Standing.person == lucie.id, Standing.circle == 3)
    [belongs] = await Affiliation.objects(Affiliation.organisation).where(Affiliation.person == lucie.id)
    assert (belongs.college, belongs.organisation.name) == ("civil", "Les Abeilles")
