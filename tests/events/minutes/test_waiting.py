from datetime import timedelta

from events.minutes.waiting import minutes_to_write
from library import works
from network.ground.clock import now
from network.plug import Village
from tests.events.days import PAST, day, seen_by, shift
from tests.events.test_papers import left_by


async def keys(village: Village, who: str) -> list[str]:
    return [waiting.key for waiting in await minutes_to_write(await seen_by(village, who))]


async def test_a_past_day_without_minutes_waits_for_its_pair_until_they_are_there(village: Village) -> None:
    assert await keys(village, "rita") == await keys(village, "hugo") == [f"events.minutes:{PAST}"]
    assert await keys(village, "zoé") == await keys(village, "gil") == []
    work = await left_by(village, await day(PAST))
    assert await keys(village, "rita") == []
    await works.withdraw(work, "Une erreur.")
    assert await keys(village, "rita") == [f"events.minutes:{PAST}"]


async def test_it_leads_to_the_form_that_is_filled_in_and_presses_after_a_fortnight(village: Village) -> None:
    [waiting] = await minutes_to_write(await seen_by(village, "rita"))
    assert waiting.path == f"/events/{PAST}/papers/new?type=minutes"
    assert waiting.due and waiting.due - waiting.since == timedelta(days=14)


async def test_no_day_is_asked_about_that_has_just_ended_is_long_past_or_did_not_take_place(village: Village) -> None:
    for ended, cancelled in ((timedelta(hours=1), None), (timedelta(days=60), None), (timedelta(days=3), now())):
        at = now() - ended
        await shift(PAST, starts_at=at - timedelta(hours=3), ends_at=at, cancelled_at=cancelled)
        assert await keys(village, "rita") == [], ended
    await shift(PAST, cancelled_at=None)
    assert len(await keys(village, "rita")) == 1
