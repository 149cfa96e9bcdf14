import pytest

from events.invitations import guests, invitations
from events.invitations.guests import Choice
from network.ground.clock import now
from network.ground.errors import NotHere
from network.plug import Village
from network.tables import Objection
from tests.events.days import CIRCLE, COMING, OF_NETWORK, PAST, day, seen_by, shift


async def names(village: Village, choice: Choice, by: str = "rita", to: str = COMING) -> list[str]:
    event = await day(to)
    owner = village.networks["occitanie"] if to == OF_NETWORK else village.communities["hedges"]
    return [guest.name for guest in await guests.guests_of(event, owner, await seen_by(village, by), choice)]


def known_as(village: Village, *keys: str) -> list[str]:
    return [person.name for person in sorted((village.people[key] for key in keys), key=lambda one: one.sort_key)]


async def test_a_circle_a_former_day_and_a_name_are_each_once_and_by_name(village: Village) -> None:
    assert await names(village, Choice()) == []
    assert await names(village, Choice(circles=[1])) == known_as(village, "zoé")
    assert await names(village, Choice(circles=[1, 2, 3])) == known_as(village, "zoé", "amin", "mina")
    assert await names(village, Choice(days=[PAST])) == known_as(village, "zoé", "amin", "mina")
    mina = village.people["mina"].code
    assert await names(village, Choice([1], [PAST], [mina, mina])) == known_as(village, "zoé", "amin", "mina")


async def test_of_a_day_where_nobody_was_ticked_those_registered_are_meant(village: Village) -> None:
    assert await names(village, Choice(days=[COMING])) == known_as(village, "amin", "zoé", "lucie")


async def test_whoever_invites_is_not_invited(village: Village) -> None:
    assert await names(village, Choice(circles=[1, 2, 3]), by="zoé") == known_as(village, "rita", "amin", "mina")


async def test_a_network_asks_the_circles_of_all_its_communities(village: Village) -> None:
    everybody = await names(village, Choice(circles=[1, 2, 3]), "cora", OF_NETWORK)
    assert set(known_as(village, "zoé", "amin", "mina")) < set(everybody) and len(everybody) == len(set(everybody))


async def test_a_day_or_a_person_of_others_is_not_theirs_to_choose(village: Village) -> None:
    assert await names(village, Choice(days=[CIRCLE])) == []
    with pytest.raises(NotHere):
        await names(village, Choice(people=[village.people["odile"].code]))


async def test_who_is_invited_or_registered_already_is_said_so(village: Village) -> None:
    event, rita = await day(), await seen_by(village, "rita")
    await invitations.invite(event, [village.people["mina"].id], rita)
    chosen = await guests.guests_of(event, village.communities["hedges"], rita, Choice(circles=[1, 2, 3]))
    assert all(guest.is_there and guest.has_address for guest in chosen)


async def test_who_objects_to_letters_is_to_be_called(village: Village) -> None:
    mina = village.people["mina"].id
    await Objection(person=mina, since_at=now(), source="page").save()
    event, rita = await day(), await seen_by(village, "rita")
    chosen = await guests.guests_of(event, village.communities["hedges"], rita, Choice(circles=[2, 3]))
    assert {guest.person: guest.has_address for guest in chosen} == {mina: False, village.people["amin"].id: True}
    await invitations.invite(event, [mina], rita)
    assert [line.has_address for line in await invitations.list_of(event)] == [False]


async def test_former_days_are_those_of_the_owner_the_latest_first(village: Village) -> None:
    hedges = village.communities["hedges"]
    assert [one.code for one in await guests.former_days(await day(), hedges)] == [PAST]
    assert await guests.former_days(await day(PAST), hedges) == []
    await shift(PAST, published_at=None)
    assert await guests.former_days(await day(), hedges) == []
