import asyncio
from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.conftest import Open, faults, sign_in
from tests.library.papers import pdf

pytestmark = pytest.mark.commit

SHELF = "/communities/hedges/works"


async def bring(page: Page, name: str, content: bytes, kind: str = "application/pdf") -> None:
    await page.set_input_files("#file", files=[FilePayload(name=name, mimeType=kind, buffer=content)])


async def press(page: Page) -> None:
    await page.get_by_role("button", name="Déposer dans la bibliothèque").click()


@pytest.mark.parametrize(
    ("who", "how"),
    [("rita", {"width": 360}), ("hugo", {"width": 1280, "color_scheme": "dark"})],
    ids=["on a phone", "wide and dark"],
)
async def test_a_gardener_shelves_a_pdf_and_a_stranger_finds_it_by_a_word_inside(
    open_page: Open, who: str, how: dict[str, Any]
) -> None:
    page, word = await open_page(**how), f"salamandre{how['width']}"
    await sign_in(page, f"{who}@example.org")
    await page.goto(f"{SHELF}/new")
    assert await faults(page) == []
    await bring(page, "mare.pdf", b"<!doctype html><html><p>Pas un PDF")
    await page.fill("#link", "javascript:alert(1)")
    await page.fill("#description", "Ce que la mare abrite.")
    await press(page)
    await expect(page.get_by_role("alert")).to_contain_text("4 réponses sont à reprendre")
    await expect(page.locator("#file-why")).to_contain_text("page web (HTML)")
    await expect(page.locator("#description")).to_have_value("Ce que la mare abrite.")
    assert await faults(page) == []

    await bring(page, "mare.pdf", pdf("La mare au printemps", f"Une {word} y pond"))
    await page.fill("#title", f"Carnet de la mare {word[-4:]}")
    await page.select_option("#type", "experiment")
    await page.fill("#link", "")
    await page.get_by_label("tout le monde").check()
    await press(page)
    await expect(page.get_by_role("status")).to_contain_text("La ressource est dans la bibliothèque")
    assert await faults(page) == []
    shown = page.url

    stranger = await open_page(**how)
    for _ in range(50):  # the worker of the house reads it meanwhile
        await stranger.goto(f"/works?q={word}")
        if await stranger.locator("mark").count():
            break
        await asyncio.sleep(0.2)
    await expect(stranger.locator("mark").first).to_have_text(word)
    assert await faults(stranger) == []
    await stranger.get_by_role("link", name="Carnet de la mare").click()
    await expect(stranger.locator("main")).to_contain_text("PDF, 2 pages")
    assert await faults(stranger) == []

    await page.goto(shown)
    await page.get_by_text("La retirer").first.click()
    await page.get_by_role("button", name="La retirer").click()
    await expect(page.locator("#because-why")).to_contain_text("Veuillez dire pourquoi")
    assert await faults(page) == []
    await page.fill("#because", "Une version neuve existe.")
    await page.get_by_role("button", name="La retirer").click()
    await expect(page.locator("main")).to_contain_text("Retirée le")
    assert await faults(page) == []
    answer = await stranger.request.get(shown)
    assert answer.status == 404


async def test_nothing_found_and_an_empty_shelf_are_kind(open_page: Open) -> None:
    page = await open_page(width=360)
    for path in (f"{SHELF}?q=licorne", "/networks/climat/works", "/works"):
        await page.goto(path)
        assert await faults(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
