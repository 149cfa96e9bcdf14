from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from events import events, facts, sessions
from events.facts import Facts, on_the_wall
from events.tables import Event
from network.ground.clock import today
from network.ground.errors import Conflict, Fault
from network.plug import Village
from network.tables import Note, Territory
from tests.events.days import COMING, begun, day, seen_by, shift

NEXT_WEEK = today() + timedelta(days=7)
FACTS = Facts(title="Semer", on=NEXT_WEEK, starts=time(14), ends=time(17, 30), place_name="Le hangar")


def as_it_is(event: Event) -> Facts:
    here = on_the_wall(event)
    return Facts(
        title=event.title,
        on=date.fromisoformat(here["on"]),
        starts=time.fromisoformat(here["starts"]),
        ends=time.fromisoformat(here["ends"]),
        place_name=event.place_name,
        capacity=event.capacity,
    )


async def told() -> dict[str, int]:
    kinds = await Note.select(Note.kind).where(Note.kind.like("events.%")).output(as_list=True)
    return {kind: kinds.count(kind) for kind in kinds}


async def test_a_day_is_planned_on_the_wall_clock_of_its_network_and_not_shown_yet(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    event = await events.plan(hedges, replace(FACTS, on=date(NEXT_WEEK.year + 1, 7, 14)), rita)
    assert (event.starts_at.utcoffset(), event.starts_at.hour) == (timedelta(hours=2), 14)
    assert not event.is_published and event.community == hedges.id and event.network is None
    assert event.uid.startswith(event.code)


async def test_the_same_form_sent_twice_plans_one_day(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    first, second = [await events.plan(hedges, FACTS, rita, code="abcdefghij") for _time in range(2)]
    assert first.id == second.id


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": time(14)}, "ends"),
        ({"on": today() - timedelta(days=1)}, "on"),
        ({"bookings_close_on": NEXT_WEEK + timedelta(days=1)}, "bookings_close_on"),
        ({"reach": "everywhere"}, "reach"),
    ],
)
async def test_what_cannot_be_is_said_on_its_field(village: Village, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Fault) as fault:
        await events.plan(
            village.communities["hedges"],
            replace(FACTS, **wrong),
            await seen_by(village, "rita"),
        )
    assert fault.value.field == field


async def test_a_network_has_no_circles_to_show_its_days_to(village: Village) -> None:
    with pytest.raises(Fault):
        cora = await seen_by(village, "cora")
        await events.plan(village.networks["occitanie"], replace(FACTS, reach="circle_1"), cora)


async def test_registration_closes_at_the_end_of_its_last_day_or_as_it_begins(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    before = await events.plan(hedges, replace(FACTS, bookings_close_on=NEXT_WEEK - timedelta(days=2)), rita)
    same_day = await events.plan(hedges, replace(FACTS, bookings_close_on=NEXT_WEEK), rita)
    assert before.bookings_close_at == facts.at_wall(NEXT_WEEK - timedelta(days=1), time(), "Europe/Paris")
    assert same_day.bookings_close_at == same_day.starts_at
    assert on_the_wall(before)["bookings_close_on"] == (NEXT_WEEK - timedelta(days=2)).isoformat()


async def test_capacity_is_not_lowered_under_the_bookings_and_the_number_is_said(village: Village) -> None:
    event, hedges = await day(), village.communities["hedges"]
    with pytest.raises(Fault) as fault:
        await events.revise(event, replace(as_it_is(event), capacity=2), hedges)
    assert fault.value.field == "capacity" and ": 3." in str(fault.value.sentence) and (await day()).capacity == 30
    await events.revise(event, replace(as_it_is(event), capacity=3), hedges)
    assert (await day()).capacity == 3


async def test_another_place_is_told_to_those_registered_and_another_title_is_not(village: Village) -> None:
    event, hedges = await day(), village.communities["hedges"]
    assert not await events.revise(event, replace(as_it_is(event), title="Planter au sec"), hedges)
    assert await told() == {} and (await day()).sequence == event.sequence + 1
    assert await events.revise(event, replace(as_it_is(await day()), place_name="La grange"), hedges)
    assert await told() == {"events.changed": 3} and (await day()).sequence == event.sequence + 2
    elsewhere = Territory(kind="commune", code="81139", name="Lautrec", sort_key="lautrec", postcodes=["81440"])
    await elsewhere.save()
    assert await events.revise(
        event, replace(as_it_is(await day()), place_name="La grange", territory=elsewhere.id), hedges
    )
    assert await told() == {"events.changed": 6} and (await day()).sequence == event.sequence + 3


async def test_nothing_changed_is_no_new_version(village: Village) -> None:
    event = await day()
    await events.revise(event, as_it_is(event), village.communities["hedges"])
    assert (await day()).sequence == event.sequence


async def test_the_agenda_moves_with_its_day_and_its_hour(village: Village) -> None:
    event = await day()
    later = replace(as_it_is(event), on=NEXT_WEEK + timedelta(days=40), starts=time(10), ends=time(13, 30))
    await events.revise(event, later, village.communities["hedges"])
    moved = await day()
    first = (await sessions.agenda_of(moved))[0]
    assert first.starts_at == moved.starts_at and events.day_of(moved) == NEXT_WEEK + timedelta(days=40)


async def test_the_agenda_is_not_cut_off_by_a_shorter_day(village: Village) -> None:
    event = await day()
    with pytest.raises(Fault) as fault:
        await events.revise(event, replace(as_it_is(event), ends=time(12)), village.communities["hedges"])
    assert "12\u00a0h\u00a030" in str(fault.value.sentence)
    assert fault.value.field == "ends" and (await day()).ends_at == event.ends_at


async def test_published_twice_is_published_once(village: Village) -> None:
    rita = await seen_by(village, "rita")
    event = await events.plan(village.communities["hedges"], FACTS, rita)
    await events.publish(event, rita)
    first = await day(event.code)
    await events.publish(event, await seen_by(village, "hugo"))
    assert (await day(event.code)).published_by == first.published_by == rita.person


async def test_a_cancelled_day_keeps_its_reason_and_tells_each_of_those_registered_once(village: Village) -> None:
    rita, event = await seen_by(village, "rita"), await day()
    assert await events.cancel(event, "La salle a brûlé.", rita)
    assert not await events.cancel(event, "Autre chose.", rita)
    cancelled = await day()
    assert (cancelled.cancelled_because, cancelled.cancelled_by) == ("La salle a brûlé.", rita.person)
    assert await told() == {"events.cancelled": 3} and cancelled.sequence == event.sequence + 1
    for act in (events.publish(event, rita), events.revise(event, FACTS, village.communities["hedges"])):
        with pytest.raises(Conflict):
            await act


async def test_what_has_begun_is_no_longer_cancelled(village: Village) -> None:
    with pytest.raises(Conflict):
        await events.cancel(await begun(), "Trop tard.", await seen_by(village, "rita"))


async def test_nobody_is_told_of_what_was_never_published(village: Village) -> None:
    event = await shift(COMING, published_at=None)
    await events.cancel(event, "Reporté.", await seen_by(village, "rita"))
    assert await told() == {}
