import re

import pytest

from network.notices.cookies import COOKIES
from network.notices.pages import contact
from network.plug import Village, house
from network.tables import Imprint, Network
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_what_nobody_has_said_is_said_to_be_missing_and_the_administration_is_told_where(
    village: Village, visitor: Visitor
) -> None:
    unsaid = (await visitor.get("/mentions-legales")).text
    assert unsaid.count("pas encore indiqué") == 3 and "Selon l’administration" not in unsaid
    assert "/imprints/new" not in (await visitor.get("/mentions-legales")).text
    await signed_in(visitor, "ada@example.org")
    assert "/imprints/new" in (await visitor.get("/mentions-legales")).text
    page = await visitor.submit("/imprints", publisher="Région <Occitanie>", host="Ici", contact="a@b.example")
    assert "adresse pas encore indiquée" in page.text and "Selon l’administration" in page.text
    assert "Région &lt;Occitanie&gt;" in page.text and await Imprint.count() == 1
    await visitor.submit("/imprints", publisher="Région <Occitanie>", host="Ici", contact="a@b.example")
    assert await Imprint.count() == 1
    await visitor.submit("/imprints", publisher="Région", host="Ici")
    assert await Imprint.count() == 2 and "Région" in (await visitor.get("/donnees-personnelles")).text


async def test_the_page_on_personal_data_is_made_of_what_the_house_says_of_itself(
    village: Village, visitor: Visitor
) -> None:
    page = (await visitor.get("/donnees-personnelles")).text
    for slot in ("purposes", "retentions"):
        titles = [getattr(one, "title", None) or one.what for one in house().every(slot)]
        assert titles and all(str(title) not in ("",) for title in titles)
        assert page.count("<dt><b>") >= len(titles)
    assert all(f"<code>{name}</code>" in page for name in COOKIES)


async def test_no_cookie_is_set_that_the_page_does_not_name(village: Village, visitor: Visitor) -> None:
    seen: set[str] = set()

    async def look(response: object) -> None:
        for line in response.headers.get_list("set-cookie"):  # type: ignore[attr-defined]
            seen.add(line.partition("=")[0])

    visitor.event_hooks = {"response": [look]}
    await visitor.submit("/sign-in-letters", address="rita@example.org", back="/events")
    await signed_in(visitor)
    await visitor.submit("/languages", language="en", back="/")
    for path in ("/", "/events", "/works", "/letters", "/people/me", "/contact", "/communities/hedges"):
        await visitor.get(path)
    await visitor.submit("/sign-outs")
    assert seen == set(COOKIES)


async def test_the_map_of_the_site_names_what_this_viewer_may_open_and_nothing_else(
    village: Village, visitor: Visitor
) -> None:
    async def mapped() -> set[str]:
        return set(re.findall(r'href="(/[^"?#]*)', (await visitor.get("/plan-du-site")).text))

    before = await mapped()
    assert {"/communities/hedges", "/newsletters/hedgespubl", "/works", "/events"} <= before
    assert not {"/communities/jury", "/newsletters/hedgesinnr"} & before
    await signed_in(visitor)
    after = await mapped()
    assert "/newsletters/hedgesinnr" in after and "/people/me" in after and "/communities/jury" not in after
    for path in before | after:
        if not path.startswith("/static/"):
            assert (await visitor.get(path)).status_code == 200, path


async def test_a_network_s_own_legal_notice_stands_below_that_of_the_house_with_the_way_to_its_coordination(
    village: Village, visitor: Visitor
) -> None:
    assert "to=networks/occitanie" not in (await visitor.get("/mentions-legales")).text
    await Network.update({"legal_notice": "Éditeur : la <Région>.\nHébergeur : Ici."}).where(
        Network.slug == "occitanie"
    )
    page = (await visitor.get("/mentions-legales")).text
    assert "Éditeur : la &lt;Région&gt;.<br>Hébergeur : Ici." in page and page.count("to=networks/") == 1
    assert re.search(
        r'value="networks/occitanie"\s+selected', (await visitor.get("/contact?to=networks/occitanie")).text
    )


async def test_who_does_not_animate_a_community_or_a_network_finds_there_the_way_to_write_to_those_who_do(
    village: Village, visitor: Visitor
) -> None:
    for path in ("communities/hedges", "networks/occitanie"):
        assert f'href="/contact?to={path}"' in (await visitor.get(f"/{path}")).text
    assert "/contact?to=" not in (await visitor.get("/communities/hedges?on=2026-01-01")).text
    await signed_in(visitor, "cora@example.org")
    for path in ("communities/hedges", "networks/occitanie"):
        assert f'href="/contact?to={path}"' not in (await visitor.get(f"/{path}")).text


async def test_where_the_communities_are_too_many_to_be_named_one_writes_from_the_page_of_each(
    village: Village, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "NAMED", 0)
    page = (await visitor.get("/contact")).text
    assert 'value="communities/' not in page and "partez de sa page" in page
    [way] = re.findall(r'href="(/contact[?]to=[^"]*)"', (await visitor.get("/communities/hedges")).text)
    assert re.search(r'value="communities/hedges"\s+selected', (await visitor.get(way)).text)
