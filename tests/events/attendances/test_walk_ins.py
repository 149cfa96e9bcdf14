import pytest

from events.attendances import attendance, walk_ins
from network.ground.errors import Conflict, Fault, NotHere
from network.people import people
from network.plug import Village
from network.tables import Act, Affiliation, Organisation, Person
from tests.events.days import PAST, day, seen_by

IDA = walk_ins.NewPerson("Ida", "Roy", "abcdefghij", "Les Abeilles", "civil")


async def names(village: Village, who: str, owner: str, words: str) -> list[str]:
    place = village.communities.get(owner) or village.networks[owner]
    return [person.name for person in await walk_ins.find(place, await seen_by(village, who), words)]


async def test_a_gardener_finds_the_people_of_their_community_with_or_without_accents(village: Village) -> None:
    assert await names(village, "rita", "hedges", "zoe f") == []
    assert await names(village, "rita", "hedges", "ferrand zo") == ["Zoé Ferrand"]
    assert await names(village, "rita", "hedges", "ZOÉ") == ["Zoé Ferrand"]
    assert await names(village, "rita", "hedges", "perrin") == ["Lucie Perrin"], "registered once"
    assert await names(village, "rita", "hedges", "e") == [], "one letter is no name"
    assert await names(village, "rita", "hedges", "%%") == [] and await names(village, "rita", "hedges", "__") == []


async def test_whom_a_gardener_may_not_see_is_not_found_the_coordination_finds_its_network(village: Village) -> None:
    assert await names(village, "rita", "hedges", "gall") == []
    assert await names(village, "cora", "hedges", "gall") == ["Odile Le Gall"]
    assert await names(village, "cora", "occitanie", "gall") == ["Odile Le Gall"]
    assert await names(village, "cora", "hedges", "bauer") == []


async def test_somebody_who_cannot_be_found_cannot_be_added_by_their_code_either(village: Village) -> None:
    event, hedges, rita = await day(PAST), village.communities["hedges"], await seen_by(village, "rita")
    with pytest.raises(NotHere):
        await walk_ins.add_known(event, hedges, village.people["odile"].code, rita)
    await walk_ins.add_known(event, hedges, village.people["lucie"].code, rita)
    assert await Act.exists().where(Act.person == village.people["lucie"].id, Act.kind == "events.came")


async def test_somebody_new_becomes_a_person_known_from_the_day_once(village: Village) -> None:
    event, rita = await day(PAST), await seen_by(village, "rita")
    for _time in range(2):
        await walk_ins.add_new(event, rita, IDA)
    [ida] = await Person.objects().where(Person.family_name == "Roy")
    assert "Tailler sans abîmer" in ida.known_from and ida.email is None
    [act] = await Act.objects().where(Act.person == ida.id)
    body = await Organisation.objects().get(Organisation.id == act.organisation)
    assert body and body.name == "Les Abeilles" and act.college == "civil"
    assert await Affiliation.count().where(Affiliation.person == ida.id) == 1


async def test_nobody_walks_in_before_the_day(village: Village) -> None:
    before = await Person.count()
    with pytest.raises(Conflict):
        await walk_ins.add_new(await day(), await seen_by(village, "rita"), IDA)
    assert await Person.count() == before


async def test_a_name_that_is_there_already_is_found_among_several(village: Village) -> None:
    event, hedges, rita = await day(PAST), village.communities["hedges"], await seen_by(village, "rita")
    other = await people.add("Lucie", "Perrin")
    await attendance.walk_in(event, hedges, other.id, rita)
    assert await names(village, "rita", "hedges", "perrin") == ["Lucie Perrin"] * 2


async def test_the_code_of_somebody_else_adds_nobody(village: Village) -> None:
    past, hugo = await day(PAST), await seen_by(village, "hugo")
    before = (await Act.count(), await Affiliation.count())
    stolen = walk_ins.NewPerson("Jean", "Personne", village.people["odile"].code, college="expert")
    with pytest.raises(Fault) as refused:
        await walk_ins.add_new(past, hugo, stolen)
    assert refused.value.field == "code"
    assert (await Act.count(), await Affiliation.count()) == before
