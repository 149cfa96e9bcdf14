"""A note by hand in a real browser: Rita writes to those registered, looks, sends; the mailbox has it, the page says so."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open, faults, sign_in

pytestmark = pytest.mark.commit


async def clean(page: Page) -> None:
    """Nothing for axe, nothing wider than the narrowest phone."""
    await page.wait_for_load_state()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert await faults(page) == [], page.url


async def test_rita_tells_those_registered_that_the_room_has_changed(open_page: Open) -> None:
    page = await open_page(width=320)
    await sign_in(page, "rita@example.org")
    await page.goto("/events/hedgescome")
    await page.get_by_role("link", name="Écrire un mot").click()
    await clean(page)
    await page.get_by_label("les personnes inscrites").check()
    await page.get_by_role("button", name="Voir à qui il va").click()
    await expect(page.get_by_role("alert")).to_contain_text("Une réponse est à reprendre")
    await clean(page)
    await page.get_by_label("Votre mot").fill("Bonjour,\n\nnous serons salle 2 : https://example.org/plan.\n\nRita")
    await page.get_by_role("button", name="Voir à qui il va").click()
    await expect(page.get_by_role("heading", name="Relisez avant l’envoi")).to_be_visible()
    await clean(page)
    await page.get_by_role("button", name=re.compile("L’envoyer à")).click()
    await expect(page.locator(".note[role=status]")).to_contain_text("Le mot est en route")
    await clean(page)
    for _time in range(60):
        if await page.get_by_text("Remis pour").count():
            break
        await page.wait_for_timeout(200)
        await page.reload()
    await expect(page.get_by_text("remis au serveur de messagerie").first).to_be_visible()
    for path in ("/communities/hedges/written-notes", "/written-notes/choose?about=community&of=hedges"):
        await page.goto(path)
        await clean(page)
    zoé = await open_page(width=320)
    await sign_in(zoé, "zoe@example.org")
    await zoé.goto("/people/me")
    await zoé.get_by_role("link", name="Planter en année sèche").first.click()
    await expect(zoé.get_by_text("salle 2")).to_be_visible()
