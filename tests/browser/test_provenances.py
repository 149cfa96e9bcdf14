"""After an import, in a real browser: the letter of article 14, and the way out that it carries."""

import re

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.conftest import Open, faults, letter_to, sign_in

pytestmark = pytest.mark.commit

ROWS = "Nom;Prénom;Courriel\nBruyère;Iris;iris@example.org\nSansadresse;Noé;\n"


async def clean(page: Page) -> None:
    """Nothing for axe, nothing wider than the narrowest phone."""
    await page.wait_for_load_state()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert await faults(page) == [], page.url


async def test_those_whom_a_spreadsheet_brought_are_told_where_from_and_may_object(open_page: Open) -> None:
    hugo = await open_page(width=320)
    await sign_in(hugo, "hugo@example.org")
    await hugo.goto("/communities/hedges/imports/new")
    file = FilePayload(name="contacts.csv", mimeType="text/csv", buffer=ROWS.encode())
    await hugo.set_input_files("#file", files=[file])
    for name in ("Regarder le fichier", "Regarder les lignes", "Faire entrer"):
        await hugo.get_by_role("button", name=name).click()
    link = hugo.get_by_role("link", name="Relire et envoyer")
    for _time in range(60):
        if await link.count():
            break
        await hugo.wait_for_timeout(250)
        await hugo.reload()
    await clean(hugo)
    await link.click()
    await clean(hugo)
    await hugo.get_by_label("D’où vient ce tableau ?").fill("la liste de la Fédération")
    await hugo.get_by_role("button", name="Préparer la lettre").click()
    await expect(hugo.get_by_label("La lettre", exact=True)).to_have_value(re.compile("la liste de la Fédération"))
    await clean(hugo)
    await hugo.get_by_role("button", name="L’envoyer à une personne").click()
    await expect(hugo.get_by_text("Une personne a été informée")).to_be_visible()
    await hugo.get_by_label("Noé Sansadresse").check()
    await hugo.get_by_label("Comment ?").fill("par téléphone")
    await hugo.get_by_role("button", name="Noter qu’elles sont informées").click()
    await expect(hugo.get_by_text("Toutes les personnes entrées")).to_be_visible()
    await clean(hugo)

    iris = await open_page(width=320)
    await letter_to(iris, "iris@example.org")
    out = iris.frame_locator("iframe").first.locator("a", has_text="M’opposer").first
    await iris.goto(await out.get_attribute("href") or "")
    await clean(iris)
    await iris.get_by_role("button", name="Ne plus m’écrire").click()
    await expect(iris.get_by_text("on ne vous écrira plus")).to_be_visible()
    await iris.get_by_role("button", name="M’effacer").click()
    await expect(iris.get_by_role("alert")).to_contain_text("Cochez cette case")
    await clean(iris)
    await iris.get_by_label("Je veux être effacé").check()
    await iris.get_by_role("button", name="M’effacer").click()
    await expect(iris.get_by_text("Plus rien ici ne mène à vous")).to_be_visible()
