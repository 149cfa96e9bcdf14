from datetime import timedelta

import pytest

from events.bookings import bookings, offers, waiting_places, withdrawals
from events.events import cancel
from events.tables import Booking, Event, WaitingPlace
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, Refusal
from network.people import people
from network.plug import Village
from network.privacy import forget
from network.tables import Note, Person
from tests.events.bookings.test_bookings import NORA, letters
from tests.events.days import COMING, day, seen_by, shift


async def full() -> Event:
    return await shift(COMING, capacity=3)


async def asked() -> tuple[str, str]:
    await waiting_places.ask(await day(), NORA, code := tokens.code())
    row = await WaitingPlace.objects().get(WaitingPlace.code == code)
    assert row
    return code, waiting_places.token_of(row)


async def test_of_a_full_day_mina_stands_in_line_once_and_knows_her_rank(village: Village) -> None:
    event, mina, gil = await full(), village.people["mina"].id, village.people["gil"].id
    first, again = [await waiting_places.join(event, mina) for _time in range(2)]
    second = await waiting_places.join(event, gil)
    assert isinstance(first, WaitingPlace) and first.id == again.id and first.college == "citizen"
    assert isinstance(second, WaitingPlace)
    assert [await waiting_places.rank_of(one) for one in (first, second)] == [1, 2]
    assert [note.person for note in await letters("events.waiting")] == [mina, gil]
    assert [one.person.id for one in await waiting_places.line_of(event)] == [mina, gil]


async def test_while_there_is_a_place_it_is_taken_and_nobody_waits(village: Village) -> None:
    place = await waiting_places.join(await day(), village.people["mina"].id)
    assert isinstance(place, Booking) and place.is_confirmed
    await waiting_places.ask(await day(), NORA, tokens.code())
    assert len(await letters("events.asked")) == 1 and not await WaitingPlace.exists()


async def test_who_is_registered_does_not_wait(village: Village) -> None:
    event, amin = await full(), village.people["amin"]
    assert isinstance(await waiting_places.join(event, amin.id), Booking)
    assert amin.email
    await waiting_places.ask(event, bookings.Asker("A", "B", amin.email), tokens.code())
    assert [note.address for note in await letters("events.confirmed")] == [amin.email]
    assert not await WaitingPlace.exists()


async def test_nobody_passes_those_in_line(village: Village) -> None:
    event = await full()
    await waiting_places.join(event, village.people["mina"].id)
    event = await shift(COMING, capacity=4)  # before the clock has struck
    with pytest.raises(Conflict, match="All places are taken"):
        await bookings.book(event, await seen_by(village, "gil"))
    with pytest.raises(Conflict, match="All places are taken"):
        await bookings.ask(event, NORA, tokens.code())


async def test_a_stranger_stands_in_line_once_the_address_has_answered(village: Village) -> None:
    await full()
    code, token = await asked()
    await waiting_places.ask(await day(), NORA, code)
    await waiting_places.ask(await day(), NORA, tokens.code())
    assert await WaitingPlace.count() == 1 and len(await letters("events.waiting_asked")) == 2
    assert isinstance(await waiting_places.join(await day(), village.people["mina"].id), WaitingPlace)
    for _time in range(2):
        nora = await waiting_places.confirm(code, token)
    assert isinstance(nora, WaitingPlace) and await waiting_places.rank_of(nora) == 2, "since it answered"
    person = await Person.objects().get(Person.id == nora.person)
    assert person and person.name == "Nora Klein" and "Planter en année sèche" in person.known_from
    assert nora.address is None and nora.organisation and nora.college == "civil"


async def test_an_address_that_never_answers_holds_nobody_up_and_is_forgotten(village: Village) -> None:
    event = await full()
    await asked()
    assert isinstance(await waiting_places.join(event, village.people["mina"].id), WaitingPlace)
    amins = await bookings.booking_of(event, village.people["amin"].id)
    assert amins
    await withdrawals.withdraw(amins)
    [offered] = await WaitingPlace.objects().where(WaitingPlace.offered_at.is_not_null())
    assert offered.person == village.people["mina"].id
    await WaitingPlace.update({WaitingPlace.asked_at: now() - timedelta(days=8)}).where(WaitingPlace.since_at.is_null())
    await bookings.forget_unanswered()
    assert not await WaitingPlace.exists().where(WaitingPlace.since_at.is_null())


async def test_who_confirms_when_a_place_is_free_is_offered_it_at_once(village: Village) -> None:
    await full()
    link = await asked()
    await shift(COMING, capacity=4)
    place = await waiting_places.confirm(*link)
    assert isinstance(place, WaitingPlace)
    assert offers.is_open_offer(await offers.read_again(place)) and not await letters("events.waiting")


async def test_who_stands_in_line_already_and_asks_as_a_stranger_hears_their_rank_again(village: Village) -> None:
    event = await full()
    await waiting_places.join(event, village.people["mina"].id)
    await waiting_places.ask(event, bookings.Asker("M", "C", "mina@example.org"), tokens.code())
    assert [note.address for note in await letters("events.waiting")] == [None, "mina@example.org"]
    code = tokens.code()
    await WaitingPlace(code=code, event=event.id, address="mina@example.org", asked_at=now()).save()
    row = await WaitingPlace.objects().get(WaitingPlace.code == code)
    assert row
    there = await waiting_places.confirm(code, waiting_places.token_of(row))
    assert there.person == village.people["mina"].id and await WaitingPlace.count() == 1


async def test_the_door_of_a_link_is_its_token_and_an_erased_persons_link_leads_nowhere(village: Village) -> None:
    place = await waiting_places.join(await full(), village.people["mina"].id)
    assert isinstance(place, WaitingPlace)
    assert (await waiting_places.waiting_with(place.code, waiting_places.token_of(place))).id == place.id
    with pytest.raises(NotHere):
        await waiting_places.waiting_with(place.code, "0" * 32)
    await forget(village.people["mina"])
    with pytest.raises(NotHere):
        await waiting_places.waiting_with(place.code, waiting_places.token_of(place))


async def test_an_erased_persons_registration_is_nobodys_and_its_place_is_free(village: Village) -> None:
    event = await full()
    amins = await bookings.booking_of(event, village.people["amin"].id)
    assert amins
    place = await waiting_places.join(event, village.people["mina"].id)
    assert isinstance(place, WaitingPlace)
    await forget(village.people["amin"])
    with pytest.raises(NotHere, match="erased"):
        await bookings.booking_with(amins.code, bookings.token_of(amins))
    await offers.settle_lines()
    assert offers.is_open_offer(await offers.read_again(place))


async def test_who_leaves_the_line_lets_the_others_move_up(village: Village) -> None:
    event = await full()
    rows = [await waiting_places.join(event, village.people[who].id) for who in ("mina", "gil")]
    first, second = rows
    assert isinstance(first, WaitingPlace) and isinstance(second, WaitingPlace)
    for _time in range(2):
        await waiting_places.leave(first)
    assert await waiting_places.rank_of(second) == 1
    with pytest.raises(Refusal, match="left"):
        await offers.take(first)
    assert isinstance(await waiting_places.join(event, village.people["mina"].id), WaitingPlace)
    assert await waiting_places.rank_of(second) == 1, "who comes back stands at the end"


async def test_a_request_that_was_left_is_not_confirmed_nor_one_for_a_day_that_is_off(village: Village) -> None:
    await full()
    link = await asked()
    await waiting_places.leave(await waiting_places.waiting_with(*link))
    with pytest.raises(Refusal):
        await waiting_places.confirm(*link)
    other = await asked()
    await cancel(await day(), "Tempête", await seen_by(village, "rita"))
    with pytest.raises(Conflict, match="cancelled"):
        await waiting_places.confirm(*other)
    assert not await Person.exists().where(Person.email == "nora@example.org")


async def test_a_closed_day_has_no_line(village: Village) -> None:
    event = await shift(COMING, capacity=3, bookings_close_at=now() - timedelta(minutes=1))
    with pytest.raises(Conflict):
        await waiting_places.join(event, village.people["mina"].id)
    with pytest.raises(Conflict):
        await waiting_places.ask(event, NORA, tokens.code())
    nobody = await people.add("", "Nobody")
    assert not await Note.exists().where(Note.person == nobody.id) and not await WaitingPlace.exists()
