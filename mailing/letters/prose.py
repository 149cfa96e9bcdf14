"""The text of a letter: what animators type in a small Markdown, as HTML that holds no surprise.

Markdown first, with HTML switched off, then a sieve that lets through what a letter needs: paragraphs, headings, lists,
quotations, strong and emphasised words, links. Of an image its description stays: it would be fetched from a stranger,
who then knows who reads.
"""

from functools import cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markupsafe import escape

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "hr"}
LINKS = {"http", "https", "mailto", "tel"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}  # the subject is the letter's h1


def html_of(words: str) -> str:
    """Safe to stand in a letter and in a page."""
    tokens = _markdown().parse(words)
    for token in tokens:
        if token.tag in HEADINGS:
            token.tag = HEADINGS[token.tag]
    made = _markdown().renderer.render(tokens, _markdown().options, {})
    return nh3.clean(made, tags=TAGS, attributes={"a": {"href"}}, url_schemes=LINKS, link_rel=None).strip()


def start_of(words: str, most: int = 60) -> str:
    """The first words, to know a text by."""
    plain = " ".join(unescape(nh3.clean(html_of(words), tags=set())).split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + "…"


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.add_render_rule("image", lambda self, tokens, index, *_: str(escape(tokens[index].content)))
    return reader
