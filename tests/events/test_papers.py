from typing import Any

import pytest

from events import papers
from events.privacy import show_papers
from events.tables import Event, Paper
from library import works
from library.tables import Work
from library.works import Description
from network import privacy
from network.access import Audience, viewer_for, viewer_of
from network.ground.errors import NotHere
from network.plug import Village
from tests.conftest import Visitor
from tests.events.days import CIRCLE, COMING, PAST, day, seen_by, shift
from tests.network.test_sign_in import signed_in

GUIDE = "Planter une haie champêtre"


async def left_by(village: Village, event: Event, who: str = "rita", **said: Any) -> Work:
    """Minutes of that day, as a gardener would have brought them."""
    owner, by = village.communities["hedges"], village.people[who].id
    known: dict[str, Any] = {"title": "Compte rendu", "type": "minutes", "words": "Nous avons taillé.", **said}
    work = await works.deposit(owner, Description(**{"reach": "public", **known}), by=by)
    await papers.tie(event, work, by)
    return work


async def seen(village: Village, event: Event, who: str | None) -> list[str]:
    return [one.title for one in (await papers.papers_of(await seen_by(village, who), [event.id]))[event.id]]


async def test_a_paper_is_seen_by_who_may_see_the_day_and_the_work(village: Village) -> None:
    event = await day(PAST)
    await left_by(village, event, title="Pour le premier cercle", reach="circle_1")
    assert await seen(village, event, None) == await seen(village, event, "mina") == [GUIDE]
    assert await seen(village, event, "zoé") == ["Pour le premier cercle", GUIDE], "the minutes stand first"
    letter = viewer_for(Audience(village.communities["hedges"], "public"))
    assert [one.title for one in (await papers.papers_of(letter, [event.id]))[event.id]] == [GUIDE]
    await shift(PAST, reach="circle_1")
    assert await seen(village, event, "mina") == [], "a public work does not open the door of its day"


async def test_a_withdrawn_work_is_nobodys_paper_and_comes_back_with_it(village: Village) -> None:
    event = await day(PAST)
    work = await left_by(village, event)
    await works.withdraw(work, "Une erreur.", village.people["rita"].id)
    assert await seen(village, event, "rita") == [GUIDE]
    await works.bring_back(work)
    assert await seen(village, event, "rita") == ["Compte rendu", GUIDE]


async def test_a_work_may_serve_two_days_and_is_tied_to_each_once(village: Village) -> None:
    past, come = await day(PAST), await day(COMING)
    work = await left_by(village, past)
    for event in (past, come, come):
        await papers.tie(event, work, village.people["hugo"].id)
    assert await Paper.count().where(Paper.work == work.id) == 2
    panel = await papers.days_of_work(await seen_by(village, None), work.id)
    assert panel and [item.path for item in panel.items] == [f"/events/{PAST}", f"/events/{COMING}"]


async def test_a_works_page_leads_to_its_day_for_who_may_see_the_day(village: Village, visitor: Visitor) -> None:
    work = await left_by(village, await day(PAST))
    page = (await visitor.get(f"/works/{work.code}")).text
    assert "La rencontre d’où elle vient" in page and f'href="/events/{PAST}"' in page
    await shift(PAST, reach="circle_1")
    assert PAST not in (await visitor.get(f"/works/{work.code}")).text
    await signed_in(visitor, "zoe@example.org")
    assert f'href="/events/{PAST}"' in (await visitor.get(f"/works/{work.code}")).text


async def test_only_works_of_the_owner_are_offered_and_none_twice(village: Village) -> None:
    rita, hedges, event = await seen_by(village, "rita"), village.communities["hedges"], await day(PAST)
    titles = [work.title for work in await papers.offered(rita, event, hedges)]
    assert titles == ["Ce que le premier cercle garde pour lui"], "the guide stands with the day already"
    study = await Work.objects().get(Work.type == "study")
    assert study
    with pytest.raises(NotHere):
        await papers.work_offered(rita, hedges, study.code)


async def test_an_erased_pair_is_not_named_by_its_minutes(village: Village) -> None:
    rita = village.people["rita"]
    work = await left_by(village, await day(PAST), creator="Rita Moreau et Hugo Lemoine", words="Rita Moreau a conclu.")
    assert rita.name == "Rita Moreau"
    await privacy.forget(rita)
    kept = await Work.objects().get(Work.id == work.id)
    assert kept and (kept.creator, kept.words) == ("… et Hugo Lemoine", "… a conclu.")
    [paper] = await Paper.objects().where(Paper.work == work.id)
    assert paper.tied_by is None


async def test_who_put_it_there_is_shown_to_them(village: Village) -> None:
    await left_by(village, await day(PAST), "hugo")
    [fact] = (await show_papers(village.people["hugo"])).facts
    assert fact["work.title"] == "Compte rendu" and fact["event.title"] == "Tailler sans abîmer"


async def test_of_a_day_of_the_first_circle_nobody_else_finds_a_paper(village: Village) -> None:
    event = await day(CIRCLE)
    jury = village.communities["jury"]
    said = Description(title="Le compte rendu du jury", type="minutes", words="…", reach="public")
    work = await works.deposit(jury, said, by=village.people["cora"].id)
    await papers.tie(event, work, None)
    odile = await viewer_of(village.people["odile"])
    assert (await papers.minutes_of(odile, [event.id]))[event.id].title == said.title
    assert await papers.minutes_of(await seen_by(village, "zoé"), [event.id]) == {}
