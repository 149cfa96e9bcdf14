"""Forms as they come back: each form of each page sent with nothing in it, then with absurd answers; and the pages that
refuse. What was typed is there still, each fault is named on top and leads to its field, and the page is whole."""

from contextlib import suppress
from typing import Any

from playwright.async_api import Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeout

from tests.browser.findings import wrong_with_this

FILLED = "main form[method=post]:has(:is(input:not([type=hidden]), select, textarea))"
SEND = """([at, which, fill]) => { const form = document.querySelectorAll(at)[which], isOurs = one => one.type !== 'hidden'
  form.noValidate = true
  for (const one of [...form.elements].filter(isOurs)) {
    if (['checkbox', 'radio'].includes(one.type)) one.checked = false
    else if (one.type === 'file') continue
    else if (one.tagName === 'SELECT') { if (fill) { one.options[0].value = fill.choice }; one.selectedIndex = 0 }
    else if (['INPUT', 'TEXTAREA'].includes(one.tagName)) {
      if (one.type !== 'submit') { const said = one.inputMode === 'numeric' || one.type === 'number' ? 'number' : one.type
        one.type !== 'textarea' && one.setAttribute('type', 'text'); one.removeAttribute('maxlength')
        one.value = fill ? fill[said] ?? fill.text : '' } } }
  const press = [...form.querySelectorAll('button')].pop(), word = press?.name && press.value
  if (word) { const said = document.createElement('input'); said.type = 'hidden'; said.name = press.name; said.value = word; form.append(said) }
  HTMLFormElement.prototype.submit.call(form) }"""
ABSURD = {
    "text": "<b>\u202e " + "Anticonstitutionnellement" * 900,
    "number": "-99999999999999999999",
    "date": "31/02/20266",
    "time": "25:61",
    "email": "pas une@adresse@",
    "choice": "'); DROP TABLE",
}
TAKEN_UP = """() => { const sum = document.querySelector('main .note.fault[role=alert]'), found = []
  if (!sum) return ['no summary of its faults']
  if (document.activeElement !== sum) found.push('the page does not begin at its faults')
  const marked = document.querySelectorAll('[aria-invalid=true]')
  if (sum.querySelector('a') && !marked.length) found.push('no field is marked')
  for (const link of sum.querySelectorAll('a')) { const field = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) found.push(`leads nowhere: ${link.outerHTML}`)
    else if (!link.querySelector('b')) found.push(`names no field: ${link.outerHTML}`) }
  for (const one of marked) { const why = (one.getAttribute('aria-describedby') || '').split(' ').map(id => document.getElementById(id))
    if (!why.some(said => said?.classList.contains('why'))) found.push(`its fault is not said beside it: ${one.outerHTML.slice(0, 90)}`) }
  return found }"""
LOST = """fill => { const asked = [...document.querySelectorAll('main form[method=post] :is(input, textarea)')].filter(one =>
    ['text', 'textarea', 'email', 'tel'].includes(one.type)), said = Object.values(fill)
  return asked.length && !asked.some(one => one.value && said.some(word => word.startsWith(one.value.slice(0, 20)))) }"""


async def send(page: Page, path: str, which: int, fill: dict[str, str] | None) -> Response | None:
    """The answer to one form of that page."""
    await page.goto(path)
    async with page.expect_navigation() as going:
        await page.evaluate(SEND, [FILLED, which, fill])
    return await going.value


async def forms_of(page: Page, path: str) -> int:
    """How many forms with something to fill in it has."""
    answer = await page.goto(path)
    return await page.locator(FILLED).count() if answer and answer.ok else 0


async def wrong_after(page: Page, answer: Response | None, fill: dict[str, str] | None, language: str) -> list[str]:
    """In words; what was done instead of refused is well too."""
    if answer is None or answer.status >= 500:
        return [f"answered {answer and answer.status}"]
    if answer.status != 422:
        return []
    with suppress(PlaywrightTimeout):  # the focus comes with the first drawing, a moment after the page
        await page.wait_for_function("document.activeElement !== document.body", timeout=1000)
    found: list[str] = await page.evaluate(TAKEN_UP)
    if fill and await page.evaluate(LOST, fill):
        found.append("what was typed is lost")
    return found + await wrong_with_this(page, language)


Outcome = tuple[str, str, list[str]]


async def outcomes(page: Page, paths: list[str], language: str) -> list[Outcome]:
    """Of each form of each page, sent empty and absurd: where, what it answered, what was wrong."""
    said: list[Outcome] = []
    ways: list[tuple[str, Any]] = [("empty", None), ("absurd", ABSURD)]
    for path in paths:
        for which in range(await forms_of(page, path)):
            for way, fill in ways:
                if which >= await forms_of(page, path):
                    continue
                answer = await send(page, path, which, fill)
                found = await wrong_after(page, answer, fill, language)
                said.append((f"{path} [{which + 1}] {way}", str(answer and answer.status), found))
    return said
