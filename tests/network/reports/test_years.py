from datetime import date, timedelta
from typing import Any

import pytest

from network import acts
from network.access import viewer_of
from network.acts import ActKind
from network.circles import circles
from network.communities import communities, gardeners
from network.ground.clock import today
from network.ground.database import engine
from network.ground.errors import NotHere
from network.ground.words import _
from network.people import people
from network.plug import Village
from network.reports import reports, years
from network.reports.years import A_PAGE, Leaf
from network.tables import Community, Network
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

CAME = ActKind("test.came", _("came"))


async def leaf_for(village: Village, who: str = "cora", **asked: Any) -> Leaf:
    owners = await reports.owners_for(await viewer_of(village.people[who]))
    return await years.leaf(*owners, **asked)


async def opened(village: Village, many: int, on: date) -> list[Community]:
    network = village.networks["occitanie"]
    return [await communities.open_community(network, f"n{n}", f"Élan {n:02}", on=on) for n in range(many)]


async def test_what_lacks_something_comes_first_and_says_what(village: Village) -> None:
    this = today().year
    [place] = await opened(village, 1, date(this - 1, 1, 1))
    leaf = await leaf_for(village)
    assert leaf.lines[0].path == f"/networks/occitanie/reports/{this}" and not leaf.lines[0].lacks
    assert leaf.lines[1].path == f"/communities/{place.slug}/reports/{this}"
    said = [lack.english for lack in leaf.lines[1].lacks]
    assert len(said) == 3 and "Empty seats of the pair" in said[0]
    counts = [len(line.lacks) for line in leaf.lines[1:]]
    assert counts == sorted(counts, reverse=True) and leaf.lacking == sum(bool(n) for n in counts)

    for position, who in ((1, "zoé"), (2, "amin")):
        await gardeners.appoint(village.people[who], place, position, because="test")
    await circles.place(await people.add("Nora", "Neuve"), place, 3, because="test")
    await acts.record(CAME, village.people["rita"].id, place, about=1, on=today())
    line = next(line for line in (await leaf_for(village)).lines if line.name == place.name)
    assert line.lacks == []


async def test_what_lacks_is_as_of_the_last_day_of_the_year(village: Village) -> None:
    this = today().year
    [place] = await opened(village, 1, date(this - 2, 1, 1))
    await circles.place(await people.add("Nora", "Neuve"), place, 3, because="test", on=date(this, 1, 1))
    await acts.record(CAME, village.people["rita"].id, place, about=1, on=date(this - 1, 12, 31))
    for year, lacking in ((this - 1, {"Nobody in the circles"}), (this, {"Nothing written down of what people did"})):
        line = next(line for line in (await leaf_for(village, year=year)).lines if line.name == place.name)
        assert {lack.english for lack in line.lacks if "seats" not in lack.english} == lacking


async def test_reports_are_found_by_name_without_accents_by_year_and_by_what_lacks(village: Village) -> None:
    this = today().year
    await opened(village, 3, date(this, 1, 1))
    assert [line.name for line in (await leaf_for(village, words=" ELAN 01 ")).lines] == ["Élan 01"]
    assert all(line.lacks for line in (await leaf_for(village, only_lacking=True)).lines)
    before = await leaf_for(village, year=this - 1)
    assert not [line for line in before.lines if "Élan" in line.name] and before.found < (await leaf_for(village)).found
    assert (await leaf_for(village, words="nothing is called so")).lines == []
    wrongs: list[dict[str, Any]] = [{"year": this + 1}, {"year": 1900}, {"page": 2}, {"page": 0}, {"page": -1}]
    for wrong in wrongs:
        with pytest.raises(NotHere):
            await leaf_for(village, **wrong)


async def test_a_closed_community_has_reports_of_its_years_only(village: Village) -> None:
    this = today().year
    [place] = await opened(village, 1, date(this - 3, 1, 1))
    await Community.update({Community.closed_on: date(this - 1, 1, 1)}).where(Community.slug == place.slug)
    for year, is_there in ((this - 2, True), (this - 1, False), (this, False)):
        assert any(line.name == place.name for line in (await leaf_for(village, year=year)).lines) is is_there


async def test_who_coordinates_several_networks_reads_whose_community_it_is(village: Village) -> None:
    [one] = [line for line in (await leaf_for(village, "ada")).lines if line.path.startswith("/communities/hedges/")]
    assert one.network == village.networks["occitanie"].name
    [one] = [line for line in (await leaf_for(village)).lines if line.path.startswith("/communities/hedges/")]
    assert one.network == ""


async def test_three_hundred_communities_are_three_statements(
    village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    day = today() - timedelta(days=1)
    network = village.networks["occitanie"].id
    await Community.insert(
        *[Community(slug=f"m{n}", name=f"Mille {n}", network=network, opened_on=day) for n in range(300)]
    )
    cora = await viewer_of(village.people["cora"])
    engine().log_queries = True
    try:
        leaf = await years.leaf(*await reports.owners_for(cora))
    finally:
        engine().log_queries = False
    asked = capsys.readouterr().out
    assert leaf.communities == 303 and len(leaf.lines) == A_PAGE and leaf.pages == 8
    assert asked.count("Query ") == 3, asked


async def test_the_page_for_many_is_searched_and_turned(village: Village, visitor: Visitor) -> None:
    this = today().year
    await opened(village, 40, date(this, 1, 1))
    await Network.update({Network.opened_on: date(this - 1, 1, 1)}).where(Network.slug == "occitanie")
    await signed_in(visitor, "cora@example.org")
    page = (await visitor.get("/reports")).text
    assert "Page 1 sur 2" in page and "Sièges vacants du binôme" in page
    assert f"/reports?year={this}&amp;page=2" in page
    page = (await visitor.get(f"/reports?year={this}&page=2")).text
    assert "Page 2 sur 2" in page and "/communities/hedges/" in page
    page = (await visitor.get("/reports?words=élan+39&lacking=true")).text
    assert page.count('class="title"') == 1 and "checked" in page and "élan 39" in page
    page = (await visitor.get(f"/reports?year={this - 1}")).text
    assert f'href="/networks/occitanie/reports/{this - 1}"' in page
    for wrong in ("year=1900", "page=9", "page=0"):
        assert (await visitor.get(f"/reports?{wrong}")).status_code == 404
