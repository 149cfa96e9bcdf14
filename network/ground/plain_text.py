"""The plain text of a letter, drawn from its MJML: the same words and the same links, in the same order.

From the source and not from the compiled HTML, whose nested tables leave nothing of the letter's shape.
"""

import re
from collections.abc import Iterator
from textwrap import wrap

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from network.ground.words import _

WIDTH = 72
PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "mj-table"}
LINES = {"li", "tr", "br"}
ENDS = {"mj-text", "mj-button", "mj-image", "mj-table", "mj-social-element", "mj-navbar-link"}


def text_of(mjml: str) -> str:
    """What a reader without HTML sees; a link stands behind its words."""
    body = BeautifulSoup(mjml, "html.parser").find("mj-body")
    parts = [part for end in body.find_all([*ENDS, "mj-divider"]) for part in _part(end)] if body else []
    return "\n\n".join(parts) + "\n"


def _part(end: Tag) -> Iterator[str]:
    """One element of the letter as paragraphs."""
    if end.name == "mj-divider":
        yield "-" * 8
        return
    link = str(end.get("href") or "")
    said = _say(end) if end.name != "mj-image" else str(end.get("alt") or "")
    if link:
        words = re.sub(r"[ \t\r\n]+", " ", said).strip()
        said = str(_("%(words)s: %(link)s", words=words, link=link)) if words else link
    for paragraph in re.split(r"\n{2,}", said):
        if lines := [line for row in paragraph.split("\n") for line in _wrapped(row)]:
            yield "\n".join(lines)


def _say(element: Tag) -> str:
    return "".join(_word(child) for child in element.children)


def _word(child: PageElement) -> str:
    if isinstance(child, PreformattedString):  # a comment, a declaration
        return ""
    if isinstance(child, NavigableString):
        return re.sub(r"[ \t\r\n]+", " ", child)  # blanks of the source; those of French typography stay
    assert isinstance(child, Tag)
    said = _say(child)
    link = str(child.get("href") or "").removeprefix("mailto:") if child.name == "a" else ""
    if link and link != said.strip():
        return f"{said.strip()} <{link}>"
    if child.name == "img":
        return str(child.get("alt") or "")
    if child.name in ("td", "th"):
        return f"{said.strip()}  "
    if child.name in LINES:
        return f"\n{'- ' if child.name == 'li' else ''}{said.strip()}"
    return f"\n\n{said}\n\n" if child.name in PARAGRAPHS else said


def _wrapped(row: str) -> list[str]:
    """At blanks only: a link is never cut."""
    row = re.sub(r"^ +| +$", "", row)
    indent = "  " if row.startswith("- ") else ""
    return wrap(row, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
