from datetime import datetime, time, timedelta

from events.attendances.waiting import lists_at_hand
from events.tables import Attendance, Booking, Event
from network.ground.clock import HERE, now, today
from network.plug import Village, Waiting
from tests.events.days import COMING, seen_by, shift


async def told(village: Village, who: str = "hugo") -> list[Waiting]:
    return [thing for thing in await lists_at_hand(await seen_by(village, who)) if f":{COMING}:" in thing.key]


async def at(days: int) -> Event:
    """As if it were in so many days, from two to four."""
    begins = datetime.combine(today() + timedelta(days=days), time(14), HERE)
    return await shift(COMING, starts_at=begins, ends_at=begins + timedelta(hours=2))


async def test_the_list_for_the_door_is_at_hand_from_the_eve_on(village: Village) -> None:
    await at(2)
    assert await told(village) == []
    await at(1)
    [eve] = await told(village)
    assert eve.path == f"/events/{COMING}/attendance" and eve.since == eve.due == today()
    assert await told(village, "gil") == []


async def test_what_was_not_opened_the_eve_is_the_same_thing_on_the_day(village: Village) -> None:
    begins = now() - timedelta(hours=1)
    await shift(COMING, starts_at=begins, ends_at=now() + timedelta(hours=1))
    [thing] = await told(village)
    day = begins.astimezone(HERE).date()
    assert thing.key == f"events.list:{COMING}:{day}"


async def test_a_list_that_nobody_has_ticked_waits_until_somebody_does(village: Village) -> None:
    for days in (-1, -40):
        event = await at(days)
        [thing] = await told(village)
        assert thing.key.startswith("events.unticked:") and "Qui est venu" in str(thing.title)
        assert "3 personnes" in str(thing.words)
    await Booking.delete().where(Booking.event == event.id)
    assert "Personne n’est inscrit" in str((await told(village))[0].words)
    await Attendance(code="abcdefghij", event=event.id, person=village.people["mina"].id, ticked_at=now()).save()
    assert await told(village) == []


async def test_neither_a_draft_nor_a_cancelled_day_waits(village: Village) -> None:
    await at(1)
    await shift(COMING, cancelled_at=now())
    assert await told(village) == []
    await shift(COMING, cancelled_at=None, published_at=None)
    assert await told(village) == []
