"""Every kind of page, every way: python -m tests.browser.sweep [FOLDER FOR PICTURES] [village|empty|full|forms ...]

In French by day and in English by night: what findings.py looks for. A line for each page with what is wrong; elements
outside the circle map, requests and bytes with an x where they are too many (a list may have more, a report what it
has to say). In three houses: the village, one just opened, one where all is many and long; then each form sent empty and
absurd, and the pages that refuse.
"""

import asyncio
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from network.ground.settings import data_folder
from tests.browser.browsers import found_or_installed
from tests.browser.conftest import QUIET, sign_in, ways_in
from tests.browser.faulty import outcomes
from tests.browser.findings import wrong_with
from tests.browser.kinds import Kind, is_a_page, kinds
from tests.browser.refusals import refused
from tests.browser.stage import planted
from tests.houses import House, standing

WAYS: list[dict[str, Any]] = [
    {"locale": "fr-FR", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark"},
]
PARTS = ("village", "empty", "full", "forms")
BYTES, REQUESTS, AT_ONCE = 120_000, 10, 3
COUNT = """[document.querySelectorAll('*').length, document.querySelectorAll('.circles, .circles *').length]"""


async def weight(context: BrowserContext, path: str) -> tuple[int, int, int, int]:
    """Elements, those of the map, requests, bytes on the wire, with nothing kept from before."""
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    await wire.send("Network.enable")
    await wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda one: sizes.append(int(one["encodedDataLength"])))
    await page.goto(path, wait_until="networkidle")
    whole, of_map = await page.evaluate(COUNT)
    await page.close()
    return whole - of_map, of_map, len(sizes), sum(sizes)


async def pictured(page: Page, folder: Path, kind: Kind, way: str) -> None:
    """At 360 and 1280 px."""
    name = f"{called(kind.who)}{kind.path}".replace("/", "_").replace("?", "_")
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.screenshot(path=folder / f"{name}.{width}.{way}.png", full_page=True)


def called(who: str | None) -> str:
    return (who or "anybody").split("@")[0]


def mine(house: House, who: str | None) -> Iterator[Kind]:
    return (kind for kind in kinds(house.things) if kind.who == who)


def everybody(house: House) -> list[str | None]:
    return list({None: None} | {kind.who: None for kind in kinds(house.things)})


async def opened(browser: Browser, house: House, who: str | None, way: dict[str, Any]) -> Page:
    """Signed in, in that language."""
    context = await browser.new_context(base_url=house.address, reduced_motion="reduce", **way)
    page = await context.new_page()
    if who:
        await sign_in(page, who)
    await page.goto("/")
    if await page.locator("html").get_attribute("lang") != way["locale"][:2]:
        await page.locator(f"footer button[value={way['locale'][:2]}]").click()
    return page


async def differs_without_scripts(plain: Page, page: Page, path: str) -> list[str]:
    """What is read without JavaScript, against what is read with it."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.goto(path)
    await plain.goto(path)
    said = [(await one.locator("main").inner_text()).strip() for one in (page, plain)]
    return [] if said[0] == said[1] else ["says something else without JavaScript"]


async def walk(browser: Browser, house: House, who: str | None, folder: Path | None) -> Counter[str]:
    """Prints a line for each page of theirs."""
    told: Counter[str] = Counter()
    for way in WAYS:
        page, language = await opened(browser, house, who, way), way["locale"][:2]
        titles: dict[str, str] = {}
        plain = await (
            await browser.new_context(
                base_url=house.address,
                java_script_enabled=False,
                storage_state=await page.context.storage_state(),
                **way,
            )
        ).new_page()
        for kind in mine(house, who):
            if not await is_a_page(page.context.request, kind.path):
                continue
            found = await wrong_with(page, kind.path, language, by_keys=way is WAYS[0])
            told["the same title as another"] += is_told_twice(titles, await page.title(), kind.path, found)
            found += await differs_without_scripts(plain, page, kind.path)
            elements, of_map, requests, size = await weight(page.context, kind.path)
            if folder:
                await pictured(page, folder, kind, language)
            is_over = elements > (kind.most or elements) or requests > REQUESTS or size > BYTES
            figures = f"{elements:>5}{f'+{of_map}' if of_map else '':<6}/{kind.most or '-':<4}{requests:>3}{size:>8}"
            line = f"{called(who):<9}{kind.path:<54} {language} {figures}{'x' * is_over}"
            print(line, *found, sep="\n    ", flush=True)
            told["pages"] += 1
            told["not whole"] += bool(found) or is_over
        await page.context.close()
        await plain.context.close()
    return told


def is_told_twice(titles: dict[str, str], title: str, path: str, found: list[str]) -> bool:
    """Two pages that are not one page with another question after it have each their own title."""
    other = titles.setdefault(title, path)
    if is_twice := other.partition("?")[0] != path.partition("?")[0]:
        found.append(f"called {title!r}, as is {other}")
    return is_twice


async def try_forms(browser: Browser, house: House, who: str | None, _folder: Path | None) -> Counter[str]:
    """Prints a line for each form of theirs that came back otherwise than it should; and what refuses."""
    told: Counter[str] = Counter()
    for way in WAYS:
        page, language = await opened(browser, house, who, way), way["locale"][:2]
        paths = [kind.path for kind in mine(house, who) if await is_a_page(page.context.request, kind.path)]
        results = await outcomes(page, paths, language) + await refused(page, who, language)
        for where, answered, found in results:
            print(f"{called(who):<9}{where:<70} {language} {answered}", *found, sep="\n    ", flush=True)
            told["pages"] += 1
            told[f"answered {answered}"] += 1
            told["not whole"] += bool(found)
        await page.context.close()
    return told


async def sweep(stage: str, folder: Path | None) -> Counter[str]:
    """In a house of its own, gone afterwards. Some walk at once; forms are sent by one after the other, for they act."""
    ground = data_folder() / f"swept-{stage}"
    shutil.rmtree(ground, ignore_errors=True)
    ways_in.clear()
    things = await planted(ground, "village" if stage == "forms" else stage)
    act, gate = (try_forms, asyncio.Semaphore(1)) if stage == "forms" else (walk, asyncio.Semaphore(AT_ONCE))
    told: Counter[str] = Counter()
    async with standing(ground, port="8500") as house, async_playwright() as playwright:
        house.things.update(things)
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=found_or_installed(), args=[*QUIET, *as_root])

        async def one(who: str | None) -> None:
            async with gate:
                told.update(await act(browser, house, who, folder))

        await asyncio.gather(*map(one, everybody(house)))
        await browser.close()
        await house.end()
    shutil.rmtree(ground)
    print(f"{stage}: {', '.join(f'{count} {what}' for what, count in sorted(told.items()))}", flush=True)
    return told


async def main(*said: str) -> None:
    """All parts, or those that are named."""
    folders = [Path(one) for one in said if one not in PARTS]
    for stage in [one for one in PARTS if one in said] or PARTS:
        folder = folders[0] / stage if folders else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        await sweep(stage, folder)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
