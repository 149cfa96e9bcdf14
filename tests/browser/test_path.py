"""The whole path, by hand: everything is entered once, and travels to the next.

A gardener comes in by letter, sees the circles, brings actors in from a spreadsheet, plans a day, shelves a document, and
writes with the other gardener a letter that announces both; a reader subscribes, registers from the letter, leaves it;
the gardener ticks who came; the coordinator opens the report.
"""

import asyncpg
from playwright.async_api import FilePayload, Page, expect

from deploy.embedded import Embedded
from tests.browser.conftest import Open, faults, letter_to, reads, sign_in, sign_in_by_letter
from tests.library.papers import pdf

ACTORS = "Nom;Prénom;Courriel;Organisme;Collège;Cercle\nÉcuyer;Sacha;sacha@example.org;Ferme des Trois Mares;société civile;2\nPons;Inès;ines@example.org;Mairie de Lourde;élus;\n"
DAY, WORK, SUBJECT = "Planter cent mètres de haie", "Choisir ses plants", "Cent mètres, et comment choisir"


async def clean(page: Page) -> None:
    """Nothing for axe, nothing wider than the screen, at both widths."""
    await page.wait_for_load_state()
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
    assert await faults(page) == [], page.url


async def said(page: Page, words: str) -> None:
    await expect(page.locator(".note[role=status]")).to_contain_text(words)


async def link_in_letter(page: Page, words: str) -> str:
    link = page.frame_locator("iframe").first.locator("a", has_text=words).first
    return await link.get_attribute("href") or ""


async def test_the_path_from_the_sign_in_letter_to_the_report(open_page: Open, servers: Embedded) -> None:
    rita, hugo, noor, cora = await open_page(), await open_page(), await open_page(width=360), await open_page()

    await sign_in_by_letter(rita, "rita@example.org")
    await rita.goto("/communities/hedges")
    await expect(rita.locator("svg[role=img]").first).to_be_visible()
    await clean(rita)

    await rita.goto("/communities/hedges/imports/new")
    table = FilePayload(name="acteurs.csv", mimeType="text/csv", buffer=ACTORS.encode("cp1252"))
    await rita.set_input_files("#file", files=[table])
    await rita.get_by_role("button", name="Regarder le fichier").click()
    await rita.get_by_role("button", name="Regarder les lignes").click()
    await rita.get_by_role("button", name="Faire entrer").click()
    for _ in range(50):
        if await rita.get_by_text("2 personnes sont entrées").count():
            break
        await rita.wait_for_timeout(200)
        await rita.reload()
    await rita.goto("/communities/hedges/people?words=écuyer")
    await expect(rita.get_by_role("link", name="Sacha Écuyer")).to_be_visible()

    await rita.goto("/communities/hedges/events/new")
    await rita.fill("#title", DAY)
    await rita.fill("#on", await rita.evaluate("new Date(Date.now() + 864e6).toISOString().slice(0, 10)"))
    await rita.fill("#place_name", "Ferme des Trois Mares")
    await rita.fill("#summary", "Chacun apporte ses gants.")
    await rita.fill("#capacity", "12")
    await rita.get_by_label("tout le monde").check()
    await rita.get_by_role("button", name="Prévoir la rencontre").click()
    await rita.get_by_role("button", name="Publier").click()
    await said(rita, "")
    await clean(rita)
    day = rita.url.rsplit("/", 1)[1]

    await rita.goto("/communities/hedges/works/new")
    paper = FilePayload(name="plants.pdf", mimeType="application/pdf", buffer=pdf("Choisir", "le cornouiller sanguin"))
    await rita.set_input_files("#file", files=[paper])
    await rita.fill("#title", WORK)
    await rita.select_option("#type", "guide")
    await rita.get_by_label("tout le monde").check()
    await rita.get_by_role("button", name="Déposer dans la bibliothèque").click()
    await said(rita, "La ressource est dans la bibliothèque")

    await noor.goto("/newsletters/hedgespubl")
    await noor.fill("main input[name=name]", "Noor Haddad")
    await noor.fill("main input[name=address]", "noor@example.org")
    await reads(noor)
    await noor.locator("main form button").click()
    await letter_to(noor, "noor@example.org")
    await noor.goto(await link_in_letter(noor, "Confirmer"))
    await noor.locator("main form button").click()
    await said(noor, "confirmé")

    await rita.goto("/communities/hedges/letters/new")
    await rita.fill("#subject", SUBJECT)
    await rita.locator("main form button").click()
    path = rita.url.partition("#")[0]
    preview = rita.frame_locator("iframe")
    await expect(preview.get_by_text(DAY).first).to_be_visible()  # nobody has typed them again
    await expect(preview.get_by_text(WORK).first).to_be_visible()
    await rita.locator("textarea").first.fill("Bonjour,\n\nNous plantons bientôt.")
    await clean(rita)
    await rita.locator("button[value=agreement]").click()
    await rita.locator("main form.card button").click()
    await rita.wait_for_url(path)
    await sign_in(hugo, "hugo@example.org")
    await letter_to(hugo, "hugo@example.org", SUBJECT)
    await hugo.goto(await link_in_letter(hugo, "La lire"))
    await hugo.locator("button[value=agree]").click()
    await said(hugo, "La lettre peut partir")
    await rita.goto(path)
    await rita.locator("button[value=send]").click()
    await rita.locator("form[action='/sends'] button").click()

    await letter_to(noor, "noor@example.org", SUBJECT)
    leave = await link_in_letter(noor, "Se désabonner")
    await noor.goto(await link_in_letter(noor, DAY))
    await clean(noor)
    await noor.get_by_role("link", name="Je viens").click()
    for field, value in (("given_name", "Noor"), ("family_name", "Haddad"), ("address", "noor@example.org")):
        await noor.fill(f"#{field}", value)
    await reads(noor)
    await noor.locator("main form button.button").click()
    await letter_to(noor, "noor@example.org", DAY)
    await noor.goto(await link_in_letter(noor, "Confirmer"))
    await noor.locator("main form button.button").first.click()
    await said(noor, "")
    await clean(noor)
    calendar = await noor.request.get(f"/events/{day}.ics")
    assert DAY in (await calendar.text()).replace("\r\n ", "")
    await noor.goto(leave)
    await noor.locator("main form button").click()
    await expect(noor.locator("h1")).to_have_text("Votre abonnement est terminé")

    await rita.goto(f"/events/{day}/attendance")
    await expect(rita.get_by_text("Haddad Noor")).to_be_visible()
    await the_day_comes(servers, day)
    await rita.reload()
    await rita.get_by_label("Haddad Noor").check()
    await rita.get_by_role("button", name="Enregistrer les présences").click()
    await said(rita, "")
    await clean(rita)

    await sign_in(cora, "cora@example.org")
    await cora.goto("/reports")
    await cora.locator('a[href^="/communities/hedges/reports/"]').first.click()
    await expect(cora.locator("h1")).to_be_visible()
    for travelled in ("Haies et bocages", DAY, WORK, SUBJECT):
        await expect(cora.locator("main")).to_contain_text(travelled)
    await clean(cora)
    await cora.get_by_role("button", name="English").click()
    await expect(cora.locator("html")).to_have_attribute("lang", "en")
    await expect(cora.locator("main")).to_contain_text("activity report")
    await expect(cora.locator("main")).to_contain_text(DAY)


async def the_day_comes(servers: Embedded, code: str) -> None:
    """Ten days later, when it is just over."""
    keeper = await asyncpg.connect(servers.database_url("browser"))
    await keeper.execute(
        "UPDATE events_event SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 minute' WHERE code = $1",
        code,
    )
    await keeper.close()
