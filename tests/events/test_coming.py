from collections.abc import Callable
from datetime import timedelta

import pytest

from events import coming, facts
from events.tables import Event
from network.access import Audience, viewer_for
from network.ground.clock import now, today
from network.owners import Owner
from network.plug import Period, Village
from tests.events.days import CIRCLE, COMING, OF_NETWORK, begun, seen_by, shift


def month() -> Period:
    """Counted from today, whenever midnight passes."""
    return Period(today(), today() + timedelta(days=31))


async def block(owner: Owner, reach: str, period: Period | None = None) -> list[str]:
    return [
        item.path for item in (await coming.fill(viewer_for(Audience(owner, reach)), owner, period or month())).items
    ]


async def test_a_letters_block_has_what_its_readers_may_see_and_nothing_closer(village: Village) -> None:
    jury, occitanie = village.communities["jury"], village.networks["occitanie"]
    assert await block(village.communities["hedges"], "public") == [f"/events/{COMING}"]
    assert await block(jury, "public") == await block(jury, "community") == await block(jury, "circle_2") == []
    assert await block(jury, "circle_1") == [f"/events/{CIRCLE}"]
    assert await block(occitanie, "public") == [f"/events/{COMING}"]
    assert await block(occitanie, "network") == [f"/events/{COMING}", f"/events/{OF_NETWORK}"]


async def test_a_letters_block_ends_with_its_period_and_has_nothing_begun_cancelled_or_unpublished(
    village: Village,
) -> None:
    hedges = village.communities["hedges"]
    assert await block(hedges, "public", Period(today(), today() + timedelta(days=9))) == []
    assert await block(hedges, "public", Period(today(), today() + timedelta(days=10))) == [f"/events/{COMING}"]
    await shift(COMING, published_at=None)
    assert await block(hedges, "pair") == []
    await shift(COMING, published_at=now(), cancelled_at=now())
    assert await block(hedges, "public") == []
    await shift(COMING, cancelled_at=None)
    await begun()
    assert await block(hedges, "public") == []


async def test_the_panel_has_the_first_act_for_who_may_plan_and_an_empty_sentence_for_all(village: Village) -> None:
    hedges, budget = village.communities["hedges"], village.communities["budget"]
    rita, mina = await seen_by(village, "rita"), await seen_by(village, "mina")
    for viewer, act in ((rita, "/communities/hedges/events/new"), (mina, None)):
        panel = await coming.panel(viewer, hedges)
        assert [item.path for item in panel.items] == [f"/events/{COMING}"]
        assert (panel.act.path if panel.act else None) == act
    empty = await coming.panel(mina, budget)
    assert empty.items == [] and "annoncées ici" in str(empty.empty)
    of_network = await coming.panel(await seen_by(village, "cora"), village.networks["occitanie"])
    assert of_network.act and of_network.act.path == "/networks/occitanie/events/new"


async def test_a_circle_day_is_in_nobody_elses_panel(village: Village) -> None:
    jury = village.communities["jury"]
    seen = {
        who: len((await coming.panel(await seen_by(village, who), jury)).items) for who in ("odile", "cora", "rita")
    }
    assert seen == {"odile": 1, "cora": 1, "rita": 0}


async def test_an_agenda_goes_by_months_and_the_past_goes_backwards(village: Village) -> None:
    cora = await seen_by(village, "cora")
    months = coming.by_month(await coming.coming(cora))
    days = [event.starts_at for _first, those in months for event in those]
    assert days == sorted(days) and len(days) == 3 and all(first.day == 1 for first, _those in months)
    assert [event.code for event in await coming.past(cora)] == ["hedgespast"]
    assert await coming.owners_of(await coming.coming(cora)) == {
        event.id: {CIRCLE: "Jury de l’eau", COMING: "Haies et bocages", OF_NETWORK: "Occitanie"}[event.code]
        for event in await coming.coming(cora)
    }
    assert facts.reaches_of(village.networks["occitanie"]).keys() == {"public", "network"}


async def test_a_panel_reads_no_more_days_than_it_shows(village: Village) -> None:
    hedges, at = village.communities["hedges"], now()
    days = [
        Event(
            code=f"manyday{n:03}",
            uid=f"manyday{n:03}@example.org",
            community=hedges.id,
            title=f"Jour {n}",
            starts_at=at + timedelta(days=100 - n),
            ends_at=at + timedelta(days=100 - n, hours=1),
            planned_at=at,
            published_at=at,
        )
        for n in range(30)
    ]
    await Event.insert(*days)
    made: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Event, "__init__", counted(made, Event.__init__))
        panel = await coming.panel(await seen_by(village, "mina"), hedges)
    assert len(panel.items) == len(made) == coming.NEXT
    assert [item.path for item in panel.items[:2]] == [f"/events/{COMING}", "/events/manyday029"]


def counted(made: list[object], make: Callable[..., None]) -> Callable[..., None]:
    """The same, and it is written down who was made."""

    def init(self: Event, *arguments: object, **named: object) -> None:
        made.append(self)
        make(self, *arguments, **named)

    return init
