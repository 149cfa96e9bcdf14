import re
from datetime import date, timedelta

import pytest

from network.access import ANYONE, viewer_of
from network.circles import circles
from network.communities import communities, gardeners
from network.ground import clock, words
from network.ground.errors import Forbidden, NotHere, SignInFirst
from network.people import people
from network.plug import Period, Village
from network.reports import reports
from network.reports.movements import Movements
from network.tables import Community
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


def moved(**counts: int) -> Movements:
    """`from_3_to_1=2`: two people went from the third circle to the first; 0 is out of all circles."""
    pairs = {tuple(int(part) or None for part in name.split("_")[1::2]): n for name, n in counts.items()}
    return Movements(pairs, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"from_0_to_3": 5, "from_3_to_3": 9, "from_3_to_1": 2}, "More people, and nearer to the centre"),
        ({"from_0_to_3": 5, "from_3_to_3": 9}, "More people than before"),
        ({"from_3_to_0": 5, "from_3_to_1": 2}, "Fewer people, and nearer to the centre"),
        ({"from_3_to_0": 5, "from_1_to_3": 2}, "Fewer people than before"),
        ({"from_3_to_0": 1, "from_0_to_3": 1, "from_2_to_1": 1}, "As many people, and nearer to the centre"),
        ({"from_3_to_3": 1}, "As many people as before"),
        ({"from_3_to_0": 1}, "Nobody in the circles any more"),
        ({"from_0_to_3": 1}, "The first ones are here"),
        ({"from_0_to_0": 1}, "A ground still to be planted"),
        ({}, "A ground still to be planted"),
    ],
)
def test_the_headline_says_the_year_in_words(counts: dict[str, int], said: str) -> None:
    assert reports.headline(moved(**counts)).english == said


def test_the_lead_says_it_in_figures() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    grown = moved(from_1_to_1=14, from_2_to_1=6, from_0_to_3=1)
    assert "le premier cercle est passé de 14 à 20 personnes" in str(reports.lead(grown, year))
    assert "entrées\u00a0: 1, départs\u00a0: 0" in str(reports.lead(grown, year))
    assert "est resté à 1 personne." in str(reports.lead(moved(from_1_to_1=1), year))
    with words.speaking("en"):
        assert "from 31 December 2024 to 31 December 2025" in str(reports.lead(grown, year)).replace("From", "from")


async def test_a_report_is_on_a_year_that_was_open_as_far_as_it_has_come(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = await communities.open_network("old", "Old", on=date(2023, 10, 12))
    monkeypatch.setattr(reports, "today", lambda: date(2026, 11, 23))
    assert reports.years_of(network) == [2026, 2025, 2024, 2023]
    assert reports.period_of(network, 2026) == Period(date(2026, 1, 1), date(2026, 11, 23))
    assert reports.period_of(network, 2024) == Period(date(2024, 1, 1), date(2024, 12, 31))
    assert reports.period_of(network, 2023) == Period(date(2023, 10, 12), date(2023, 12, 31))
    with pytest.raises(NotHere) as before:
        reports.period_of(network, 2022)
    assert "12 octobre 2023" in str(before.value.sentence) and "2022" in str(before.value.sentence)
    with pytest.raises(NotHere) as after:
        reports.period_of(network, 2027)
    assert "2027 n’a pas commencé" in str(after.value.sentence)


async def test_who_animates_reads_the_report_and_nobody_else(village: Village) -> None:
    hedges, year = village.communities["hedges"], clock.today().year
    for who in ("rita", "hugo", "cora", "ada"):
        assert (await reports.report_for(await viewer_of(village.people[who]), hedges, year)).sections
    for who in ("zoé", "gil", "karl", "lucie"):
        with pytest.raises(Forbidden):
            await reports.report_for(await viewer_of(village.people[who]), hedges, year)
    with pytest.raises(SignInFirst):
        await reports.report_for(ANYONE, hedges, year)


async def test_each_finds_the_reports_they_may_read(village: Village) -> None:
    async def found(who: str) -> tuple[set[str], set[str]]:
        networks, places = await reports.owners_for(await viewer_of(village.people[who]))
        return {network.slug for network in networks}, {place.slug for place in places}

    assert await found("rita") == (set(), {"hedges"})
    assert await found("cora") == ({"occitanie"}, {"hedges", "budget", "jury"})
    assert await found("karl") == ({"climat"}, {"soils"})
    assert await found("zoé") == (set(), set())


async def test_the_page_tells_the_year_in_chapters_with_bases_and_what_is_not_counted(
    village: Village, visitor: Visitor
) -> None:
    hedges, today = village.communities["hedges"], clock.today()
    for n in range(6):
        person = await people.add(f"N{n}", "Nouvelle")
        await circles.place(person, hedges, 3, because="test", on=date(today.year - 1, 12, 1))
        if n < 2:
            await circles.place(person, hedges, 2, because="test", on=today)
    await signed_in(visitor)
    assert f'href="/communities/hedges/reports/{today.year}"' in (await visitor.get("/reports")).text
    page = (await visitor.get(f"/communities/hedges/reports/{today.year}")).text
    assert "Plus près du centre" in page or "plus près du centre" in page
    assert "en cours" in page and "Ce qui n’est pas compté" in page and "1. Les personnes et les cercles" in page
    assert "Dans ce bilan" in page and 'href="#chapter-1"' in page
    assert "20\u202f%" in page  # two of the ten who were there at the start
    assert "style=" not in page and "<script" not in page
    assert "Rita Moreau" in page and "Hugo Lemoine" in page


async def test_another_year_is_a_sentence(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    for year in ("1999", "0", "-5", "99999999", str(clock.today().year + 1)):
        answer = await visitor.get(f"/communities/hedges/reports/{year}")
        assert answer.status_code == 404 and ("pas de bilan" in answer.text or "pas commencé" in answer.text)


async def test_the_report_of_an_empty_community_can_be_read(village: Village, visitor: Visitor) -> None:
    climate = village.networks["climat"]
    empty = await communities.open_community(climate, "empty", "Vide", on=clock.today() - timedelta(days=800))
    await gardeners.appoint(village.people["lucie"], empty, 1, because="test")
    await signed_in(visitor, "lucie@example.org")
    page = await visitor.get(f"/communities/empty/reports/{clock.today().year - 1}")
    assert page.status_code == 200 and "Un terreau encore à planter" in page.text and "%</span>" not in page.text


async def test_it_is_told_in_english_to_who_reads_english(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    await visitor.submit("/languages", language="en", back="/")
    page = (await visitor.get(f"/communities/hedges/reports/{clock.today().year}")).text
    assert "Not captured:" in page and "The pair of gardeners" in page and "in course" in page
    assert "Ce qui n’est pas" not in page and "personnes" not in page


async def test_the_list_of_all_reports_has_the_last_years_and_leads_to_the_others(
    village: Village, visitor: Visitor
) -> None:
    this = clock.today().year
    await Community.update({Community.opened_on: date(this - 6, 5, 1)}).where(Community.slug == "hedges")
    await signed_in(visitor, "cora@example.org")
    page = (await visitor.get("/reports")).text
    assert f"/communities/hedges/reports/{this - 2}" in page and f"/communities/hedges/reports/{this - 3}" not in page
    assert page.count('<a href="/communities/hedges/reports">Années précédentes</a>') == 1
    page = (await visitor.get("/communities/hedges/reports")).text
    assert all(f"/communities/hedges/reports/{year}" in page for year in range(this - 6, this + 1))
    assert "Années précédentes" not in page


async def test_a_long_list_shows_its_first_lines_and_says_where_all_of_them_are_read(
    village: Village, visitor: Visitor
) -> None:
    this, network = clock.today().year, village.networks["occitanie"].id
    many = [
        Community(slug=f"m{n}", name=f"Mille {n:03}", network=network, opened_on=date(this, 1, 1)) for n in range(60)
    ]
    await Community.insert(*many)
    await signed_in(visitor, "cora@example.org")
    path = f"/networks/occitanie/reports/{this}"
    short, whole = (await visitor.get(path)).text, (await visitor.get(f"{path}?whole=1")).text
    assert "Voici les 40 premières lignes, sur 6" in short and f'href="{path}?whole=1"' in short
    assert "<td>Mille 020</td>" in short and "<td>Mille 059</td>" not in short
    assert "<td>Mille 059</td>" in whole and "premières lignes" not in whole
    assert figures(short) == figures(whole), "a figure is of all, however many lines are shown"


def figures(page: str) -> list[str]:
    return re.findall(r'<b class="figure">(.*?)</b>', page)
