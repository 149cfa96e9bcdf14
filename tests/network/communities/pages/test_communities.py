import re
from datetime import timedelta
from typing import Any

import pytest
from piccolo.query import Query

from network.circles import circles
from network.communities import communities
from network.ground import tokens
from network.ground.clock import now, today
from network.people import disclosures
from network.plug import Village
from network.tables import Affiliation, Person, Standing
from tests.conftest import Visitor
from tests.network.pages.visits import come_as, main_of

EVERYBODY = {"Zoé Ferrand", "Amin Bey", "Mina Costa"}
PAIR = {"Rita Moreau", "Hugo Lemoine"}  # rita stands in the first circle too


async def names_on(visitor: Visitor, village: Village, who: str | None, path: str = "/communities/hedges") -> set[str]:
    page = main_of((await (await come_as(visitor, village, who)).get(path)).text)
    return {person.name for person in village.people.values() if person.name in page}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (None, set()),
        ("lucie", set()),  # signed in, of no network
        ("karl", set()),  # coordinates another network
        ("gil", PAIR),  # gardens another community of the network
        ("mina", PAIR | {"Mina Costa"}),  # circle 3
        ("amin", PAIR | {"Amin Bey"}),  # circle 2
        ("zoé", PAIR | {"Zoé Ferrand"}),  # circle 1
        ("hugo", PAIR | EVERYBODY),
        ("cora", PAIR | EVERYBODY),
        ("ada", PAIR | EVERYBODY),
    ],
)
async def test_who_sees_whose_name_when_nobody_has_agreed(
    village: Village, visitor: Visitor, who: str | None, seen: set[str]
) -> None:
    assert await names_on(visitor, village, who) == seen


async def test_a_name_is_shown_as_far_as_its_person_agreed(village: Village, visitor: Visitor) -> None:
    await disclosures.choose(village.people["zoé"], "community")
    await disclosures.choose(village.people["amin"], "network")
    assert await names_on(visitor, village, "mina") == PAIR | EVERYBODY
    assert await names_on(visitor, village, "gil") == PAIR | {"Amin Bey"}
    for stranger in (None, "lucie", "karl"):
        assert await names_on(visitor, village, stranger) == set()
    assert await names_on(visitor, village, "mina", "/communities/hedges/circles/1") == {"Zoé Ferrand"}
    assert await names_on(visitor, village, None, "/communities/hedges/circles/1") == set()


async def test_what_goes_with_a_name_is_for_the_gardeners(village: Village, visitor: Visitor) -> None:
    await disclosures.choose(village.people["amin"], "network")
    assert (
        "Université de Toulouse"
        not in (await (await come_as(visitor, village, "mina")).get("/communities/hedges")).text
    )
    assert "Université de Toulouse" in (await (await come_as(visitor, village, "hugo")).get("/communities/hedges")).text


async def test_the_map_is_one_picture_with_nothing_to_press_and_says_itself(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/communities/hedges")).text
    [picture] = re.findall(r'<svg class="circles".*?</svg>', page, re.DOTALL)
    assert 'role="img"' in picture and "<a" not in picture and "tabindex" not in picture
    assert "4 personnes autour du binôme\u00a0: 2 engagés, 1 personne informée, 1 citoyen ou citoyenne." in picture
    assert picture.count('class="dot') == 4 and ">RM<" not in picture  # initials are names
    member = (await (await come_as(visitor, village, "mina")).get("/communities/hedges")).text
    assert ">RM<" in member


async def test_a_vacancy_is_drawn_and_said(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/communities/budget")).text
    assert page.count("seat s2 vacant") == 1 and "Un siège du binôme est vacant." in page
    assert "Gil Étienne" not in page and "Jardinage du territoire" in page


async def test_the_map_of_a_past_day(village: Village, visitor: Visitor) -> None:
    amin, hedges = village.people["amin"], village.communities["hedges"]
    yesterday = today() - timedelta(days=1)
    await circles.place(amin, hedges, 3, because="test")
    assert (
        "personne informée"
        not in (await visitor.get("/communities/hedges")).text.split("</figure>")[0].split("desc")[1]
    )
    before = (await visitor.get(f"/communities/hedges?on={yesterday}")).text
    assert "2 engagés, 1 personne informée" in before and "tels qu’ils étaient le" in before
    for long_ago in ("2020-01-01", "0001-01-01"):
        assert "Personne n’a encore de place" in (await visitor.get(f"/communities/hedges?on={long_ago}")).text


@pytest.mark.parametrize("path", ["?on=2126-01-01", "?on=yesterday", "/circles/4", "/circles/1?page=0"])
async def test_what_cannot_be_looked_at_is_refused_with_a_sentence(
    village: Village, visitor: Visitor, path: str
) -> None:
    answer = await visitor.get(f"/communities/hedges{path}")
    assert answer.status_code in (400, 404) and "<h1" in answer.text


async def crowd(village: Village, many: int) -> None:
    """So many in the third circle of the hedges."""
    rows = [
        Person(code=tokens.code(), family_name=f"Personne {n}", sort_key=f"{n:05}", known_since_at=now())
        for n in range(many)
    ]
    await Person.insert(*rows)
    numbers = await Person.select(Person.id).where(Person.code.is_in([row.code for row in rows])).output(as_list=True)
    hedges = village.communities["hedges"].id
    await Standing.insert(*[Standing(person=n, community=hedges, circle=3, since_on=today()) for n in numbers])
    await Affiliation.insert(
        *[Affiliation(person=n, college="citizen" if n % 3 else "elected", since_on=today()) for n in numbers]
    )


async def test_two_thousand_people_are_a_light_page_and_are_all_found(village: Village, visitor: Visitor) -> None:
    await crowd(village, 2000)
    page = (await (await come_as(visitor, village, "hugo")).get("/communities/hedges")).text
    outside = re.sub(r'<svg class="circles".*?</svg>', "", page, flags=re.DOTALL)
    assert len(re.findall(r"<[a-z]", outside)) <= 270 and len(page) < 40_000
    assert 'class="dense citizen"' in page and "Les 2\u202f001 noms du 3e cercle" in page
    listed = (await visitor.get("/communities/hedges/circles/3?page=34")).text
    assert "Personne 1999" in listed and "Page 34 sur 34" in listed
    assert "rien ici" not in listed


async def test_a_small_circle_is_named_and_a_large_one_leads_to_its_names(village: Village, visitor: Visitor) -> None:
    hugo = await come_as(visitor, village, "hugo")
    page = main_of((await hugo.get("/communities/hedges")).text)
    assert "Mina Costa" in page and "/circles/3" not in page, "all of them are there"
    await crowd(village, 6)  # a third of any six is elected
    page = main_of((await hugo.get("/communities/hedges")).text)
    assert "Mina Costa" not in page and "Les 7 noms du 3e cercle" in page and "Zoé Ferrand" in page
    assert "Élus\u00a0: 2, Citoyens\u00a0: 5" in page.replace(" :", "\u00a0:"), "the numbers of the map, in words"


async def test_lists_ask_as_much_for_twelve_communities_as_for_two(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = Query.run

    async def counted(query: Query[Any, Any], **how: Any) -> object:
        asked.append(str(query))
        return await run(query, **how)

    async def questions() -> list[int]:
        numbers = []
        for path in ("/", "/communities", "/networks/occitanie"):
            asked.clear()
            assert (await visitor.get(path)).status_code == 200
            numbers.append(len(asked))
        return numbers

    monkeypatch.setattr(Query, "run", counted)
    few = await questions()
    for number in range(10):
        await communities.open_community(village.networks["occitanie"], f"more-{number}", f"Encore {number}")
    assert min(few) > 0 and await questions() == few


async def test_what_somebody_lets_their_network_see_stands_beside_their_name_in_the_circle(
    village: Village, visitor: Visitor
) -> None:
    amin = village.people["amin"]
    for field, reach in (
        ("name", "network"),
        ("organisation", "network"),
        ("email", "network"),
        ("phone", "community"),
    ):
        await disclosures.choose(amin, reach, field)
    await Person.update({Person.phone: "05 61 00 00 00"}).where(Person.id == amin.id)
    circle = "/communities/hedges/circles/2"
    near = (await (await come_as(visitor, village, "mina")).get(circle)).text
    assert "05 61 00 00 00" in near and "mailto:amin@example.org" in near and "Université de Toulouse" in near
    far = (await (await come_as(visitor, village, "gil")).get(circle)).text
    assert "mailto:amin@example.org" in far and "Université de Toulouse" in far and "05 61" not in far
    for stranger in (None, "lucie", "karl"):
        visitor.cookies.clear()
        page = (await (await come_as(visitor, village, stranger) if stranger else visitor).get(circle)).text
        assert "amin@example.org" not in page and "Bey" not in page


async def test_an_empty_circle_offers_the_first_act_to_who_may_do_it(village: Village, visitor: Visitor) -> None:
    path, act = "/communities/budget/circles/1", 'href="/communities/budget/people/new"'
    assert act not in (await visitor.get(path)).text
    page = (await (await come_as(visitor, village, "gil")).get(path)).text
    assert "Personne n’a de place ici." in page and act in page
