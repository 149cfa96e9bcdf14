import asyncio
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from deploy.catalogues import HERE
from events import places
from events.bookings import bookings, offers, waiting_places, withdrawals
from events.events import cancel, revise
from events.facts import Facts, on_the_wall
from events.tables import Booking, Event, WaitingPlace
from network import notes
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, Refusal
from network.people import people
from network.plug import Village
from network.tables import Note
from tests.events.bookings.test_bookings import NORA, letters
from tests.events.bookings.test_waiting_places import full
from tests.events.days import COMING, begun, day, seen_by, shift


async def line(village: Village, *names: str) -> list[WaitingPlace]:
    event = await full()
    rows = [await waiting_places.join(event, village.people[who].id) for who in names]
    return [row for row in rows if isinstance(row, WaitingPlace)]


async def give_back(village: Village, who: str = "amin") -> None:
    booking = await bookings.booking_of(await day(), village.people[who].id)
    assert booking
    await withdrawals.withdraw(booking)


async def pass_time(**by: float) -> None:
    """As if all this had been earlier."""
    for name in ("since_at", "offered_at", "offered_until"):
        await WaitingPlace.raw(f"UPDATE events_waiting_place SET {name} = {name} - {{}}::interval", timedelta(**by))
    await Event.raw(
        "UPDATE events_event SET starts_at = starts_at - {}::interval, ends_at = ends_at - {}::interval",
        *[timedelta(**by)] * 2,
    )


async def test_a_place_given_back_is_offered_to_the_first_for_48_hours(village: Village) -> None:
    first, second = await line(village, "mina", "gil")
    await give_back(village)
    first, second = [await offers.read_again(one) for one in (first, second)]
    assert first.offered_until and first.offered_at and second.offered_at is None
    assert first.offered_until - first.offered_at == timedelta(hours=48)
    assert [note.person for note in await letters("events.offer")] == [village.people["mina"].id]
    assert await places.held_places((await day()).id) == 3 and await places.places_left(await day()) == 0
    booking, again = [await offers.take(first) for _time in range(2)]
    assert booking.id == again.id and booking.is_confirmed and booking.college == "citizen"
    assert (await offers.read_again(first)).taken_at and await places.held_places((await day()).id) == 3


async def test_an_offer_that_nobody_answers_goes_to_the_next_and_says_so(village: Village) -> None:
    first, second = await line(village, "mina", "gil")
    await give_back(village)
    await pass_time(hours=49)
    with pytest.raises(Refusal, match="over"):
        await offers.take(first)
    for _clock in range(3):
        await offers.settle_lines()
    first, second = [await offers.read_again(one) for one in (first, second)]
    assert first.lapsed_at and offers.is_open_offer(second)
    assert len(await letters("events.lapsed")) == 1 and len(await letters("events.offer")) == 2
    with pytest.raises(Refusal, match="next in line"):
        await offers.take(first)
    assert isinstance(await waiting_places.join(await day(), village.people["mina"].id), WaitingPlace)


async def test_between_the_end_of_an_offer_and_the_clock_nobody_slips_in(village: Village) -> None:
    await line(village, "mina", "gil")
    await give_back(village)
    await pass_time(hours=49)
    with pytest.raises(Conflict, match="All places are taken"):
        await bookings.book(await day(), await seen_by(village, "hugo"))


async def test_who_leaves_what_is_offered_makes_room_for_the_next_at_once(village: Village) -> None:
    first, second = await line(village, "mina", "gil")
    await give_back(village)
    await waiting_places.leave(first)
    assert offers.is_open_offer(await offers.read_again(second))


@pytest.mark.parametrize(("left", "lasts"), [(96, 48), (60, 30), (2, 1), (0.5, 0.25), (0.25, None), (-1, None)])
async def test_an_offer_is_shorter_as_the_day_nears_and_never_outlasts_its_beginning(
    village: Village, left: float, lasts: float | None
) -> None:
    event, at = await day(), now()
    event.starts_at = at + timedelta(hours=left)
    until = offers.offer_ends(event, at)
    assert until == (at + timedelta(hours=lasts) if lasts else None) and (until is None or until < event.starts_at)


async def test_the_pair_may_ask_for_faster_answers(village: Village) -> None:
    await line(village, "mina")
    await shift(COMING, offer_hours=6)
    await give_back(village)
    [offered] = await WaitingPlace.objects()
    assert offered.offered_until - offered.offered_at == timedelta(hours=6)


async def test_a_day_brought_forward_cuts_its_offers_short(village: Village) -> None:
    [mina] = await line(village, "mina")
    await give_back(village)
    await shift(COMING, starts_at=now() + timedelta(hours=1), ends_at=now() + timedelta(hours=4))
    await offers.settle_lines()
    assert (await offers.read_again(mina)).offered_until == (await day()).starts_at


async def facts(**other: Any) -> Facts:
    event = await day()
    wall = on_the_wall(event)
    said: dict[str, Any] = {"title": event.title, "capacity": event.capacity, "place_name": event.place_name}
    hours = {name: datetime.fromisoformat(f"{wall['on']}T{wall[name]}").time() for name in ("starts", "ends")}
    return Facts(**{**said, "on": datetime.fromisoformat(wall["on"]).date(), **hours, **other})


async def test_more_places_are_offered_to_as_many_and_no_limit_to_all(village: Village, bell: Any) -> None:
    rows = await line(village, "mina", "gil", "hugo")
    hedges = village.communities["hedges"]
    for capacity, offered in ((4, 1), (5, 2), (None, 3)):
        await revise(await day(), await facts(capacity=capacity), hedges)
        assert bell.rung[-1] == ("settle_line", (await day()).id)
        await offers.settle_line((await day()).id)
        assert sum([offers.is_open_offer(await offers.read_again(one)) for one in rows]) == offered


async def test_fewer_places_than_are_held_or_offered_are_refused_with_their_number(village: Village) -> None:
    await line(village, "mina")
    await give_back(village)
    with pytest.raises(Fault) as refused:
        await revise(await day(), await facts(capacity=2), village.communities["hedges"])
    assert refused.value.field == "capacity" and "3" in str(refused.value.sentence)
    assert (await day()).capacity == 3 and await places.held_places((await day()).id) == 3


async def test_when_the_day_is_cancelled_the_line_is_sent_home_with_the_reason(village: Village, bell: Any) -> None:
    rows = await line(village, "mina", "gil")
    await cancel(await day(), "Tempête", await seen_by(village, "rita"))
    assert ("settle_line", (await day()).id) in bell.rung
    for _time in range(2):
        await offers.settle_line((await day()).id)
    told = {note.person for note in await letters("events.line_cancelled")}
    assert told == {village.people[who].id for who in ("mina", "gil")}
    assert all([(await offers.read_again(one)).left_at for one in rows])
    assert await Note.count().where(Note.kind == "events.line_cancelled") == 2
    with pytest.raises(Conflict):
        await offers.take(rows[0])


async def test_a_day_that_moves_says_so_to_who_waits_with_their_rank_or_the_place_kept_for_them(
    village: Village,
) -> None:
    mina, gil, hugo = await line(village, "mina", "gil", "hugo")
    await give_back(village)
    await waiting_places.leave(hugo)
    assert await revise(await day(), await facts(place_name="La grange"), village.communities["hedges"])
    told = await letters("events.line_changed")
    assert {note.person for note in told} == {village.people[who].id for who in ("mina", "gil")}
    offered, waits = sorted(told, key=lambda note: note.subject)
    kept, stands = await notes.write(offered), await notes.write(waits)
    assert kept and stands and "La grange" in kept.text and "La grange" in stands.text
    assert "Prendre la place, ou la laisser" in kept.text and waiting_places.token_of(mina) in kept.text
    assert "le rang 1" in stands.text and waiting_places.token_of(gil) in stands.text
    assert kept.reply_to and kept.reply_to == stands.reply_to
    await waiting_places.leave(await offers.read_again(gil))
    assert await notes.write(waits) is None


async def test_what_changes_neither_hour_nor_place_is_told_to_nobody_who_waits(village: Village) -> None:
    await line(village, "mina")
    assert not await revise(await day(), await facts(title="Un autre titre"), village.communities["hedges"])
    assert not await letters("events.line_changed")


async def test_nothing_is_offered_nor_taken_once_the_day_has_begun(village: Village) -> None:
    first, _second = await line(village, "mina", "gil")
    await give_back(village)
    await begun()
    await offers.settle_lines()
    await offers.settle_line((await day()).id)
    assert await WaitingPlace.count().where(WaitingPlace.offered_at.is_not_null()) == 1
    with pytest.raises(Conflict, match="begun"):
        await offers.take(first)


async def test_a_request_that_is_never_confirmed_leaves_its_place_to_the_line(village: Village) -> None:
    await shift(COMING, capacity=4)
    await bookings.ask(await day(), NORA, tokens.code())
    mina = await waiting_places.join(await day(), village.people["mina"].id)
    assert isinstance(mina, WaitingPlace)
    await Booking.update({Booking.asked_at: now() - timedelta(hours=25)}).where(Booking.confirmed_at.is_null())
    await offers.settle_lines()
    assert offers.is_open_offer(await offers.read_again(mina))


DEEDS = some.lists(
    some.tuples(some.sampled_from(["join", "withdraw", "take", "leave", "pass", "room"]), some.integers(0, 6)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
async def test_whatever_happens_places_are_never_sold_twice_and_the_line_is_served_in_order(
    village: Village, deeds: list[tuple[str, int]]
) -> None:
    event = await Event.objects().get(Event.id == await a_day_of_two(village))
    assert event
    crowd = [await people.add("Une", f"Personne {number}") for number in range(7)]
    coming: set[int] = set()
    for deed, number in deeds:
        who = crowd[number].id
        booking, waiting = await bookings.booking_of(event, who), await waiting_places.waiting_of(event, who)
        if deed == "join":
            await waiting_places.join(event, who)
        elif deed == "withdraw" and booking:
            await withdrawals.withdraw(booking)
            coming.discard(who)
        elif deed == "take" and waiting:
            try:
                await offers.take(waiting)
            except Refusal:
                assert not offers.is_open_offer(waiting)
        elif deed == "leave" and waiting:
            await waiting_places.leave(waiting)
        elif deed == "pass":
            await pass_time(hours=10 * number)
            await offers.settle_lines()
        elif deed == "room":
            await Event.update({Event.capacity: Event.capacity + 1}).where(Event.id == event.id)
            await offers.settle_line(event.id)
        coming = await is_right(event, coming)
    await everybody_is_offered_a_place(event)


async def a_day_of_two(village: Village) -> int:
    event = Event(
        code=tokens.code(), uid=tokens.code(), community=village.communities["hedges"].id, title="Deux places"
    )
    event.starts_at, event.ends_at = now() + timedelta(days=90), now() + timedelta(days=91)
    event.capacity, event.planned_at, event.published_at, event.changed_at = 2, now(), now(), now()
    await event.save()
    return event.id


async def is_right(event: Event, coming: set[int]) -> set[int]:
    held = await Event.objects().get(Event.id == event.id)
    assert held and held.capacity
    registered = {person for _booking, person in await places.registered_people(event.id)}
    assert coming <= registered, "nobody loses a place"
    assert await places.held_places(event.id) <= held.capacity
    line = await waiting_places.line_of(event)
    is_offered = [offers.is_open_offer(one) for one in line]
    assert is_offered == sorted(is_offered, reverse=True), "the first in line before the second"
    assert all(is_offered) or await places.held_places(event.id) == held.capacity, "no place stays empty"
    assert not registered & {one.person.id for one in line}
    return registered


async def everybody_is_offered_a_place(event: Event) -> None:
    waiting = {one.id for one in await waiting_places.line_of(event)}
    for booking in await Booking.objects().where(Booking.event == event.id, places.is_registered()):
        await withdrawals.withdraw(booking)
    for _round in range(8):
        await offers.settle_line(event.id)
        for one in await WaitingPlace.objects().where(WaitingPlace.event == event.id, places.is_offered(now())):
            await withdrawals.withdraw(await offers.take(one))
            waiting.discard(one.id)
    assert not waiting and not await waiting_places.line_of(event)


@pytest.mark.commit
async def test_two_clocks_and_those_who_take_and_withdraw_at_once_sell_no_place_twice(village: Village) -> None:
    event = await full()
    crowd = [await people.add("Une", f"Personne {number}", f"p{number}@example.org") for number in range(12)]
    for person in crowd:
        await waiting_places.join(event, person.id)
    clocks = [
        await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.events.clocks", COMING, cwd=HERE)
        for _number in range(2)
    ]
    registered = [await bookings.booking_of(event, village.people[who].id) for who in ("amin", "zoé", "lucie")]
    await asyncio.sleep(2)
    for booking in registered:
        assert booking
        await withdrawals.withdraw(booking)
    assert [await clock.wait() for clock in clocks] == [0, 0]
    assert await places.held_places(event.id) == 3
    told = await Note.select(Note.subject).where(Note.kind == "events.offer").output(as_list=True)
    offered = (
        await WaitingPlace.select(WaitingPlace.id).where(WaitingPlace.offered_at.is_not_null()).output(as_list=True)
    )
    assert sorted(told) == sorted(offered), "one letter for each offer"
    served = await WaitingPlace.count().where(WaitingPlace.taken_at.is_not_null())
    assert served >= 3 and sorted(offered) == sorted(await first_in_line(len(offered)))


async def first_in_line(many: int) -> list[int]:
    rows = WaitingPlace.select(WaitingPlace.id).order_by(WaitingPlace.since_at, WaitingPlace.id).limit(many)
    return list(await rows.output(as_list=True))
