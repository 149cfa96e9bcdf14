"""The text of a letter: what animators type in a small Markdown, as HTML that holds no surprise.

Markdown first, with HTML switched off, then a sieve that lets through what a letter needs: paragraphs, headings, lists,
quotations, strong and emphasised words, links. Of an image its description stays: it would be fetched from a stranger,
who then knows who reads. An address that is simply written down is a link as well, and one without its beginning
(www.…, a path of ours, an address to write to) gets it: a mail reader knows no page that it could be meant from.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape

from network.ground.settings import settings

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "hr"}
LINKS = {"http", "https", "mailto", "tel"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}  # the subject is the letter's h1

_written = re.compile(r"(?<![\w@/.-])(?:https?://|www\.(?=\w))[^\s<>«»“”\"]+", re.IGNORECASE)
_scheme = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_mailbox = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_site = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(?=[/?#]|$)", re.IGNORECASE)


def html_of(words: str) -> str:
    """Safe to stand in a letter and in a page."""
    made = _markdown().renderer.render(tokens_of(words), _markdown().options, {})
    return nh3.clean(made, tags=TAGS, attributes={"a": {"href"}}, url_schemes=LINKS, link_rel=None).strip()


def tokens_of(words: str) -> list[Token]:
    """What was typed, in its parts, with headings and links as a letter has them."""
    tokens = _markdown().parse(words)
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
        if token.children:
            token.children = [*_with_links(token.children)]
    return tokens


def start_of(words: str, most: int = 60) -> str:
    """The first words, to know a text by."""
    plain = " ".join(unescape(nh3.clean(html_of(words), tags=set())).split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + "…"


def _with_links(parts: list[Token]) -> Iterator[Token]:
    depth = 0
    for part in parts:
        depth += {"link_open": 1, "link_close": -1}.get(part.type, 0)
        if part.type == "link_open":
            part.attrSet("href", _whole(str(part.attrGet("href") or "")))
        if part.type == "text" and not depth:
            yield from _linked(part.content)
        else:
            yield part


def _linked(text: str) -> Iterator[Token]:
    """Addresses that are simply written down; the point or bracket after one is the sentence's."""
    end = 0
    for found in _written.finditer(text):
        address = found[0].rstrip(".,;:!?…'’*_")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?…'’*_")
        yield Token("text", "", 0, content=text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": _markdown().normalizeLink(_whole(address))})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        end = found.start() + len(address)
    yield Token("text", "", 0, content=text[end:])


def _whole(address: str) -> str:
    """An address as a mail reader needs it."""
    if address.startswith("//"):
        return f"https:{address}"
    if address.startswith("/"):
        return settings().address + address
    if _mailbox.fullmatch(address):
        return f"mailto:{address}"
    return f"https://{address}" if not _scheme.match(address) and _site.match(address) else address


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.add_render_rule("image", lambda self, tokens, index, *_: str(escape(tokens[index].content)))
    return reader
