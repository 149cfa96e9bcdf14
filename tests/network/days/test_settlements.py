"""Days go by, things come and go, somebody looks or does not: what waits is what the ledger says, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network import plug
from network.access import Viewer, viewer_of
from network.days import settlements, waitings
from network.ground.clock import HERE, today
from network.ground.errors import Fault
from network.plug import Domain, House, Village, Waiting
from network.privacy import forget
from network.tables import Settlement

FACTS = ["a", "b", "c"]


@dataclass
class Stage:
    """A house in which these facts are so."""

    community: int
    standing: set[str]
    own: bool = False

    async def tell(self, viewer: Viewer) -> Sequence[Waiting]:
        return [
            Waiting(f"tests.fact:{name}", name, "/", date(2026, 1, 1), community=self.community, is_own=self.own)
            for name in sorted(self.standing)
        ]


@pytest.fixture
def stage(village: Village, monkeypatch: pytest.MonkeyPatch) -> Stage:
    staged = Stage(village.communities["hedges"].id, {"a"})
    domain = Domain(name="network", today=[staged.tell])
    monkeypatch.setattr(waitings, "house", lambda: House((domain,)))
    return staged


async def keys(viewer: Viewer) -> list[str]:
    day = await waitings.day_of(viewer)
    return [one.key.removeprefix("tests.fact:") for group in [*day.pressing, *day.calm] for one in group.things]


async def thing(viewer: Viewer, name: str) -> Waiting:
    found = await waitings.find(viewer, f"tests.fact:{name}")
    assert found
    return found


async def test_what_one_of_the_pair_has_settled_is_settled_for_the_pair(village: Village, stage: Stage) -> None:
    rita, hugo = [await viewer_of(village.people[name]) for name in ("rita", "hugo")]
    await settlements.settle(rita, await thing(rita, "a"))
    await settlements.settle(hugo, await thing(hugo, "a"))
    assert await keys(rita) == await keys(hugo) == []
    assert await Settlement.count() == 1  # said twice, one row
    [(_thing, said)] = (await waitings.day_of(hugo)).hushed
    assert (said.state, said.by) == ("done", "Rita Moreau")
    await settlements.put_back(hugo, await thing(hugo, "a"))
    assert await keys(rita) == ["a"]
    assert await Settlement.count() == 2  # nothing is written over


async def test_what_asks_one_person_alone_is_settled_by_each(village: Village, stage: Stage) -> None:
    stage.own = True
    rita, hugo = [await viewer_of(village.people[name]) for name in ("rita", "hugo")]
    await settlements.settle(rita, await thing(rita, "a"))
    assert await keys(rita) == [] and await keys(hugo) == ["a"]


async def test_later_is_a_day_to_come_within_a_year(village: Village, stage: Stage) -> None:
    rita = await viewer_of(village.people["rita"])
    for days in (-1, 0, 367, 4000):
        with pytest.raises(Fault):
            await settlements.postpone(rita, await thing(rita, "a"), today() + timedelta(days=days))
    assert await keys(rita) == ["a"]


async def test_of_somebody_erased_what_they_settled_stays_settled_without_their_name(
    village: Village, stage: Stage
) -> None:
    rita, hugo = [await viewer_of(village.people[name]) for name in ("rita", "hugo")]
    stage.standing = {"a", village.people["zoé"].code}
    for name in sorted(stage.standing):
        await settlements.settle(hugo, await thing(hugo, name))
    await forget(village.people["hugo"])
    await forget(village.people["zoé"])
    [row] = await Settlement.objects()
    assert (row.key, row.settled_by) == ("tests.fact:a", None)
    [(_thing, said)] = (await waitings.day_of(rita)).hushed
    assert said.by is None


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["done", "later", "back", "begins", "ends", "night", "night"]),
        st.sampled_from(FACTS),
        st.integers(1, 5),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_day_after_day_nothing_is_there_twice_nothing_vanishes_nothing_done_comes_back(
    village: Village, stage: Stage, monkeypatch: pytest.MonkeyPatch, acts: list[tuple[str, str, int, bool]]
) -> None:
    """Against a model kept by hand: a fact is hushed when done, or until its day; looking changes nothing."""
    await Settlement.delete(force=True)
    rita, hugo = [await viewer_of(village.people[name]) for name in ("rita", "hugo")]
    day, hushed = date(2026, 10, 24), dict[str, date]()  # over the night of the change of clocks
    stage.standing = {"a"}
    for what, name, days, is_rita in acts:
        monkeypatch.setattr(settlements, "today", lambda day=day: day)
        monkeypatch.setattr(waitings, "today", lambda day=day: day)
        monkeypatch.setattr(settlements, "now", lambda day=day: datetime.combine(day, time(12), HERE))
        who = rita if is_rita else hugo
        match what:
            case "night":
                day += timedelta(days=1)
                monkeypatch.setattr(waitings, "today", lambda day=day: day)
            case "begins":
                stage.standing.add(name)
            case "ends":
                stage.standing.discard(name)
            case _ if name not in stage.standing:
                assert await waitings.find(who, f"tests.fact:{name}") is None
            case "done":
                await settlements.settle(who, await thing(who, name))
                hushed[name] = date.max
            case "later":
                await settlements.postpone(who, await thing(who, name), day + timedelta(days=days))
                hushed[name] = day + timedelta(days=days)
            case "back":
                await settlements.put_back(who, await thing(who, name))
                hushed.pop(name, None)
        expected = sorted(fact for fact in stage.standing if hushed.get(fact, day) <= day)
        assert await keys(rita) == await keys(hugo) == await keys(rita) == expected
    assert plug.house().domains  # the true house was left alone
