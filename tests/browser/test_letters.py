"""A letter from its first line to its reader, by hand: subscribed, written, agreed to, sent, left and taken up again."""

from playwright.async_api import Page, expect

from tests.browser.conftest import Open, faults, letter_to, reads, sign_in


async def clean(page: Page) -> None:
    """Nothing for axe, nothing wider than the screen."""
    assert await faults(page) == [], page.url
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


async def link_in_letter(page: Page, words: str) -> str:
    link = page.frame_locator("iframe").first.locator("a", has_text=words).first
    return await link.get_attribute("href") or ""


async def test_lea_subscribes_the_pair_writes_and_she_reads(open_page: Open) -> None:
    lea, hugo, rita = await open_page(width=360), await open_page(), await open_page()
    await sign_in(hugo, "hugo@example.org")
    await sign_in(rita, "rita@example.org")

    await lea.goto("/newsletters/hedgespubl")
    await lea.locator("main input[name=name]").fill("Léa Martin")
    await lea.locator("main input[name=address]").fill("lea@example.org")
    await clean(lea)
    await reads(lea)
    await lea.locator("main form button").click()
    await expect(lea.locator("h1")).to_have_text("Regardez votre courrier")
    await letter_to(lea, "lea@example.org")
    await lea.goto(await link_in_letter(lea, "Confirmer"))
    await clean(lea)
    await lea.locator("main form button").click()
    await expect(lea.locator(".note[role=status]")).to_contain_text("confirmé")

    await rita.goto("/communities/hedges/letters/new")
    await rita.locator("#subject").fill("Nourrir les haies, et la suite")
    await rita.locator("main form button").click()
    await rita.locator("textarea").first.fill("Bonjour,\n\nVoici **la suite**.")
    await rita.locator("button[value=add]").click()
    await expect(rita.locator("textarea")).to_have_count(2)
    await expect(rita.locator("textarea").first).to_have_value("Bonjour,\n\nVoici **la suite**.")
    await expect(rita.frame_locator("iframe").locator("strong", has_text="la suite")).to_be_visible()
    await clean(rita)
    path = rita.url.partition("#")[0]
    await rita.set_viewport_size({"width": 360, "height": 900})
    await clean(rita)
    await rita.locator("button[value=agreement]").click()
    await clean(rita)
    await rita.locator("main form.card button").click()
    await rita.wait_for_url(path)

    await letter_to(hugo, "hugo@example.org", "Votre accord")
    await hugo.goto(await link_in_letter(hugo, "La lire"))
    await clean(hugo)
    await hugo.locator("button[value=agree]").click()
    await expect(hugo.locator(".note[role=status]")).to_contain_text("La lettre peut partir")

    await rita.goto(path)
    await rita.locator("button[value=send]").click()
    await expect(rita.locator("main")).to_contain_text("avec l’accord du binôme")
    await clean(rita)
    await rita.locator("form[action='/sends'] button").click()
    await clean(rita)

    await letter_to(lea, "lea@example.org", "Nourrir")
    await lea.goto(await link_in_letter(lea, "Se désabonner"))
    await clean(lea)
    await lea.locator("main form button").click()
    await expect(lea.locator("h1")).to_have_text("Votre abonnement est terminé")
    await clean(lea)
    await lea.locator("main form button").click()
    await expect(lea.locator(".note[role=status]")).to_have_text("Votre abonnement a repris.")
