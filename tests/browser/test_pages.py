"""One page of each kind, on the narrowest phone: nothing for axe, nothing wider than the window. In both languages, by
day and by night, for those who see most of it; with faults too."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open, faults, sign_in
from tests.browser.kinds import Kind, is_a_page, kinds
from tests.houses import House

pytestmark = pytest.mark.commit

HEDGES, OCCITANIE, DAY = "/communities/hedges", "/networks/occitanie", "/events/hedgescome"
FORMS: dict[str | None, list[str]] = {  # sent empty: the page with its faults
    None: [f"{DAY}/bookings/new"],
    "hugo@example.org": [
        f"{HEDGES}/events/new",
        f"{HEDGES}/people/new",
        f"{HEDGES}/works/new",
        "/events/hedgespast/papers/new?type=minutes",
        f"{HEDGES}/newsletters/new",
        "/calendars",
    ],
}
WAYS: list[dict[str, Any]] = [  # widths are of the language, colours of the hour: two walks show both
    {"locale": "fr-FR", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark"},
]


async def keeps_its_width(page: Page) -> None:
    """And axe has nothing to say."""
    await page.wait_for_load_state()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert await faults(page) == [], page.url


async def send_empty(page: Page, path: str) -> None:
    """What was in the first field goes, and the form is sent."""
    await page.goto(path)
    await page.locator("main form .field input:visible:not([type=radio], [type=checkbox])").first.fill("")
    await page.locator("main form button.button:not(.quiet, .bare)").last.click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def walk(page: Page, mine: list[Kind], forms: list[str], language: str) -> int:
    """Each page as it is, each form as it comes back. How many pages there were."""
    await page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
    seen = 0
    for kind in mine:
        if await is_a_page(page.context.request, kind.path):
            await page.goto(kind.path)
            assert await page.locator("html").get_attribute("lang") == language
            await keeps_its_width(page)
            seen += 1
    for path in forms:
        await send_empty(page, path)
        await keeps_its_width(page)
    return seen


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way['locale']} {way['color_scheme']}")
async def test_every_kind_of_page_is_whole_on_the_narrowest_phone(
    house: House, open_page: Open, way: dict[str, Any]
) -> None:
    """Half of them each way, turn about; python -m tests.browser.sweep walks all of them all ways."""
    half = list(kinds(house.things))[WAYS.index(way) :: len(WAYS)]
    walks = []
    for who in (None, *{kind.who: None for kind in half if kind.who}):
        page = await open_page(width=320, reduced_motion="reduce", **way)
        await (sign_in(page, who) if who else page.goto("/"))
        mine = [kind for kind in half if kind.who == who]
        walks.append(walk(page, mine, FORMS.get(who, []), way["locale"][:2]))
    assert sum(await asyncio.gather(*walks)) > 40


async def test_the_head_of_a_page_stays_one_row_and_its_menu_opens_below(open_page: Open) -> None:
    for who in (None, "rita"):
        page = await open_page(width=320)
        if who:
            await sign_in(page, f"{who}@example.org")
        await page.goto("/events")
        head = page.locator("header.top")
        before = await head.bounding_box()
        assert before and before["height"] < 80
        await head.locator("summary").click()
        menu = await head.locator("details nav").bounding_box()
        assert menu and menu["width"] >= 318 and menu["y"] >= before["y"] + before["height"] - 2
        assert await head.bounding_box() == before
        await keeps_its_width(page)


async def test_the_head_of_a_page_stays_one_row_for_who_has_every_link_and_the_field_looks_everywhere(
    open_page: Open,
) -> None:
    page = await open_page(width=1280)
    await sign_in(page, "rita@example.org")
    for width in (768, 1100, 1210, 1280, 1600):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.goto("/communities" if width > 1210 else "/works")  # the long words are longer where one stands
        head = await page.locator("header.top").bounding_box()
        assert head and head["height"] < 80, width
    await page.get_by_role("searchbox").fill("tailler")
    await page.keyboard.press("Enter")
    await expect(page.locator("main mark").first).to_have_text("Tailler")
    await page.set_viewport_size({"width": 320, "height": 900})
    await page.goto("/events")
    await page.get_by_role("search").get_by_role("button").click()
    await expect(page.locator("main").get_by_role("searchbox")).to_be_visible()


async def test_what_waits_is_settled_by_a_press_where_it_stands(open_page: Open) -> None:
    page = await open_page(width=360)
    await sign_in(page, "hugo@example.org")
    await page.goto("/today")
    await page.locator("main .card .lines button").first.click()  # nothing lies over it
    await expect(page).to_have_url(re.compile("/today"))
    await page.get_by_role("button", name="Remettre").first.click()
    await expect(page).to_have_url(re.compile("/today"))
