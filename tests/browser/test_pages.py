"""One page of each kind, on the narrowest phone: nothing for axe, nothing wider than the window. In both languages, by
day and by night, for those who see most of it; with faults too."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from network.ground.clock import today
from tests.browser.conftest import Open, faults, sign_in

pytestmark = pytest.mark.commit

HEDGES, OCCITANIE, DAY = "/communities/hedges", "/networks/occitanie", "/events/hedgescome"
PAGES = {  # who sees most of it: the pages
    None: [
        "/",
        "/communities",
        HEDGES,
        OCCITANIE,
        "/events",
        DAY,
        "/works",
        "/letters",
        "/sign-in-letters/new",
        "/none",
    ],
    "rita": [
        *[
            "/",
            HEDGES,
            f"{HEDGES}/circles/1",
            f"{HEDGES}/people",
            f"{HEDGES}/mandates",
            f"{HEDGES}/events",
            "/people/me",
        ],
        *["/events/hedgespast", "/events/hedgespast/attendance", f"{HEDGES}/letters", f"{HEDGES}/newsletters"],
        *[f"{HEDGES}/reports", f"{HEDGES}/reports/{today().year}", "/reports"],
    ],
    "cora": ["/communities/budget", "/communities/budget/mandates/new?seat=2", f"{OCCITANIE}/communities/new"],
    "mina": [f"{HEDGES}/departures/new"],
}
FORMS: dict[str | None, list[str]] = {  # sent empty: the page with its faults
    None: [f"{DAY}/bookings/new"],
    "rita": [f"{HEDGES}/events/new", f"{HEDGES}/people/new", f"{HEDGES}/works/new", f"{HEDGES}/newsletters/new"],
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
    await page.locator("main form .field input:visible").first.fill("")
    await page.locator("main form button.button:not(.quiet, .bare)").last.click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def walk(page: Page, paths: list[str], forms: list[str], language: str) -> None:
    """Each page as it is, each form as it comes back."""
    await page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
    for path in paths:
        await page.goto(path)
        assert await page.locator("html").get_attribute("lang") == language
        await keeps_its_width(page)
    for path in forms:
        await send_empty(page, path)
        await keeps_its_width(page)


@pytest.mark.parametrize("how", WAYS, ids=lambda how: f"{how['locale']} {how['color_scheme']}")
async def test_every_kind_of_page_is_whole_on_the_narrowest_phone(open_page: Open, how: dict[str, Any]) -> None:
    walks = []
    for who, paths in PAGES.items():
        page = await open_page(width=320, reduced_motion="reduce", **how)
        await (sign_in(page, f"{who}@example.org") if who else page.goto("/"))
        walks.append(walk(page, paths, FORMS.get(who, []), how["locale"][:2]))
    await asyncio.gather(*walks)


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
