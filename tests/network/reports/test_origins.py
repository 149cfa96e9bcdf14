from datetime import date, timedelta

from network.access import ANYONE
from network.circles import circles
from network.communities import communities
from network.ground.clock import today
from network.ground.words import _
from network.people import organisations, people
from network.plug import Period, Village
from network.reports import origins


async def test_colleges_and_organisations_are_those_of_that_day(village: Village) -> None:
    hedges = village.communities["hedges"]
    day = today()
    moved = day - timedelta(days=30)
    town = await organisations.find_or_add("Commune de Foix", "commune")
    await people.affiliate(village.people["mina"], "elected", town, since=moved)  # a citizen before
    year = Period(day - timedelta(days=200), day)
    start, end = await origins.origins(hedges, year)
    assert {o.college: o.people for o in start} == {"civil": 1, "elected": 1, "expert": 1, "citizen": 1}
    assert sum(o.people for o in end if o.college == "elected") == 2
    assert (len(origins.organisations_in(start)), len(origins.organisations_in(end))) == (3, 4)


async def test_who_stands_twice_in_a_network_is_one_person(village: Village) -> None:
    day = today()
    _start, end = await origins.origins(village.networks["occitanie"], Period(day - timedelta(days=200), day))
    assert sum(o.people for o in end) == 5  # rita stands in the hedges and in the budget


async def test_shares_hide_under_five_and_the_unknown_are_said(village: Village) -> None:
    day, hedges = today(), village.communities["hedges"]
    year = Period(day - timedelta(days=200), day)
    section = await origins.tell(ANYONE, hedges, year)
    assert [figure.share for figure in section.figures] == [None] * 4  # four people
    for n in range(2):
        await circles.place(await people.add(f"N{n}", "Inconnue"), hedges, 3, because="test", on=day)
    section = await origins.tell(ANYONE, hedges, year)
    assert section.figures[3].value == 3 and section.figures[3].share == 50
    assert section.charts[0].series[-1].label == str(_("College not known")) and section.charts[0].series[
        -1
    ].values == [0, 2]


async def test_an_empty_community_has_a_chapter_too(village: Village) -> None:
    empty = await communities.open_community(village.networks["climat"], "empty", "Vide", on=date(2020, 1, 1))
    section = await origins.tell(ANYONE, empty, Period(date(2024, 1, 1), date(2024, 12, 31)))
    assert section.figures[0].value == 0 and section.figures[0].before is None
