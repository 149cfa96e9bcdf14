"""The pages that refuse: each is whole, says in a sentence what is so, and leads on."""

from playwright.async_api import Page

from tests.browser.faulty import Outcome
from tests.browser.findings import wrong_with_this

CLOSED = {  # whoever asks: the page, and what it answers
    None: [
        ("/nowhere", 404),
        ("/communities/jury", 404),
        ("/today", 401),
        ("/settlements", 405),
        ("/subscriptions/abcdefghij/token", 400),
        ("/bookings/aminbooked/token", 404),
        ("/events/%00", 404),
        ("/people/me", 401),
    ],
    "zoe@example.org": [("/today", 403), ("/settlements", 405), ("/networks/new", 403), ("/nowhere", 404)],
    "hugo@example.org": [("/networks/new", 403), ("/nowhere", 404), ("/sends", 405)],
}


async def refused(page: Page, who: str | None, language: str) -> list[Outcome]:
    """Where, what it answered, what is wrong with it."""
    said: list[Outcome] = []
    for path, expected in CLOSED.get(who, []):
        answer = await page.goto(path)
        status = answer.status if answer else 0
        found = await wrong_with_this(page, language)
        if status != expected:
            found.append(f"answered {status}, not {expected}")
        if not await page.locator("main a").count():
            found.append("leads nowhere")
        said.append((path, str(status), found))
    return said
