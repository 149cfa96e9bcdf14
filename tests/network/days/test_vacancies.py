from datetime import timedelta

from network.access import viewer_of
from network.communities import gardeners, mandates
from network.days.vacancies import mandates_ending, vacancies
from network.ground.clock import today
from network.plug import Village
from network.tables import Mandate


async def end_in(village: Village, days: int) -> None:
    hugo = village.people["hugo"]
    until = today() + timedelta(days=days)
    await Mandate.update({Mandate.until_on: until}).where(Mandate.person == hugo.id, Mandate.role == "gardener")


async def test_a_mandate_that_ends_is_told_at_ninety_days_and_again_at_thirty(village: Village) -> None:
    rita, cora, karl, gil = [await viewer_of(village.people[name]) for name in ("rita", "cora", "karl", "gil")]
    await end_in(village, 91)
    assert await mandates_ending(rita) == []
    found = []
    for days in (90, 31, 30, 1):
        await end_in(village, days)
        [own], [theirs] = await mandates_ending(rita), await mandates_ending(cora)
        found.append(own.key.rpartition(":")[2])
        assert own.community == village.communities["hedges"].id and own.network is None
        assert theirs.network == village.networks["occitanie"].id and theirs.path.endswith("/mandates/new?seat=2")
        assert own.due is not None and (own.due <= today()) == (days <= 30)
        assert await mandates_ending(karl) == [] == await mandates_ending(gil)
    assert found == ["90", "90", "30", "30"]


async def test_who_is_followed_waits_for_nobody(village: Village) -> None:
    await end_in(village, 20)
    rita, cora = [await viewer_of(village.people[name]) for name in ("rita", "cora")]
    hedges, until = village.communities["hedges"], today() + timedelta(days=20)
    await gardeners.appoint(village.people["lucie"], hedges, 2, because="", since=until)
    assert await mandates_ending(rita) == [] == await mandates_ending(cora)


async def test_an_empty_seat_is_told_to_its_coordination_since_the_day_it_is_empty(village: Village) -> None:
    cora, rita = [await viewer_of(village.people[name]) for name in ("cora", "rita")]
    before = {thing.key for thing in await vacancies(cora)}
    assert len(before) == 3  # one of the budget, two of the jury; none of the other network
    assert await vacancies(rita) == []
    [mandate] = await Mandate.objects().where(Mandate.person == village.people["hugo"].id, Mandate.role == "gardener")
    await mandates.end(mandate, "moved away", by=village.people["cora"].id)
    [new] = [thing for thing in await vacancies(cora) if thing.key not in before]
    assert new.since == today() and new.path == "/communities/hedges/mandates/new?seat=2"
    await gardeners.appoint(village.people["lucie"], village.communities["hedges"], 2, because="", since=today())
    assert {thing.key for thing in await vacancies(cora)} == before
