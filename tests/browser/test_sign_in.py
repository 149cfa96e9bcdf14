import asyncio
from contextlib import suppress

import pytest
from playwright.async_api import Error, expect

from tests.browser.conftest import Open, faults, letter_to, newest_letter, sign_in_by_letter

pytestmark = pytest.mark.commit


async def test_rita_comes_in_by_the_button_of_her_letter(open_page: Open) -> None:
    page = await open_page()
    await page.goto("/sign-in-letters/new")
    assert await faults(page) == []
    await sign_in_by_letter(page, "rita@example.org")
    await expect(page.locator("header.top")).to_contain_text("Rita Moreau")
    assert await faults(page) == []
    await page.locator("header.top form[action='/sign-outs'] button").click()
    await expect(page.locator("header.top")).not_to_contain_text("Rita Moreau")


async def test_by_its_figures_too_on_a_phone_in_english(open_page: Open) -> None:
    page, other = await open_page(width=360, locale="en-GB"), await open_page(width=360, locale="en-GB")
    before, _link = await newest_letter(other, "amin@example.org")
    await page.goto("/sign-in-letters/new")
    await page.locator("main input[type=email]").fill("amin@example.org")
    await page.locator("main form button").click()
    await expect(page.locator("main input[name=proof]")).to_be_visible()
    assert await faults(page) == []
    await letter_to(other, "amin@example.org", after=before)
    text = await other.locator("pre").inner_text()
    figures = next(word for word in text.split() if word.isdecimal() and len(word) == 6)
    await page.locator("main input[name=proof]").fill(figures)
    await page.locator("main form button").click()
    await expect(page.locator("header.top form[action='/sign-outs']")).to_be_visible()


async def test_the_letter_itself_keeps_its_styles_and_its_button_works(open_page: Open) -> None:
    page = await open_page()
    before, _link = await newest_letter(page, "zoe@example.org")
    await page.goto("/sign-in-letters/new")
    await page.locator("main input[type=email]").fill("zoe@example.org")
    await page.locator("main form button").click()
    await expect(page.locator("main input[name=proof]")).to_be_visible()
    await letter_to(page, "zoe@example.org", after=before)
    assert await faults(page) == []
    await page.get_by_role("link", name="Ouvrir la lettre").click()
    await page.wait_for_url("**/html")
    letter = await page.context.new_cdp_session(page)  # no script runs in it, the browser's own least of all
    quads: list[list[float]] = []
    async with asyncio.timeout(10):
        while not quads:
            root = (await letter.send("DOM.getDocument"))["root"]["nodeId"]
            link = await letter.send("DOM.querySelector", {"nodeId": root, "selector": "a[href*='/sign-in-letters/']"})
            with suppress(Error):  # not laid out yet
                quads = (await letter.send("DOM.getContentQuads", link))["quads"]
    [quad] = quads
    assert quad[5] - quad[1] > 30, "a button, not a bare link: its styles were not refused"
    async with page.context.expect_page() as opened:
        await page.mouse.click((quad[0] + quad[4]) / 2, (quad[1] + quad[5]) / 2)
    way_in = await opened.value
    await way_in.locator("main form[action='/sign-ins'] button").click()
    await expect(way_in.locator("header.top")).to_contain_text("Zoé Ferrand")
