import pytest

from network import doors, holdings, privacy
from network.access import viewer_of
from network.ground.errors import Fault, Forbidden, NotHere
from network.people import arrivals, distinctions, merges
from network.people.arrivals import Arrival
from network.plug import Village
from network.tables import Distinction, Person
from tests.conftest import Bell, Visitor
from tests.network.test_sign_in import signed_in

CODE = "anneetpaul"


async def couple(village: Village) -> tuple[Person, Person]:
    """Two who share an address."""
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    said = [Arrival(given, "Foyer", "civil", 3, "foyer@example.org") for given in ("Anne", "Paul")]
    anne, paul = [await arrivals.welcome(hedges, one, rita, "by hand") for one in said]
    return anne, paul


async def proposed(village: Village) -> int:
    return len(await merges.likely(village.communities["hedges"]))


async def test_a_couple_that_was_told_apart_is_not_proposed_again_until_it_is_taken_back(village: Village) -> None:
    anne, paul = await couple(village)
    rita, hugo = [await viewer_of(village.people[who]) for who in ("rita", "hugo")]
    assert await proposed(village) == 1
    row = await merges.tell_apart(rita, paul, anne, CODE)
    assert (await merges.tell_apart(hugo, anne, paul, "saidtwice2")).id == row.id, "said twice, it is said once"
    assert row.said_by == rita.person and row.said_at and await proposed(village) == 0
    [told] = await distinctions.of(hugo, village.communities["hedges"])
    assert {told.one, told.other} == {"Anne Foyer", "Paul Foyer"} and told.by == "Rita Moreau"
    await distinctions.take_back(hugo, row)
    assert await proposed(village) == 1 and await distinctions.of(hugo, village.communities["hedges"]) == []
    kept = await Distinction.objects().get(Distinction.id == row.id)
    assert kept and kept.undone_by == hugo.person and kept.undone_at, "that it was said stays, dated"
    assert (await merges.tell_apart(rita, anne, paul, "oncemore22")).id != row.id and await proposed(village) == 0


async def test_a_third_at_the_same_address_is_proposed_all_the_same(village: Village) -> None:
    anne, paul = await couple(village)
    rita = await viewer_of(village.people["rita"])
    await merges.tell_apart(rita, anne, paul, CODE)
    said = Arrival("Anne-Lise", "Foyer", "civil", 3, "foyer@example.org")
    await arrivals.welcome(village.communities["hedges"], said, village.people["rita"].id, "by hand")
    assert await proposed(village) == 2


async def test_it_is_said_by_who_animates_both_and_never_of_one_person(village: Village) -> None:
    anne, paul = await couple(village)
    for who in ("gil", "zoé"):
        with pytest.raises(Forbidden):
            await merges.tell_apart(await viewer_of(village.people[who]), anne, paul, CODE)
    with pytest.raises(Fault):
        await merges.tell_apart(await viewer_of(village.people["rita"]), anne, anne, CODE)
    assert await Distinction.count() == 0


async def test_two_who_are_brought_together_after_all_are_told_apart_no_more_and_undoing_brings_it_back(
    village: Village,
) -> None:
    anne, paul = await couple(village)
    zoe, rita = village.people["zoé"], await viewer_of(village.people["rita"])
    for one, other, code in ((anne, paul, CODE), (anne, zoe, "annetozoe2"), (paul, zoe, "paultozoe2")):
        await merges.tell_apart(rita, one, other, code)
    row = await merges.merge(rita, anne, paul, "", "bothareone")
    [left] = await Distinction.objects()
    assert {left.first, left.second} == {anne.id, zoe.id}, "from the third both were told apart: that is once now"
    await merges.undo(rita, row)
    assert await Distinction.count() == 3


async def test_it_goes_with_either_and_stays_without_who_said_it(village: Village, bell: Bell) -> None:
    anne, paul = await couple(village)
    rita = village.people["rita"]
    row = await merges.tell_apart(await viewer_of(rita), anne, paul, CODE)
    held = await holdings.show_distinctions(anne)
    assert len(held.facts) == 1 and "Paul" not in str(held.facts)
    await privacy.forget(rita)
    kept = await Distinction.objects().get(Distinction.id == row.id)
    assert kept and kept.said_by is None
    await privacy.forget(paul)
    assert await Distinction.count() == 0


async def test_by_one_button_from_the_list_and_back_again(village: Village, visitor: Visitor) -> None:
    anne, paul = await couple(village)
    await signed_in(visitor)
    page = (await visitor.get("/communities/hedges/likenesses")).text
    assert "Ce sont deux personnes" in page
    said = {"one": anne.code, "other": paul.code, "community": "hedges", "code": CODE}
    page = (await visitor.submit("/distinctions", **said)).text
    assert "ne seront plus proposées" in page and "Aucune paire" not in page and "par Rita Moreau" in page
    assert f'href="/merges/new?one={anne.code}' not in page
    page = (await visitor.submit("/distinction-undoings", distinction=CODE, community="hedges")).text
    assert f"{anne.code}" in page and "Ce sont deux personnes" in page
    assert (await visitor.submit("/distinction-undoings", distinction=CODE, community="hedges")).status_code == 404


async def test_a_stranger_finds_no_distinction(village: Village) -> None:
    anne, paul = await couple(village)
    await merges.tell_apart(await viewer_of(village.people["rita"]), anne, paul, CODE)
    with pytest.raises(NotHere):
        await doors.distinction_for(await viewer_of(village.people["gil"]), CODE)
