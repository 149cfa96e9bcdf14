from datetime import timedelta

from events import held
from network.access import Audience, viewer_for
from network.ground.clock import now, today
from network.owners import Owner
from network.plug import Block, Period, Village
from tests.events.days import PAST, day, shift
from tests.events.test_papers import left_by


async def block(owner: Owner, reach: str, days: int = 30) -> Block:
    period = Period(today() - timedelta(days=days), today() + timedelta(days=60))
    return await held.fill(viewer_for(Audience(owner, reach)), owner, period)


async def test_a_letter_tells_of_the_day_that_was_and_of_its_minutes_to_who_may_read_them(village: Village) -> None:
    hedges = village.communities["hedges"]
    [item] = (await block(hedges, "public")).items
    assert (item.path, item.words) == (f"/events/{PAST}", "Ferme du Bosquet, Auch, 3 personnes étaient là")
    await left_by(village, await day(PAST), reach="circle_1")
    assert "compte rendu" not in (await block(hedges, "public")).items[0].words
    assert (await block(hedges, "circle_1")).items[0].words.endswith(", le compte rendu est en ligne")


async def test_it_tells_of_no_day_of_before_cancelled_or_still_going_on(village: Village) -> None:
    hedges = village.communities["hedges"]
    assert (await block(hedges, "public", days=10)).items == []
    await shift(PAST, ends_at=now() + timedelta(hours=1))
    assert (await block(hedges, "public")).items == []
    await shift(PAST, ends_at=now(), cancelled_at=now())
    assert (await block(hedges, "public")).items == []


async def test_a_day_of_one_circle_is_in_no_other_letter(village: Village) -> None:
    await shift(PAST, reach="circle_1")
    hedges = village.communities["hedges"]
    assert (await block(hedges, "community")).items == [] and len((await block(hedges, "circle_1")).items) == 1
    assert [item.path for item in (await block(village.networks["occitanie"], "public")).items] == []
