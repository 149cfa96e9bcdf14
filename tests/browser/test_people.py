from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from deploy.embedded import Embedded
from tests.browser.conftest import Open, faults, sign_in

pytestmark = pytest.mark.commit

ROWS = "Nom;Prénom;Courriel;Organisme;Collège\nZola;Ève;eve.zola@example.org;Mairie;élus\nNom Sans Adresse;;pas une adresse;;\n"


async def keeps_its_width(page: Page) -> None:
    """Nothing of the page is wider than the window."""
    await page.wait_for_load_state()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert await faults(page) == [], page.url


async def test_rita_adds_somebody_from_her_phone_and_is_asked_whether_it_is_somebody_she_knows(open_page: Open) -> None:
    page = await open_page(width=360)
    await sign_in(page, "rita@example.org")
    await page.goto("/communities/hedges/people/new")
    await keeps_its_width(page)
    await page.get_by_label("Prénom").fill("Amin")
    await page.get_by_label("Nom", exact=True).fill("Bey")
    await page.get_by_label("Téléphone").fill("appelez-moi")
    await page.get_by_label("Téléphone").press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("2 réponses sont à reprendre")
    await keeps_its_width(page)
    await page.get_by_label("Téléphone").fill("05 61 00 00 00")
    await page.get_by_label("Société civile").check()
    await page.get_by_label("Téléphone").press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Est-ce l’une de ces personnes")
    await keeps_its_width(page)
    await page.get_by_role("button", name="C’est quelqu’un d’autre").click()
    await expect(page.get_by_role("heading", name="Amin Bey")).to_be_visible()
    await keeps_its_width(page)
    await page.get_by_role("link", name="Ajouter une autre personne").click()
    await page.goto("/communities/hedges/people?words=bey")
    await expect(page.get_by_role("status").last).to_contain_text("2 personnes trouvées")
    await keeps_its_width(page)
    await page.get_by_role("link", name="Amin Bey").first.click()
    await keeps_its_width(page)
    for act in ("Corriger", "Noter un changement"):
        await page.get_by_role("link", name=act).click()
        await keeps_its_width(page)
        await page.go_back()


@asynccontextmanager
async def kept_waiting(servers: Embedded) -> AsyncIterator[None]:
    """As if another import of the network were being carried out."""
    keeper = await asyncpg.connect(servers.database_url("browser"))
    network = await keeper.fetchval("SELECT id FROM network_network WHERE slug = 'occitanie'")
    held = f"people of network {network}"
    await keeper.execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", held)
    try:
        yield
    finally:
        await keeper.close()


async def look_at_it_without_script(open_page: Open, path: str) -> Page:
    page = await open_page(java_script_enabled=False)
    await sign_in(page, "hugo@example.org")
    await page.goto(path)
    await expect(page.get_by_text("Personnes inscrites")).to_be_visible()
    return page


async def test_hugo_brings_a_spreadsheet_and_sees_how_far_it_is(open_page: Open, servers: Embedded) -> None:
    page = await open_page()
    await sign_in(page, "hugo@example.org")
    await page.goto("/communities/hedges/imports/new")
    await keeps_its_width(page)
    wrong = {"name": "acteurs.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.7"}
    await page.get_by_label("Le fichier").set_input_files(wrong)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Regarder le fichier").click()
    await expect(page.get_by_role("alert")).to_contain_text("Accepté ici")
    await keeps_its_width(page)
    right = wrong | {"buffer": ROWS.encode("cp1252")}
    await page.get_by_label("Le fichier").set_input_files(right)  # type: ignore[arg-type]
    await page.get_by_role("button", name="Regarder le fichier").click()
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        await keeps_its_width(page)
    await page.get_by_role("button", name="Regarder les lignes").click()
    await expect(page.get_by_text("Une ligne est à corriger")).to_be_visible()
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        await keeps_its_width(page)
    async with kept_waiting(servers):
        await page.get_by_role("button", name="Faire entrer").click()
        await expect(page.get_by_text("comparées avec les personnes du réseau")).to_be_visible()
        await keeps_its_width(page)
        code = page.url.rsplit("/", 1)[1]
        async with Redis.from_url(f"{servers.redis_url}?db=5") as told:
            await told.set(f"progress:import:{code}", "3500/10000")
        await expect(page.get_by_role("status")).to_have_text("Personnes inscrites\u00a0: 3\u202f500 sur 10\u202f000.")
        assert await page.locator("progress").evaluate("bar => bar.position") == 0.35
        plain = await look_at_it_without_script(open_page, page.url)
    for one in (page, plain):  # told of the end, or asked for again: nobody presses anything
        await expect(one.get_by_text("Une personne est entrée")).to_be_visible()
    await keeps_its_width(page)
    await page.get_by_role("link", name="Voir les personnes").click()
    await expect(page.get_by_text("Ève Zola")).to_be_visible()
    await keeps_its_width(page)


async def test_mina_chooses_who_sees_her_name(open_page: Open) -> None:
    page = await open_page(width=360)
    await sign_in(page, "mina@example.org")
    await page.goto("/people/me")
    await keeps_its_width(page)
    await page.get_by_role("link", name="Qui me voit").first.click()
    await keeps_its_width(page)
    await page.get_by_label("Aussi les membres de mes communautés").first.check()
    await page.get_by_role("button", name="Enregistrer ce choix").click()
    await expect(page.get_by_role("status")).to_contain_text("Votre choix est enregistré")
    await page.goto("/communities/hedges/people")
    await expect(page.get_by_text("Mina Costa").last).to_be_visible()
    await keeps_its_width(page)
