"""A real house and a real browser: `terreau run` with the village planted, its worker, its mailbox, and Chromium.

The content security policy is in force. Whatever the browser complains of in its console, an error in a script, a
refused style, a file that is missing, fails the test. axe looks at a page when a test asks for it.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    async_playwright,
    expect,
)

from deploy.embedded import Embedded
from network.ground import machines
from tests.browser.browsers import found_or_installed
from tests.browser.stage import planted
from tests.houses import House, folder_for, standing

QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-gpu"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

Open = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
async def house(servers: Embedded, database: None) -> AsyncIterator[House]:
    """Its database is a clone of the migrated template, on the servers of this run; all else is its own."""
    keeper = await asyncpg.connect(servers.database_url())
    await keeper.execute("CREATE DATABASE browser TEMPLATE template")
    await keeper.close()
    named = {"DATABASE_URL": servers.database_url("browser"), "REDIS_URL": f"{servers.redis_url}?db=5"}
    folder = folder_for("browser")
    things = await planted(folder, **named)
    async with standing(folder, port="8200", **named) as standing_house:
        standing_house.things.update(things)
        yield standing_house
        assert await standing_house.end() == 0


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The one of this machine, for the whole run."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found_or_installed(), args=[*QUIET, *as_root])
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(house: House, chromium: Browser, pytestconfig: pytest.Config) -> AsyncIterator[Open]:
    """`page = await open_page()`: each its own visitor, with no cookie; `width=360` on a phone, `locale="en-GB"`."""
    how_all: dict[str, Any] = {"java_script_enabled": not pytestconfig.getoption("--without-javascript")}
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:  # `answered` hears
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def answered(response: Response) -> None:
        """A page may refuse, with its sentence, and be looked at; what a page is made of must be there."""
        if response.status >= (500 if response.request.is_navigation_request() else 400):
            complaints.append(f"{response.url}: {response.status}")

    async def opened(width: int = 1280, locale: str = "fr-FR", **how: bool) -> Page:
        size = {"width": width, "height": 900}
        context = await chromium.new_context(base_url=house.address, locale=locale, viewport=size, **how_all | how)  # type: ignore[arg-type]
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", heard)
        page.on("response", answered)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


async def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now: rule, element. It is a script: where there is none, it cannot look."""
    await page.wait_for_load_state()
    if not await page.evaluate("matchMedia('(scripting: enabled)').matches"):
        return []
    found = await Axe().run(page, options=RULES)
    return [f"{one['id']}: {node['html']}" for one in found.response["violations"] for node in one["nodes"]]


async def letter_to(page: Page, address: str, subject: str = "", after: int = 0) -> None:
    """Opens the newest letter to that address, as soon as one is there that came after the one of that number."""
    for _ in range(100):
        number, link = await newest_letter(page, address, subject)
        if link and number > after:
            await link.click()
            await page.wait_for_url(f"**/dev/mailbox/{number}")
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"no letter {subject!r} to {address}")


async def newest_letter(page: Page, address: str, subject: str = "") -> tuple[int, Locator | None]:
    """Its number in the mailbox and the link to it; 0 where none is."""
    await page.goto(f"/dev/mailbox?address={address}")
    found = page.locator("main .lines a", has_text=subject)
    if not await found.count():
        return 0, None
    return int(str(await found.first.get_attribute("href")).rsplit("/", 1)[1]), found.first


ways_in: dict[str, list[Any]] = {}


async def sign_in(page: Page, address: str) -> None:
    """As somebody who has come in before in this run: five letters an hour are all that anybody gets."""
    if address not in ways_in:
        await sign_in_by_letter(page, address)
        ways_in[address] = await page.context.cookies()
        return
    await page.context.add_cookies(ways_in[address])
    await page.goto("/")
    await expect(page.locator("header.top form[action='/sign-outs']")).to_be_visible()


async def sign_in_by_letter(page: Page, address: str) -> None:
    """By the link of a new letter, as a person does."""
    before, _link = await newest_letter(page, address)
    await page.goto("/sign-in-letters/new")
    await page.locator("main input[type=email]").fill(address)
    await page.locator("main form button").click()
    await page.locator("main input[name=proof]").wait_for()
    await letter_to(page, address, after=before)
    await page.locator("pre a").first.click()
    await page.locator("main form[action='/sign-ins'] button").click()
    await expect(page.locator("header.top form[action='/sign-outs']")).to_be_visible()


async def reads(page: Page) -> None:
    """As people do before they press a button: a form of strangers knows when it was shown (ground/machines.py)."""
    await page.wait_for_timeout(1000 * (machines.A_MOMENT + 1))
