import re

from network.circles import circles
from network.communities import communities
from network.plug import Village
from network.tables import Network
from tests.conftest import Visitor
from tests.network.pages.visits import come_as, main_of


async def test_the_public_reads_what_this_is_and_sees_no_name(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/")).text
    assert "Là où les territoires apprennent les uns des autres" in page and "Se connecter" in page
    assert "Haies et bocages" in page and "Budgets participatifs" in page and "Un siège à pourvoir" in page
    assert "Jury de l’eau" not in page and "Sols vivants" not in page
    assert not [person.name for person in village.people.values() if person.name in page]
    assert page.count('class="glyph"') == 2


async def test_a_member_finds_their_communities_first_with_their_circle(village: Village, visitor: Visitor) -> None:
    page = (await (await come_as(visitor, village, "mina")).get("/")).text
    own, others = page.split("<h2>Vos communautés</h2>")[1].split("<h2>", 1)
    assert "Haies et bocages" in own and "Vous\u00a0: 3e cercle" in own and "Rita Moreau et Hugo Lemoine" in own
    assert "Budgets participatifs" in others and "Haies et bocages" not in others.split("</ul>")[0]


async def test_a_gardener_finds_the_acts_at_hand_and_a_member_does_not(village: Village, visitor: Visitor) -> None:
    acts = "/communities/hedges/events/new"
    assert acts in (await (await come_as(visitor, village, "hugo")).get("/")).text
    assert "Vous la jardinez" in (await visitor.get("/")).text
    assert acts not in (await (await come_as(visitor, village, "mina")).get("/")).text


async def test_who_stands_nowhere_and_who_coordinates(village: Village, visitor: Visitor) -> None:
    assert "Vous n’avez pas encore de place" in (await (await come_as(visitor, village, "lucie")).get("/")).text
    page = (await (await come_as(visitor, village, "cora")).get("/")).text
    assert "3 points attendent la coordination" in page  # two seats of the jury, one of the budget


async def test_each_person_is_drawn_once_where_they_stand_nearest(village: Village, visitor: Visitor) -> None:
    await circles.place(village.people["zoé"], village.communities["budget"], 3, because="too")
    page = main_of((await visitor.get("/")).text)
    assert "4 personnes autour du binôme" in page.split("</svg>")[0]  # rita, zoé, amin, mina


async def test_an_empty_instance_says_so_and_offers_the_first_act(village: Village, visitor: Visitor) -> None:
    await Network.raw("DELETE FROM network_community")
    await Network.raw("DELETE FROM network_network")
    assert "Aucun réseau ne vit encore ici" in (await visitor.get("/")).text
    assert "/networks/new" in (await (await come_as(visitor, village, "ada")).get("/")).text


async def test_the_page_of_a_network(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/networks/occitanie")).text
    assert "1 personne accompagne les binômes" in page and "Cora Vidal" not in page and "Jury de l’eau" not in page
    assert "Cora Vidal" in (await (await come_as(visitor, village, "mina")).get("/networks/occitanie")).text
    cora = (await (await come_as(visitor, village, "cora")).get("/networks/occitanie")).text
    assert "Ce dont les binômes ont besoin" in cora and "/communities/jury/mandates/new?seat=1" in cora
    await communities.open_network("neuf", "Neuf")
    assert "Personne ne coordonne ce réseau" in (await visitor.get("/networks/neuf")).text
    assert (await visitor.get("/networks/nowhere")).status_code == 404
    assert (await visitor.get("/networks")).url.path == "/communities"


async def opened(village: Village, most: int) -> None:
    network = village.networks["occitanie"]
    for number in range(most):
        await communities.open_community(network, f"longue-{number:02}", f"Longue liste {number:02}")


def slugs(page: str) -> list[str]:
    """Of the cards, in their order."""
    return re.findall(r'<h3><a href="/communities/([^"]+)">', main_of(page))


async def test_a_long_list_is_read_by_the_page_each_community_once(village: Village, visitor: Visitor) -> None:
    before = set(slugs((await visitor.get("/communities")).text))
    await opened(village, 30)
    for path, size in (("/communities", 24), ("/networks/occitanie", 12)):
        found, page, sizes = list[str](), path, list[int]()
        while page:
            text = (await visitor.get(page)).text
            found += slugs(text)
            sizes.append(len(slugs(text)))
            after = re.search(r'rel="next" href="([^"]+)"', main_of(text))
            page = after[1] if after else ""
        long = [slug for slug in found if slug.startswith("longue")]
        assert long == sorted(long) and len(long) == 30 and len(found) == len(set(found)) and max(sizes) <= size
        assert path != "/communities" or set(found) - set(long) == before
        assert "jury" not in found
        for beyond in ("0", "-1", "99"):
            assert (await visitor.get(f"{path}?page={beyond}")).status_code == 404
    assert 'rel="prev"' in main_of((await visitor.get("/communities?page=2")).text)


async def test_a_short_list_has_no_pages(village: Village, visitor: Visitor) -> None:
    assert 'rel="next"' not in main_of((await visitor.get("/communities")).text)


async def test_the_front_page_of_a_large_house_shows_some_and_says_so(village: Village, visitor: Visitor) -> None:
    assert "Les cercles de toutes les communautés réunies" in (await visitor.get("/")).text
    await opened(village, 10)
    page = (await visitor.get("/")).text
    assert "Les cercles de ces communautés réunies" in page and "Toutes les communautés" in page
    assert page.count('class="glyph"') <= 12  # six of a network


async def test_what_waits_is_counted_for_all_and_listed_for_some(village: Village, visitor: Visitor) -> None:
    await opened(village, 30)
    await come_as(visitor, village, "cora")
    assert "63 points attendent la coordination" in (await visitor.get("/")).text  # two seats of each of the thirty
    page = main_of((await visitor.get("/networks/occitanie")).text)
    assert page.count("/mandates/new?seat=") <= 12 and "/networks/occitanie/coordination" in page
    await come_as(visitor, village, "mina")
    assert "attendent la coordination" not in (await visitor.get("/")).text
    assert "Ce dont les binômes ont besoin" not in (await visitor.get("/networks/occitanie")).text
