from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from events import events, sessions
from events.facts import KINDS, Facts
from network.ground.clock import now, today
from network.ground.errors import Fault
from network.plug import Village
from tests.events.days import seen_by


def last_sunday(month: int) -> date:
    """To come: in March the clocks go forward, in October back."""
    day = date(today().year + 1, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def facts(**other: Any) -> Facts:
    said = {"title": "Une nuit", "on": last_sunday(3), "starts": time(1), "ends": time(4)}
    return Facts(**{**said, **other})


async def planned(village: Village, said: Facts) -> Any:
    return await events.plan(village.communities["hedges"], said, await seen_by(village, "rita"))


@pytest.mark.parametrize(("field", "hour"), [("starts", time(2, 30)), ("ends", time(2, 30)), ("starts", time(2))])
async def test_an_hour_that_the_clocks_leap_over_is_refused_on_its_field(
    village: Village, field: str, hour: time
) -> None:
    with pytest.raises(Fault, match="no such hour") as refused:
        await planned(village, facts(**{field: hour}))
    assert refused.value.field == field


async def test_around_that_hour_and_in_the_one_that_comes_twice_the_day_is_as_long_as_it_is(village: Village) -> None:
    spring, autumn = await planned(village, facts()), await planned(village, facts(on=last_sunday(10)))
    assert spring.ends_at - spring.starts_at == timedelta(hours=3), "of one zone: as the wall says"
    there = [event.ends_at.timestamp() - event.starts_at.timestamp() for event in (spring, autumn)]
    assert there == [2 * 3600, 4 * 3600]
    with pytest.raises(Fault) as refused:
        await sessions.add(spring, time(2, 15), time(3, 30), "Veillée")
    assert refused.value.field == "starts"
    assert await sessions.add(spring, time(3), time(3, 30), "Veillée")


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"ends": time(1)}, "ends"),
        ({"ends": time(0, 30)}, "ends"),
        ({"on": date(2020, 3, 1)}, "on"),
        ({"on": date(2199, 3, 1)}, "on"),
        ({"kind": "party"}, "kind"),
        ({"reach": "world"}, "reach"),
        ({"link": "http://visio.example.org"}, "link"),
        ({"bookings_close_on": date(2020, 1, 1)}, "bookings_close_on"),
        ({"bookings_close_on": last_sunday(3) + timedelta(days=1)}, "bookings_close_on"),
    ],
)
async def test_what_cannot_be_is_refused_on_its_field(village: Village, other: dict[str, Any], field: str) -> None:
    with pytest.raises(Fault) as refused:
        await planned(village, facts(**other))
    assert refused.value.field == field


async def test_each_kind_can_be_planned_with_all_that_is_said_of_it(village: Village) -> None:
    said = {"meeting_point": "Parking de l’église", "bring": "Des bottes", "travel": "Train", "day_contact": "Rita, 06"}
    for kind in KINDS:
        event = await planned(village, facts(kind=kind, link="https://visio.example.org/a", **said))
        assert (event.kind, event.link) == (kind, "https://visio.example.org/a")
        assert {name: getattr(event, name) for name in said} == said


async def test_those_registered_hear_of_another_meeting_point(village: Village) -> None:
    hedges = village.communities["hedges"]
    on = (now() + timedelta(days=20)).date()
    event = await planned(village, facts(on=on, meeting_point="À la gare"))
    before = event.sequence
    await events.revise(event, facts(on=on, meeting_point="À la ferme"), hedges)
    again = await events.locked(event.id)
    assert again.sequence == before + 1
    await events.revise(event, facts(on=on, meeting_point="À la ferme", bring="Des bottes"), hedges)
    assert (await events.locked(event.id)).sequence == before + 1
    assert isinstance(again.starts_at.astimezone(ZoneInfo(event.time_zone)), datetime)
