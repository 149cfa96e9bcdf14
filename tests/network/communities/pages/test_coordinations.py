import re
from datetime import timedelta

from network.communities import communities, gardeners
from network.ground.clock import today
from network.plug import Village
from network.tables import Network
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_all_communities_are_on_one_page_with_vacancies_first(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    page = (await visitor.get("/networks/occitanie/coordination")).text
    named = re.findall(r'<a href="/communities/([\w-]+)"><b>', page)
    assert named == ["jury", "budget", "hedges"]  # two seats empty, one, none
    assert "soils" not in page and "3 sièges sont vacants" in page
    assert 'href="/communities/budget/mandates/new?seat=2"' in page
    assert "Prochaine rencontre" in page and "Dernière lettre" in page
    assert "1 personne engagée" in page and "1 engagés" not in page


async def test_a_seat_that_is_filled_goes_down_the_list(village: Village, visitor: Visitor) -> None:
    jury = village.communities["jury"]
    for name, position in (("lucie", 1), ("amin", 2)):
        await gardeners.appoint(village.people[name], jury, position, because="", since=today())
    await signed_in(visitor, "cora@example.org")
    page = (await visitor.get("/networks/occitanie/coordination")).text
    assert re.findall(r'<a href="/communities/([\w-]+)"><b>', page)[0] == "budget" and "1 siège est vacant" in page


async def test_many_communities_are_paged_each_once(village: Village, visitor: Visitor) -> None:
    occitanie = await Network.objects().get(Network.slug == "occitanie")
    assert occitanie
    for number in range(60):
        await communities.open_community(
            occitanie, f"c-{number}", f"Communauté {number}", on=today() - timedelta(days=9)
        )
    await signed_in(visitor, "cora@example.org")
    found, path = list[str](), "/networks/occitanie/coordination"
    while path:
        page = (await visitor.get(path)).text
        assert len(re.findall(r"<[a-z]", page)) <= 400
        found += re.findall(r'<a href="/communities/([\w-]+)"><b>', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1] if older else ""
    assert len(found) == len(set(found)) == 63
