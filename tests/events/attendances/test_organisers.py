from datetime import timedelta

from events import events
from events.attendances import organisers
from events.attendances.attendance import ORGANISED
from network.ground.clock import now
from network.plug import Village
from network.tables import Act
from tests.events.days import COMING, PAST, day, seen_by, shift


async def organised() -> list[int]:
    return await Act.select(Act.person).where(Act.kind == ORGANISED.name).output(as_list=True)


async def test_whoever_organised_is_thanked_once_when_the_day_is_over(village: Village) -> None:
    for _time in range(2):
        await organisers.thank_organisers()
        assert await organised() == [village.people["rita"].id]
    [act] = await Act.objects().where(Act.kind == ORGANISED.name)
    assert act.done_on == events.day_of(await day(PAST)) and act.community == village.communities["hedges"].id


async def test_not_before_it_is_over_and_never_for_a_cancelled_day(village: Village) -> None:
    await shift(PAST, cancelled_at=now())
    await shift(COMING, starts_at=now() - timedelta(hours=3), ends_at=now() - timedelta(minutes=59))
    await organisers.thank_organisers()
    assert await organised() == []
    await shift(COMING, ends_at=now() - timedelta(minutes=61))
    await organisers.thank_organisers()
    assert await organised() == [village.people["rita"].id]


async def test_the_pair_may_organise_and_whoever_plans(village: Village) -> None:
    rita, cora = await seen_by(village, "rita"), await seen_by(village, "cora")
    found = await organisers.who_may_organise(village.communities["hedges"], cora)
    assert {person.given_name for person in found.values()} == {"Rita", "Hugo", "Cora"}
    found = await organisers.who_may_organise(village.networks["occitanie"], cora, rita.person)
    assert {person.given_name for person in found.values()} == {"Rita", "Cora"}
