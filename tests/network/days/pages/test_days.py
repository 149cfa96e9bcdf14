import re
from datetime import timedelta

from network.circles import circles
from network.days.pages.days import next_monday
from network.ground.clock import today
from network.people import people
from network.plug import Village
from network.tables import Settlement
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def arrive(village: Village, *names: str) -> None:
    for number, name in enumerate(names):
        on = today() - timedelta(days=number)
        await circles.place(village.people[name], village.communities["hedges"], 3, because="", on=on)


def key_of(page: str, title: str) -> str:
    found = re.search(rf"<b>{title}.*?value=\"([^\"]+)\"", page, re.DOTALL)
    assert found, page
    return found[1]


async def test_a_gardener_comes_in_to_what_waits(village: Village, visitor: Visitor) -> None:
    await arrive(village, "lucie")
    await signed_in(visitor, "hugo@example.org")
    page = (await visitor.get("/today")).text
    assert "Lucie Perrin vient d’arriver" in page and "votre binôme" in page
    assert '<a href="/today" aria-current="page">' in page


async def test_done_for_one_is_done_for_both_and_can_be_put_back(village: Village, visitor: Visitor) -> None:
    await arrive(village, "lucie")
    await signed_in(visitor, "hugo@example.org")
    key = key_of((await visitor.get("/today")).text, "Lucie")
    for _twice in range(2):
        assert "C’est fait" in (await visitor.submit("/settlements", thing=key)).text
    await signed_in(visitor, "rita@example.org")
    page = (await visitor.get("/today")).text
    assert "<b>Lucie" not in page and "selon Hugo Lemoine" in page
    assert "<b>Lucie" in (await visitor.submit("/returns", thing=key)).text
    assert await Settlement.count() == 2


async def test_later_is_next_monday_unless_another_day_is_chosen(village: Village, visitor: Visitor) -> None:
    await arrive(village, "lucie")
    await signed_in(visitor, "hugo@example.org")
    key = key_of((await visitor.get("/today")).text, "Lucie")
    page = (await visitor.submit("/postponements", thing=key)).text
    assert "Mis de côté par Hugo Lemoine" in page and "<b>Lucie" not in page
    [row] = await Settlement.objects()
    assert row.until_on == next_monday(today()) and row.until_on.weekday() == 0
    assert "Lucie" in (await visitor.get("/postponements/new", params={"thing": key})).text
    wrong = await visitor.submit("/postponements", thing=key, until_on="01/01/2020")
    assert wrong.status_code == 422 and "à partir de demain" in wrong.text
    assert (await visitor.submit("/postponements", thing=key, until_on="quelque jour")).status_code == 422


async def test_what_is_not_so_any_more_is_no_fault_and_what_is_another_s_is_nothing(
    village: Village, visitor: Visitor
) -> None:
    await arrive(village, "lucie")
    await signed_in(visitor, "hugo@example.org")
    key = key_of((await visitor.get("/today")).text, "Lucie")
    await signed_in(visitor, "gil@example.org")
    assert "n’attend plus" in (await visitor.submit("/settlements", thing=key)).text
    assert await Settlement.count() == 0
    await signed_in(visitor, "mina@example.org")
    assert (await visitor.submit("/settlements", thing=key)).status_code == 403


async def test_a_hundred_of_a_kind_are_three_and_a_link_to_the_others(village: Village, visitor: Visitor) -> None:
    for number in range(100):
        known = await people.add("", f"Nouvelle {number}", known_from="tests")
        on = today() - timedelta(days=number % 28)
        await circles.place(known, village.communities["hedges"], 3, because="", on=on)
    await signed_in(visitor, "hugo@example.org")
    page = (await visitor.get("/today")).text
    assert "du même ordre" in page and len(re.findall(r"<[a-z]", page)) <= 300
    found, path = list[str](), "/today?of=hedges&kind=network.newcomers"
    while path:
        page = (await visitor.get(path)).text
        assert len(re.findall(r"<[a-z]", page)) <= 400
        found += re.findall(r'form="settle" name="thing" value="([^"]+)">C', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert len(found) == len(set(found)) == 28


async def test_an_empty_day_says_so_kindly(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "ada@example.org")
    assert "Bonne journée" in (await visitor.get("/today")).text


async def test_a_list_of_one_kind_is_worked_through_where_it_is_and_counts_its_own(
    village: Village, visitor: Visitor
) -> None:
    await arrive(village, "lucie", "karl")
    await signed_in(visitor, "hugo@example.org")
    path = "/today?of=hedges&kind=network.newcomers"
    page = (await visitor.get(path)).text
    assert "2 choses dans cette liste" in page and "votre binôme" not in page
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back and back[1].replace("&amp;", "&") == path
    answer = await visitor.submit("/settlements", thing=key_of(page, "Lucie"), back=path)
    assert str(answer.url).endswith(path) and "Une chose dans cette liste" in answer.text
    answer = await visitor.submit("/postponements", thing=key_of(answer.text, "Karl"), back=path)
    assert "Plus rien de cet ordre" in answer.text or "Rien ne vous attend" in answer.text
    away = await visitor.submit("/returns", thing="network.newcomers:x", back="https://elsewhere.example/today")
    assert away.url.path == "/today"
