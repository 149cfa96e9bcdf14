"""What a page weighs: python -m tests.benchmarks.pages

A house with the demonstration, Chromium with nothing kept, one page of each kind as whoever sees most of it. Elements of
a circle map are counted apart. Bytes are those on the wire. An x stands behind what is over the limits of a page.

HTML goes uncompressed, on purpose: a page carries the token of its forms beside words that a link may have put there, so
that the length of a compressed page would tell the token letter by letter (BREACH). A proxy before the house may
compress /static, which holds no secret.
"""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, async_playwright

from deploy.pages.notices import FIGURES
from network.ground.clock import today
from tests.browser.browsers import found_or_installed
from tests.browser.conftest import QUIET, sign_in
from tests.houses import House, folder_for, standing

BYTES, REQUESTS, ELEMENTS, OF_A_LIST = 120_000, 10, 300, 400
GARDENER, COORDINATOR = "samira.benhaddou@example.org", "nadege.rouviere@example.org"
HERE, NETWORK = "/communities/citoyennete", "/networks/occitanie"
ADMINISTRATOR = "theodora.lopes-viala@example.org"
LISTS = {
    *["/communities", "/events", "/works", "/letters", "/notes", "/search?q=eau", f"{NETWORK}/coordination"],
    *[f"{HERE}/people", f"{HERE}/circles/3", f"{HERE}/likenesses", f"{HERE}/events>/attendance"],
}
HERE_IN_NUMBERS, NETWORK_IN_NUMBERS = f"{HERE}/reports/{today().year}", f"{NETWORK}/reports/{today().year}"
EXEMPT = {HERE_IN_NUMBERS, NETWORK_IN_NUMBERS}
LAW = [
    *["/aide", "/contact", "/plan-du-site", "/accessibilite", "/mentions-legales", "/donnees-personnelles"],
    *["/ecoconception", "/rules"],
]
PAGES = {  # who: the pages; > is the first link of the list before it, ME is their own
    "": [
        *["/", "/communities", HERE, NETWORK, "/events", "/events>", "/works", "/works>", "/letters", "/letters>"],
        *["/search?q=eau", "/calendars", f"{HERE}/exports", f"{HERE}/newsletters", "/sign-in-letters/new", *LAW],
    ],
    GARDENER: [
        *["/", "/today", HERE, f"{HERE}/people", f"{HERE}/people>", f"{HERE}/people/new", f"{HERE}/circles/3"],
        *[f"{HERE}/mandates", f"{HERE}/likenesses", f"{HERE}/events", f"{HERE}/events>", f"{HERE}/events>/invitations"],
        *[f"{HERE}/events>/invitations/new", f"{HERE}/events>/attendance", f"{HERE}/events>/edit"],
        *[f"{HERE}/events/new", f"{HERE}/works/new", f"{HERE}/letters", f"{HERE}/letters/new", f"{HERE}/newsletters"],
        *[f"{HERE}/imports/new", f"{HERE}/exports", f"{HERE}/written-notes", "/calendars", "/notes", "/search?q=eau"],
        *[f"/written-notes/new?about=community&of={HERE.rpartition('/')[2]}", f"{HERE}/reports", HERE_IN_NUMBERS],
        *["/people/me", "ME/edit", "ME/data", "ME/sight", "ME/ties", "ME/address", "ME/erasure"],
    ],
    COORDINATOR: [
        *["/", "/today", NETWORK, HERE, f"{NETWORK}/coordination", f"{NETWORK}/settings", f"{NETWORK}/exports"],
        *[f"{NETWORK}/communities/new", f"{NETWORK}/mandates", f"{NETWORK}/written-notes", f"{NETWORK}/reports"],
        *[NETWORK_IN_NUMBERS, f"{HERE}/mandates/new?seat=1"],
    ],
    ADMINISTRATOR: ["/networks/new", f"{NETWORK}/mandates/new", "/imprints/new", "/audits/new", "/plan-du-site"],
}
FOUND: dict[str, dict[str, object]] = {}  # of each page, the heaviest that somebody saw
COUNT = "which => document.querySelectorAll(which).length"


async def weigh(browser: Browser, house: House, known: BrowserContext, path: str) -> tuple[int, int, int, int]:
    """Elements, those of the map, requests, bytes: in a context of its own, so that nothing is there before."""
    context = await browser.new_context(base_url=house.address, locale="fr-FR")
    await context.add_cookies(await known.cookies())  # type: ignore[arg-type]
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    await wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda one: sizes.append(int(one["encodedDataLength"])))
    if ">" in path:
        before, _sign, after = path.partition(">")
        path = await first_of(known, before) + after
    if path.startswith("ME"):
        path = (await known.request.get("/people/me")).url.removeprefix(house.address) + path[2:]
    answer = await page.goto(path, wait_until="networkidle")
    assert answer and answer.ok, (path, answer and answer.status)
    counted = await page.evaluate(COUNT, "*"), await page.evaluate(COUNT, ".circles, .circles *")
    await context.close()
    return *counted, len(sizes), sum(sizes)


async def first_of(known: BrowserContext, path: str) -> str:
    """The address of the first thing in a list."""
    page = await known.new_page()
    await page.goto(path)
    links = await page.eval_on_selector_all("main .lines a, main h3 a", "all => all.map(a => a.getAttribute('href'))")
    await page.close()
    return str(next(link for link in links if re.fullmatch(r"/[a-z]+/[a-z0-9]{10}", link)))


def marked(figure: int, most: int) -> str:
    return f"{figure:>9,}{' x' if figure > most else '  '}"


async def walk(browser: Browser, house: House, who: str) -> None:
    """Prints a line for each page of theirs."""
    known = await browser.new_context(base_url=house.address, locale="fr-FR")
    if who:
        await sign_in(await known.new_page(), who)
    for path in PAGES[who]:
        elements, of_map, requests, size = await weigh(browser, house, known, path)
        most = elements if path in EXEMPT else OF_A_LIST if path in LISTS else ELEMENTS
        print(
            f"{who.split('.')[0] or 'anybody':<10}{path:<45}{marked(elements - of_map, most)}{of_map:>5}"
            f"{marked(requests, REQUESTS)}{marked(size, BYTES)}",
            flush=True,
        )
        said = path.replace(">", "/…").replace("ME", "/people/…")
        seen = {"path": said, "bytes": size, "requests": requests, "elements": elements - of_map}
        FOUND[said] = max(seen, FOUND.get(said, seen), key=lambda one: int(str(one["bytes"])))
    await known.close()


@asynccontextmanager
async def house_and_browser() -> AsyncIterator[tuple[House, Browser]]:
    """Both gone afterwards."""
    folder = folder_for("weighed")
    shutil.rmtree(folder, ignore_errors=True)
    async with standing(folder, port="8400") as house, async_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=found_or_installed(), args=[*QUIET, *as_root])
        yield house, browser
        await browser.close()
        await house.end()
    shutil.rmtree(folder)


async def main() -> None:
    """The table."""
    async with house_and_browser() as (house, browser):
        print(f"{'who':<10}{'page':<45}{'elements':>9}  {'map':>5}{'requests':>9}  {'bytes':>9}")
        for who in PAGES:
            await walk(browser, house, who)
        measured = {"on": str(today()), "browser": f"Chromium {browser.version}", "pages": list(FOUND.values())}
        FIGURES.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
