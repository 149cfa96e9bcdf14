import pytest

from events.attendances import attendance, matches
from events.attendances.matches import Match
from events.attendances.participant_lists import Participant
from events.tables import Attendance
from network.ground.errors import Conflict
from network.people import people
from network.plug import Village
from network.tables import Act, Person
from tests.events.days import PAST, day, seen_by

LIST = [
    Participant("Ferrand Zoé", "", 55),  # ticked already
    Participant("L. Marchal", "lucie@example.org", 40),  # registered, known by her address
    Participant("Amin Bey", "", 3),  # ticked already, however short
    Participant("Karim Nouveau", "karim@example.org", 30),
    Participant("Passante", "", 2),
]


async def matched(village: Village, *listed: Participant, least: int = 10) -> list[Match]:
    event, rita = await day(PAST), await seen_by(village, "rita")
    return await matches.match(event, village.communities["hedges"], rita, listed or LIST, least)


async def wrote(village: Village, found: list[Match], *chosen: str) -> int:
    event, rita = await day(PAST), await seen_by(village, "rita")
    return await matches.write(event, village.communities["hedges"], rita, found, set(chosen))


async def counts() -> tuple[int, int, int]:
    event = await day(PAST)
    came = await Attendance.count().where(Attendance.event == event.id)
    return came, await Act.count().where(Act.subject == event.id), await Person.count()


async def test_each_is_told_from_the_list_of_the_day_and_nothing_is_written(village: Village) -> None:
    before = await counts()
    found = await matched(village)
    assert [one.state for one in found] == ["there", "listed", "there", "new", "short"]
    assert found[1].name.endswith("Lucie") or "Lucie" in found[1].name
    assert await counts() == before


async def test_it_is_written_with_its_acts_once_and_the_same_list_again_changes_nothing(village: Village) -> None:
    came, acts, persons = await counts()
    found = await matched(village)
    assert await wrote(village, found, found[3].key) == 2
    assert await counts() == (came + 2, acts + 2, persons + 1)
    karim = await Person.objects().get(Person.email == "karim@example.org")
    assert karim and karim.name == "Karim Nouveau" and "Tailler sans abîmer" in karim.known_from
    again = await matched(village)
    assert [one.state for one in again] == ["there", "there", "there", "there", "short"]
    assert await wrote(village, again, *[one.key for one in again]) == 0
    assert await wrote(village, found, found[3].key) == 2, "the first page sent once more"
    assert await counts() == (came + 2, acts + 2, persons + 1)


async def test_who_is_not_chosen_is_not_added(village: Village) -> None:
    came, acts, persons = await counts()
    assert await wrote(village, await matched(village)) == 1
    assert await counts() == (came + 1, acts + 1, persons)


async def test_somebody_of_the_circles_who_had_not_registered_is_proposed(village: Village) -> None:
    event, hedges = await day(PAST), village.communities["hedges"]
    line = next(line for line in await attendance.list_of(event) if not line.is_registered)
    await attendance.tick(event, hedges, set(), {line.key}, await seen_by(village, "rita"))
    [mina] = await matched(village, Participant(village.people["mina"].name.upper(), "", None))
    assert (mina.state, mina.person) == ("known", village.people["mina"].code)
    assert await wrote(village, [mina], mina.key) == 1
    assert village.people["mina"].id in {one.person for one in await attendance.list_of(event)}


async def test_two_of_one_name_or_one_address_are_not_told_apart_by_it(village: Village) -> None:
    event, rita = await day(PAST), await seen_by(village, "rita")
    for _twin in range(2):
        twin = await people.add("Jean", "Petit", "jean@example.org")
        await attendance.walk_in(event, village.communities["hedges"], twin.id, rita)
    [by_name] = await matched(village, Participant("Jean Petit", "", 50))
    [by_address] = await matched(village, Participant("J.", "jean@example.org", 50))
    assert {by_name.state, by_address.state} == {"new"} and by_name.line == by_address.line == ""


async def test_nobody_is_written_before_the_day(village: Village) -> None:
    event, rita = await day(), await seen_by(village, "rita")
    with pytest.raises(Conflict):
        await matches.write(event, village.communities["hedges"], rita, [], set())


async def test_somebody_known_is_found_by_their_address_whatever_they_call_themselves(village: Village) -> None:
    mina = village.people["mina"]
    event, hedges = await day(PAST), village.communities["hedges"]
    line = next(line for line in await attendance.list_of(event) if not line.is_registered)
    await attendance.tick(event, hedges, set(), {line.key}, await seen_by(village, "rita"))
    assert mina.email
    [found] = await matched(village, Participant("iPad de la mairie", mina.email, 50))
    assert (found.state, found.person, found.name) == ("known", mina.code, mina.name)


async def test_a_name_is_read_beside_where_somebody_comes_from(village: Village) -> None:
    found = await matched(village, Participant("FERRAND Zoé – Mairie de Lille", "", 55))
    assert [one.state for one in found] == ["there"]


async def test_who_left_and_came_back_under_another_name_was_there_once_and_as_long_as_both(village: Village) -> None:
    [lucie] = await matched(
        village, Participant("L. Marchal", "lucie@example.org", 4), Participant("PERRIN Lucie", "", 50)
    )
    assert (lucie.state, lucie.participant.minutes) == ("listed", 54)
    assert "Lucie" in lucie.name
