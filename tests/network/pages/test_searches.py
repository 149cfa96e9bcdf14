import re

import pytest

from events.tables import Event
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_the_field_stands_at_the_top_of_each_page_and_asks_everything(village: Village, visitor: Visitor) -> None:
    for path in ("/", "/events", "/communities/hedges", "/works", "/nowhere"):
        page = (await visitor.get(path)).text
        assert 'action="/search"' in page and 'aria-label="Chercher partout"' in page, path
    page = (await visitor.get("/search?q=haies")).text
    assert page.count('role="search"') == 1, "the page of search has its own"
    assert "Haies et bocages" in re.sub("</?mark>", "", page) and "<mark>haie</mark>" in page


async def test_groups_are_counted_and_a_noun_is_read_page_by_page(village: Village, visitor: Visitor) -> None:
    await Event.raw(
        """
        INSERT INTO events_event (code, uid, title, community, reach, summary, starts_at, ends_at, planned_at, published_at,
            changed_at, kind, time_zone, place_name, place_address, cancelled_because, sequence)
        SELECT 'haie' || n, 'haie' || n, 'Haie ' || n, community, 'public', '', starts_at, ends_at, planned_at, published_at,
            changed_at, kind, time_zone, '', '', '', 0
        FROM events_event, generate_series(1, 24) AS n WHERE code = 'hedgescome'
        """
    )
    page = (await visitor.get("/search?q=haie")).text
    assert re.search(r'Rencontres <span class="soft">24</span>', page) and "Voir les 24" in page
    [see_all] = re.findall(r'href="(/search[^"]*among=events[^"]*)"', page)
    first = (await visitor.get(see_all.replace("&amp;", "&"))).text
    assert "24 réponses" in first and "Page 1 sur 2" in first and first.count("<mark>Haie</mark>") == 20
    second = (await visitor.get("/search?q=haie&among=events&page=2")).text
    assert second.count("<mark>Haie</mark>") == 4 and 'rel="prev"' in second and 'rel="next"' not in second
    assert "Rien ici" in (await visitor.get("/search?q=haie&among=events&page=3")).text


async def test_all_works_are_read_on_the_page_of_the_library(village: Village, visitor: Visitor) -> None:
    assert (await visitor.get("/search?q=haie&among=works")).status_code == 200
    assert (await visitor.get("/search?q=haie&among=secrets")).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "a" * 10_000,
        "%00%00",
        "%00haies",
        "haies & | ! ( :* <->",
        "'; DROP TABLE network_person; --",
        "%F0%9F%8C%BF",
        "(((",
        "\\",
        "%ED%A0%80",
    ],
)
async def test_what_is_absurd_is_answered_in_a_sentence(village: Village, visitor: Visitor, asked: str) -> None:
    await signed_in(visitor, "hugo@example.org")
    for more in ("", "&among=people", "&among=works&page=99999999", "&page=-1&among=events"):
        page = await visitor.get(f"/search?q={asked}{more}")
        assert page.status_code == 200 and "<h1>" in page.text, more


async def test_a_long_question_says_that_it_was_cut(village: Village, visitor: Visitor) -> None:
    assert "seuls les 200 premiers caractères" in (await visitor.get(f"/search?q={'haie ' * 60}")).text


async def test_nothing_found_is_said_warmly_and_what_was_asked_is_kept(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/search?q=zzyzx<b>")).text
    assert "Rien ici ne répond à «\u202fzzyzx&lt;b&gt;\u202f»" in page and 'value="zzyzx&lt;b&gt;"' in page
    assert "avec votre compte, vous en trouverez peut-être davantage" in page
    await signed_in(visitor, "hugo@example.org")
    assert "avec votre compte" not in (await visitor.get("/search?q=zzyzx")).text
    assert "Il n’y a là aucun mot" in (await visitor.get("/search?q=!")).text
    assert "Que cherchez-vous" in (await visitor.get("/search")).text


async def test_what_people_wrote_becomes_no_markup(village: Village, visitor: Visitor) -> None:
    await Event.update({Event.title: "<script>alert(1)</script> haie \ue000"}).where(Event.code == "hedgescome")
    page = (await visitor.get("/search?q=haie&among=events")).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


async def test_a_page_that_is_not_there_says_where_to_go(village: Village, visitor: Visitor) -> None:
    page = (await visitor.get("/works/nowhere")).text
    for path in ("/", "/search", "/sign-in-letters/new?back=/works/nowhere"):
        assert f'href="{path}"' in page, path
