import pytest

from network.ground.clock import today
from tests.browser.conftest import Open, faults, sign_in

pytestmark = pytest.mark.commit


async def test_the_report_is_read_on_a_phone_and_printed_on_paper(open_page: Open) -> None:
    page = await open_page(width=360)
    await sign_in(page, "rita@example.org")
    await page.goto(f"/communities/hedges/reports/{today().year}")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await faults(page) == []
    await page.locator("summary", has_text="tableau").first.click()
    assert await page.locator("table").first.is_visible()

    await page.emulate_media(media="print", color_scheme="dark")
    assert not await page.locator("header.top").is_visible()
    ground = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    paper = await page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF") and paper.count(b"/Type /Page\n") >= 2
