"""Every kind of page, every way: python -m tests.browser.sweep [FOLDER FOR PICTURES]

In French by day and in English by night: axe at 320 px; nothing wider than the window at 320 px, at 1280 px magnified
twice (640 px), and at 1280 px with its letters twice as large; on paper; what Tab reaches shows that it is reached. A line
for each page, with what is wrong; elements outside the circle map, requests and bytes with an x where they are too many.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.browsers import found_or_installed
from tests.browser.conftest import QUIET, faults, sign_in
from tests.browser.kinds import Kind, is_a_page, kinds
from tests.browser.stage import planted
from tests.houses import House, folder_for, standing

WAYS: list[dict[str, Any]] = [
    {"locale": "fr-FR", "color_scheme": "light"},
    {"locale": "en-GB", "color_scheme": "dark"},
]
BYTES, REQUESTS, ELEMENTS = 120_000, 10, 400
IS_WIDER = "document.documentElement.scrollWidth > innerWidth + 1"
LARGER = "document.documentElement.style.fontSize = '200%'"
UNSEEN = """() => { const here = document.activeElement; if (!here || here === document.body) return null
  const style = getComputedStyle(here), box = here.getBoundingClientRect()
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
  return shown && box.width > 0 && box.height > 0 ? '' : here.outerHTML.slice(0, 120) }"""
COUNT = "document.querySelectorAll('*').length - document.querySelectorAll('.circles, .circles *').length"


async def wrong_with(page: Page, path: str) -> list[str]:
    """In words; empty where all is well."""
    found = []
    await page.set_viewport_size({"width": 320, "height": 900})
    await page.goto(path)
    found += await faults(page)
    for width, larger in ((320, False), (640, False), (1280, True)):
        await page.set_viewport_size({"width": width, "height": 900})
        if larger:
            await page.evaluate(LARGER)
        if await page.evaluate(IS_WIDER):
            found.append(f"wider than {width} px" + " with larger letters" * larger)
    await page.goto(path)
    for _press in range(25):
        await page.keyboard.press("Tab")
        if unseen := await page.evaluate(UNSEEN):
            found.append(f"reached, and nobody sees it: {unseen}")
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 720, "height": 1000})  # A4 less its margins
    if await page.evaluate(IS_WIDER):
        found.append("wider than the paper")
    await page.emulate_media(media="screen")
    return found


async def weight(context: BrowserContext, path: str) -> tuple[int, int, int]:
    """Elements, requests, bytes on the wire, with nothing kept from before."""
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    await wire.send("Network.enable")
    await wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda one: sizes.append(int(one["encodedDataLength"])))
    await page.goto(path, wait_until="networkidle")
    counted = int(await page.evaluate(COUNT))
    await page.close()
    return counted, len(sizes), sum(sizes)


async def pictured(page: Page, folder: Path, kind: Kind, way: str) -> None:
    """At 360 and 1280 px."""
    name = f"{(kind.who or 'anybody').split('@')[0]}{kind.path}".replace("/", "_").replace("?", "_")
    for width in (360, 1280):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.screenshot(path=folder / f"{name}.{width}.{way}.png", full_page=True)


async def walk(browser: Browser, house: House, who: str | None, folder: Path | None) -> int:
    """Prints a line for each page of theirs. How many were not whole."""
    bad = 0
    for way in WAYS:
        context = await browser.new_context(base_url=house.address, reduced_motion="reduce", **way)
        language = way["locale"][:2]
        await context.add_cookies([{"name": "language", "value": language, "url": house.address}])
        page = await context.new_page()
        if who:
            await sign_in(page, who)
            await context.add_cookies([{"name": "language", "value": language, "url": house.address}])
        for kind in kinds(house.things):
            if kind.who == who and await is_a_page(context.request, kind.path):
                found, (elements, requests, size) = await wrong_with(page, kind.path), await weight(context, kind.path)
                if folder:
                    await pictured(page, folder, kind, language)
                over = "x" if elements > ELEMENTS or requests > REQUESTS or size > BYTES else " "
                print(
                    f"{(who or 'anybody').split('@')[0]:<9}{kind.path:<50}{language} {elements:>5}{requests:>4}{size:>8}{over}",
                    *found,
                    sep="\n    ",
                    flush=True,
                )
                bad += bool(found) or over == "x"
        await context.close()
    return bad


async def sweep(house: House, things: Mapping[str, str], folder: Path | None) -> int:
    """All of them. How many were not whole."""
    house.things.update(things)
    async with async_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=found_or_installed(), args=[*QUIET, *as_root])
        everybody = [None, *dict.fromkeys(kind.who for kind in kinds(things) if kind.who)]
        bad = [await walk(browser, house, who, folder) for who in everybody]
        await browser.close()
    return sum(bad)


async def main(pictures: str = "") -> None:
    """A house of its own, gone afterwards."""
    folder = folder_for("swept")
    shutil.rmtree(folder, ignore_errors=True)
    things = await planted(folder)
    if pictures:
        Path(pictures).mkdir(parents=True, exist_ok=True)
    async with standing(folder, port="8500") as house:
        bad = await sweep(house, things, Path(pictures) if pictures else None)
        await house.end()
    shutil.rmtree(folder)
    print(f"{bad} pages are not whole." if bad else "All whole.")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
