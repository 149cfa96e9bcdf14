from datetime import time

import pytest

from events import events, sessions
from events.tables import Session
from network.ground.errors import Conflict, Fault, NotHere
from network.plug import Village
from tests.events.days import day, seen_by


async def test_the_agenda_is_in_the_order_of_the_clock_however_it_was_typed(village: Village) -> None:
    event = await day()
    await sessions.add(event, time(12), time(12, 30), "Suites", "closing")
    await sessions.add(event, time(9, 5), time(9, 10), "Un mot d’accueil")
    hours = [part.starts_at for part in await sessions.agenda_of(event)]
    assert len(hours) == 5 and hours == sorted(hours)
    assert (await day()).sequence == event.sequence + 2, "calendars hear of it"


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [(time(8), time(10), "starts"), (time(12), time(13), "ends"), (time(10), time(10), "ends")],
)
async def test_a_part_lies_within_its_day(village: Village, starts: time, ends: time, field: str) -> None:
    with pytest.raises(Fault) as fault:
        await sessions.add(await day(), starts, ends, "Trop")
    assert fault.value.field == field


async def test_an_unknown_format_is_refused_on_its_field(village: Village) -> None:
    with pytest.raises(Fault) as fault:
        await sessions.add(await day(), time(10), time(11), "Danse", format="waltz")
    assert fault.value.field == "format"


async def test_a_part_sent_twice_is_one_changed_it_stays_one_dropped_it_is_gone(village: Village) -> None:
    event = await day()
    first, _second = [await sessions.add(event, time(10), time(11), "A", code="abcdefghij") for _time in range(2)]
    assert await Session.count().where(Session.title == "A") == 1
    await sessions.revise(first, event, time(11), time(12), "B", "talk", "Zoé")
    found, its_event = await sessions.session_with("abcdefghij")
    assert (found.title, found.speakers, its_event.id) == ("B", "Zoé", event.id)
    await sessions.drop(first, event)
    await sessions.drop(first, event)
    with pytest.raises(NotHere):
        await sessions.session_with("abcdefghij")


async def test_a_cancelled_day_has_the_agenda_that_it_had(village: Village) -> None:
    event = await day()
    await events.cancel(event, "Tempête", await seen_by(village, "rita"))
    with pytest.raises(Conflict):
        await sessions.add(event, time(10), time(11), "Rien")
