from datetime import timedelta

from network import acts
from network.access import viewer_of
from network.acts import ActKind
from network.circles import circles
from network.days.newcomers import newcomers
from network.ground.clock import today
from network.plug import Village

CAME = ActKind("tests.came", "came")  # type: ignore[arg-type]


async def test_those_of_one_day_are_one_thing_for_both_gardeners(village: Village) -> None:
    hedges, people, day = village.communities["hedges"], village.people, today() - timedelta(days=2)
    for name in ("gil", "lucie"):
        await circles.place(people[name], hedges, 3, because="", on=day)
    await circles.place(people["odile"], hedges, 3, because="", on=today())
    rita, hugo = [await newcomers(await viewer_of(people[name])) for name in ("rita", "hugo")]
    assert [str(thing.title) for thing in rita] == [str(thing.title) for thing in hugo]
    assert {str(thing.title) for thing in rita} == {
        "Gil Étienne et Lucie Perrin viennent d’arriver",
        "Odile Le Gall vient d’arriver",
    }
    assert [thing.path for thing in rita if thing.since == today()] == [f"/people/{people['odile'].code}"]


async def test_one_more_on_the_same_day_is_a_new_fact_and_one_who_leaves_is_none(village: Village) -> None:
    hedges, people = village.communities["hedges"], village.people
    hugo = await viewer_of(people["hugo"])
    await circles.place(people["gil"], hedges, 3, because="", on=today() - timedelta(days=1))
    [before] = await newcomers(hugo)
    await circles.place(people["lucie"], hedges, 3, because="", on=today() - timedelta(days=1))
    [both] = await newcomers(hugo)
    assert both.key != before.key
    await circles.leave(people["lucie"], hedges, because="", by=people["lucie"].id)
    [after] = await newcomers(hugo)
    assert after.key == both.key and str(after.title) == str(before.title)


async def test_whoever_came_to_a_meeting_was_met_and_whoever_comes_back_is_not_new(village: Village) -> None:
    hedges, people = village.communities["hedges"], village.people
    hugo = await viewer_of(people["hugo"])
    await circles.place(people["gil"], hedges, 3, because="", on=today())
    await circles.leave(people["mina"], hedges, because="", by=people["mina"].id, on=today() - timedelta(days=9))
    await circles.place(people["mina"], hedges, 3, because="", on=today())
    [gil] = await newcomers(hugo)
    assert "Gil" in str(gil.title)
    await acts.record(CAME, people["gil"].id, hedges, about=1)
    assert await newcomers(hugo) == []


async def test_nothing_is_told_to_who_animates_nowhere_else_or_of_long_ago(village: Village) -> None:
    hedges, people = village.communities["hedges"], village.people
    await circles.place(people["odile"], hedges, 3, because="", on=today() - timedelta(days=31))
    assert await newcomers(await viewer_of(people["rita"])) == []
    await circles.place(people["lucie"], hedges, 3, because="", on=today())
    for name in ("gil", "zoé", "cora"):
        assert await newcomers(await viewer_of(people[name])) == []
    assert len(await newcomers(await viewer_of(people["rita"]))) == 1
