"""Words of the other language on a page: English ones where French was asked for, French ones where English was.

What people wrote stays in their language; so an English page is held against our own French sentences, and a French one
against our English sentences and the small words without which no English sentence stands.
"""

import re
from functools import cache

from babel.messages.pofile import read_po
from playwright.async_api import Page

from deploy.catalogues import HERE, catalogue_of
from deploy.house import HOUSE

TEXTS = """() => { const said = [], whole = document.documentElement.lang
  const ours = one => one.closest('[lang]').lang === whole && !one.closest('script, style, textarea, pre, code, svg:not([role])')
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) { const one = walk.currentNode; if (one.textContent.trim() && ours(one.parentElement)) said.push(one.textContent) }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) if (ours(one))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (one.getAttribute(name)) said.push(one.getAttribute(name))
  return [document.title.replace(' — Terreau', ''), ...said].map(one => one.replace(/\\s+/g, ' ').trim()) }"""
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|this|that|with|you|your|who|from|for|has|have|not|it|by|to|at)\b", re.IGNORECASE
)
GAP = re.compile(r"%\(\w+\)s|%%")


@cache
def sentences(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Ours in that language that read otherwise in the other one: the whole ones, and those with gaps."""
    pairs: set[tuple[str, str]] = set()
    for floor in (*(domain.folder for domain in HOUSE.domains), HERE / "deploy"):
        with catalogue_of(floor).open("rb") as file:
            for message in read_po(file):
                english, french = (one if isinstance(one, tuple) else (one,) for one in (message.id, message.string))
                pairs |= {(str(e), str(f)) for e in english for f in french}
    said = [{plain(pair[side]) for pair in pairs} for side in (0, 1)]
    mine, other = (said[1], said[0]) if language == "fr" else (said[0], said[1])
    only = {one for one in mine - other if len(re.findall(r"\w", GAP.sub("", one))) > 3}
    gapped = [GAP.sub("\x00", one) for one in only if GAP.search(one) and len(GAP.sub("", one)) > 11]
    return frozenset(only), re.compile("|".join(re.escape(one).replace("\x00", ".+") for one in gapped))


def plain(text: object) -> str:
    """One line, with the spaces of a typewriter."""
    return re.sub(r"\s+", " ", str(text)).strip()


def is_foreign(text: str, language: str) -> bool:
    """Whether one of our sentences stands there in the other language."""
    whole, gapped = sentences("en" if language == "fr" else "fr")
    text = plain(text)
    is_other = text in whole or gapped.fullmatch(text) is not None
    return is_other or language == "fr" and len(ENGLISH.findall(text)) > 1


async def foreign(page: Page, language: str) -> list[str]:
    """The words of the other language that stand on this page."""
    return [f"in the other language: {said}" for said in await page.evaluate(TEXTS) if is_foreign(said, language)]
