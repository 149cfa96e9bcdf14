import pytest

from tests.browser.conftest import Open, faults, letter_to, sign_in

pytestmark = pytest.mark.commit


async def test_rita_comes_in_by_the_button_of_her_letter(open_page: Open) -> None:
    page = await open_page()
    await page.goto("/sign-in-letters/new")
    assert await faults(page) == []
    await sign_in(page, "rita@example.org")
    assert "Rita Moreau" in await page.locator("header.top").inner_text()
    assert await faults(page) == []
    await page.get_by_role("button", name="Me déconnecter").click()
    assert "Rita Moreau" not in await page.locator("header.top").inner_text()


async def test_by_its_figures_too_on_a_phone_in_english(open_page: Open) -> None:
    page, other = await open_page(width=360, locale="en-GB"), await open_page(width=360, locale="en-GB")
    await page.goto("/sign-in-letters/new")
    await page.locator("main input[type=email]").fill("amin@example.org")
    await page.locator("main form button").click()
    assert await faults(page) == []
    await letter_to(other, "amin@example.org")
    text = await other.locator("pre").inner_text()
    figures = next(word for word in text.split() if word.isdecimal() and len(word) == 6)
    await page.locator("main input[name=proof]").fill(figures)
    await page.locator("main form button").click()
    assert await page.locator("header.top form[action='/sign-outs']").count() == 1


async def test_the_letter_itself_keeps_its_styles_and_its_button_works(open_page: Open) -> None:
    page = await open_page()
    await page.goto("/sign-in-letters/new")
    await page.locator("main input[type=email]").fill("zoe@example.org")
    await page.locator("main form button").click()
    await letter_to(page, "zoe@example.org")
    assert await faults(page) == []
    await page.get_by_role("link", name="Ouvrir la lettre").click()
    button = page.locator("a[href*='/sign-in-letters/']").first
    assert await button.evaluate("a => getComputedStyle(a.closest('td')).backgroundColor") != "rgba(0, 0, 0, 0)"
    await button.click()
    await page.locator("main form[action='/sign-ins'] button").click()
    assert "Zoé Ferrand" in await page.locator("header.top").inner_text()
