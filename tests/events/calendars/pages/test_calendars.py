import re

from events.tables import Feed
from network.ground import tokens
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_nobody_in_particular_finds_the_public_address_and_how_to_use_it(
    village: Village, visitor: Visitor
) -> None:
    page = await visitor.get("/calendars")
    assert 'value="http://localhost:8000/events.ics"' in page.text
    assert 'href="webcal://localhost:8000/events.ics"' in page.text
    assert "Thunderbird" in page.text and "/sign-in-letters/new?back=/calendars" in page.text


async def test_each_agenda_leads_to_its_own_address(village: Village, visitor: Visitor) -> None:
    for path, kind in (("/communities/hedges", "community=hedges"), ("/networks/occitanie", "network=occitanie")):
        agenda = await visitor.get(f"{path}/events")
        assert f"/calendars?{kind}" in agenda.text
        page = await visitor.get(f"/calendars?{kind}")
        assert f'value="http://localhost:8000{path}/events.ics"' in page.text
    assert 'href="/calendars"' in (await visitor.get("/events")).text


async def test_a_closed_community_has_none_and_says_so_to_its_members(village: Village, visitor: Visitor) -> None:
    assert (await visitor.get("/calendars?community=jury")).status_code == 404
    await signed_in(visitor, "odile@example.org")
    page = await visitor.get("/calendars?community=jury")
    assert "il n’y a pas d’adresse publique" in page.text and "jury/events.ics" not in page.text


async def test_an_address_is_made_shown_again_and_taken_back(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    made = await visitor.submit("/calendars", code=tokens.code(), name="Mon téléphone", holds="mine")
    assert "L’adresse est prête" in made.text and "Aucun agenda ne l’a encore lue" in made.text
    [address] = re.findall(r'value="(http://localhost:8000/calendars/[^"]+)"', made.text)
    assert address in (await visitor.get("/calendars")).text
    assert (await visitor.get(address)).status_code == 200
    assert "Lue pour la dernière fois" in (await visitor.get("/calendars")).text
    code = address.split("/")[-2]
    gone = await visitor.submit("/dropped-calendars", calendar=code)
    assert "L’adresse est reprise" in gone.text and address not in gone.text
    refused = await visitor.get(address)
    assert refused.status_code == 404 and "n’est pas valable" in refused.text


async def test_a_name_that_is_missing_is_asked_for_and_nothing_is_made(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    page = await visitor.submit("/calendars", code=tokens.code(), name="  ", holds="mine")
    assert page.status_code == 422 and "À remplir" in page.text or "remplir" in page.text
    assert re.search(r'value="mine" checked', page.text), "what was chosen is kept"
    assert (await visitor.submit("/calendars", code=tokens.code(), name="x", holds="everything")).status_code == 422
    assert not await Feed.exists()


async def test_nobody_takes_back_another_s(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    await visitor.submit("/calendars", code="zoecalend2", name="x", holds="all")
    visitor.cookies.clear()
    assert (await visitor.submit("/dropped-calendars", calendar="zoecalend2")).status_code == 404
    await signed_in(visitor, "mina@example.org")
    assert (await visitor.submit("/dropped-calendars", calendar="zoecalend2")).status_code == 404
    assert await Feed.exists()


async def test_the_eleventh_is_a_sentence(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "zoe@example.org")
    for number in range(10):
        await visitor.submit("/calendars", code=tokens.code(), name=f"n{number}", holds="all")
    full = await visitor.submit("/calendars", code=tokens.code(), name="n11", holds="all")
    assert full.status_code == 422 and "Vous avez déjà 10 adresses" in full.text
