from datetime import timedelta
from typing import Any

import pytest

from events import places
from events.attendances import phone_bookings, phone_withdrawals, walk_ins
from events.bookings import bookings, calls, waiting_places, withdrawals
from events.tables import Booking, WaitingPlace
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere
from network.plug import Village
from network.tables import Note, Person
from tests.events.attendances.test_walk_ins import IDA
from tests.events.days import COMING, begun, day, seen_by, shift


async def test_who_calls_to_say_no_gives_the_place_back_and_twice_is_once(village: Village) -> None:
    event, hedges, rita = await day(), village.communities["hedges"], await seen_by(village, "rita")
    mina = village.people["mina"]
    await phone_bookings.book_known(event, hedges, mina.code, rita)
    left = await places.places_left(event)
    assert await phone_withdrawals.places_of(event, [mina]) == {mina.id: "registered"}
    for _time in range(2):
        await phone_withdrawals.withdraw(event, hedges, mina.code, rita)
    assert left is not None and await places.places_left(event) == left + 1
    assert await phone_withdrawals.places_of(event, [mina]) == {}
    assert await Note.count().where(Note.kind == "events.withdrawn", Note.person == mina.id) == 1


async def test_ida_without_address_waits_is_called_and_takes_the_place(village: Village) -> None:
    event, hedges, rita = await shift(COMING, capacity=3), village.communities["hedges"], await seen_by(village, "rita")
    await phone_bookings.book_new(event, rita, IDA)
    ida = await Person.objects().get(Person.code == IDA.code)
    assert ida and [one.id for one in await walk_ins.find(hedges, rita, "Ida")] == [ida.id]  # so she is not added twice
    assert await phone_withdrawals.places_of(event, [ida]) == {ida.id: "waiting"} and not await calls.offers_to_call(
        rita
    )
    [first, *_rest] = await Booking.objects().where(Booking.event == event.id, Booking.cancelled_at.is_null())
    await withdrawals.withdraw(first)
    assert await phone_withdrawals.places_of(event, [ida]) == {ida.id: "offered"}
    [waiting] = await calls.offers_to_call(rita)
    assert "Ida" in str(waiting.title) and COMING in waiting.path and event.title in str(waiting.words)
    assert await calls.offers_to_call(await seen_by(village, "gil")) == []
    booking = await phone_bookings.book_known(event, hedges, ida.code, rita)
    assert isinstance(booking, Booking) and await calls.offers_to_call(rita) == []
    assert await places.held_places(event.id) == 3


async def test_who_can_be_written_to_and_whose_offer_is_over_need_no_call(village: Village) -> None:
    event, rita = await shift(COMING, capacity=3), await seen_by(village, "rita")
    await waiting_places.join(event, village.people["mina"].id)
    offered: dict[Any, Any] = {WaitingPlace.offered_at: now(), WaitingPlace.offered_until: now() + timedelta(hours=1)}
    await WaitingPlace.update(offered).where(WaitingPlace.event == event.id)
    assert await calls.offers_to_call(rita) == []
    await Person.update({Person.email: None}).where(Person.id == village.people["mina"].id)
    assert len(await calls.offers_to_call(rita)) == 1
    await WaitingPlace.update({WaitingPlace.offered_until: now()}).where(WaitingPlace.event == event.id)
    assert await calls.offers_to_call(rita) == []


async def test_strangers_are_not_theirs_to_withdraw_and_a_day_that_has_begun_is_over(village: Village) -> None:
    hedges, rita = village.communities["hedges"], await seen_by(village, "rita")
    with pytest.raises(NotHere):
        await phone_withdrawals.withdraw(await day(), hedges, village.people["odile"].code, rita)
    await bookings.book(await day(), await seen_by(village, "mina"))
    with pytest.raises(Conflict):
        await phone_withdrawals.withdraw(await begun(), hedges, village.people["mina"].code, rita)
