"""What is wrong with a page, in words: each function looks for one sort of thing, and finds nothing where all is well."""

from typing import Any

from playwright.async_api import Page

from tests.browser.conftest import faults
from tests.browser.tongues import foreign

MOST_STOPS = 700  # of Tab, on one page
IS_WIDER = "document.documentElement.scrollWidth > innerWidth + 1"
LARGER = "document.documentElement.style.fontSize = '200%'"
HERE = """() => { const here = document.activeElement; if (!here || here === document.body) return null
  if (here.tagName === 'IFRAME') { here.dataset.reached = '1'; return ['', true, true] } // a page of its own, which shows it itself
  const style = getComputedStyle(here), box = here.getBoundingClientRect(), shown =
    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2)
  const isInSight = box.bottom > 0 && box.top < innerHeight && box.width > 0
  const isCovered = over && !here.contains(over) && !over.contains(here) && !here.closest('label')?.contains(over)
  here.dataset.reached = '1'
  return [here.outerHTML.slice(0, 120), shown, isInSight && !isCovered] }"""
LOW = "[...document.querySelectorAll('.sheet tr')].some(one => one.getBoundingClientRect().height < 24)"
UNREACHED = """() => { const may = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const isSeen = one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0
  const isOfGroup = one => one.type === 'radio' &&
    [...document.querySelectorAll('[data-reached]')].some(other => other.name === one.name && other.form === one.form)
  return [...document.querySelectorAll(may)].filter(one => isSeen(one) && !one.dataset.reached && !isOfGroup(one))
    .map(one => one.outerHTML.slice(0, 120)) }"""
DISORDER = """() => { const found = [], heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const ones = heads.filter(one => one.tagName === 'H1').length
  if (ones !== 1) found.push(`${ones} h1`)
  heads.reduce((before, one) => { const level = +one.tagName[1]
    if (level > before + 1) found.push(`h${before}, then ${one.outerHTML.slice(0, 80)}`)
    return level }, 0)
  for (const one of heads) if (!one.textContent.trim()) found.push(`an empty ${one.tagName}`)
  if (document.querySelector('[tabindex]:not([tabindex="0"], [tabindex="-1"])')) found.push('an order of its own for Tab')
  if (document.querySelector('[style], [onclick], [onchange], [onsubmit]')) found.push('a style or a script in a tag')
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id), twice = ids.filter((id, at) => ids.indexOf(id) < at)
  if (twice.length) found.push(`twice the same id: ${twice}`)
  for (const one of document.querySelectorAll('main button, main a.button'))
    if (one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel)) found.push(`no word: ${one.outerHTML}`)
  for (const one of document.querySelectorAll('button, input:not([readonly]), select, textarea'))
    if (!one.form) found.push(`belongs to no form: ${one.outerHTML.slice(0, 90)}`)
  if (document.querySelector('main [hidden]:not(form[method=post]), main [type=button], noscript')) found.push('something waits for a script')
  return found }"""


async def too_wide(page: Page) -> list[str]:
    """At 1280 px magnified twice (640 px), at 1280 px with letters twice as large, on paper."""
    found = []
    for width, larger in ((640, False), (1280, True)):
        await page.set_viewport_size({"width": width, "height": 900})
        if larger:
            await page.evaluate(LARGER)
        if await page.evaluate(IS_WIDER):
            found.append(f"wider than {width} px" + " with larger letters" * larger)
    await page.reload()
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 720, "height": 1000})  # A4 less its margins
    if await page.evaluate(IS_WIDER):
        found.append("wider than the paper")
    if await page.evaluate(LOW):
        found.append("lines of a sheet too low to write on")
    await page.emulate_media(media="screen")
    return found


async def where_it_is(page: Page) -> Any:
    """Out of a frame that is a process of its own the focus comes a moment later."""
    at = await page.evaluate(HERE)
    if at is None:
        await page.wait_for_timeout(200)
        at = await page.evaluate(HERE)
    return at


async def keyless(page: Page) -> list[str]:
    """Tab from the top to the end of the page: it begins with the way past the menu, which works; it shows where it is;
    it passes everything that can be acted on, and comes out again."""
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.reload()
    if is_led := await page.evaluate(
        "document.activeElement !== document.body"
    ):  # a page of faults begins at its faults
        await page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
        await page.evaluate(
            "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
        )
    found = []
    for stop in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        if (at := await where_it_is(page)) is None:
            break
        html, is_shown, is_in_sight = at
        if stop == 0 and 'class="skip"' not in html and not is_led:
            found.append(f"Tab begins at {html}")
        if not is_shown:
            found.append(f"reached, and nobody sees it: {html}")
        if not is_in_sight:
            found.append(f"reached, and out of sight or covered: {html}")
    else:
        found.append("Tab does not come out of the page")
    found += [f"not reached: {html}" for html in await page.evaluate(UNREACHED)]
    await page.locator("a.skip").focus()
    await page.keyboard.press("Enter")
    if not await page.evaluate("document.activeElement.id === 'main'"):
        found.append("the way past the menu leads nowhere")
    return found


async def disorder(page: Page, language: str) -> list[str]:
    """Headings, names, title; its language, and words of the other one."""
    found: list[str] = await page.evaluate(DISORDER)
    if await page.locator("html").get_attribute("lang") != language:
        found.append("not in the language that was asked for")
    title, _sign, house = (await page.title()).rpartition(" — ")
    if not title.strip() or house != "Terreau":
        found.append(f"its title: {await page.title()!r}")
    return found + await foreign(page, language)


async def wrong_with_this(page: Page, language: str) -> list[str]:
    """The page as it stands, which may be the answer to a form: on the narrowest phone."""
    await page.set_viewport_size({"width": 320, "height": 900})
    found = await faults(page) + await disorder(page, language)
    return found + (["wider than 320 px"] if await page.evaluate(IS_WIDER) else [])


async def wrong_with(page: Page, path: str, language: str, by_keys: bool = True) -> list[str]:
    """All of it."""
    await page.goto(path)
    found = await wrong_with_this(page, language) + await too_wide(page)
    return found + (await keyless(page) if by_keys else [])
