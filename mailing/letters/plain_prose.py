"""The text of a letter for whoever reads it without HTML: the same words and the same links, without the signs that
animators type for bold, for a heading, for a link.

Quotations keep their sign on each line, lists their numbers; lines end before column 72, and a link is never cut.
"""

from collections.abc import Iterator
from textwrap import wrap
from urllib.parse import unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from mailing.letters.prose import LINKS, tokens_of

WIDTH = 72
QUOTED, BULLET = "> ", "- "


def text_of(words: str) -> str:
    """Paragraphs with an empty line between them."""
    return "\n".join(_blocks(SyntaxTreeNode(tokens_of(words)).children, WIDTH))


def _blocks(nodes: list[SyntaxTreeNode], width: int) -> Iterator[str]:
    """Line by line."""
    for at, node in enumerate(nodes):
        if at and not (node.hidden or nodes[at - 1].hidden):  # hidden: the paragraphs of a list without empty lines
            yield ""
        yield from _block(node, max(width, 24))


def _block(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    if node.type == "blockquote":
        yield from (f"{QUOTED}{line}".rstrip() for line in _blocks(node.children, width - len(QUOTED)))
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, width)
    elif node.type == "hr":
        yield "-" * 8
    elif node.type in ("fence", "code_block"):
        yield from node.content.rstrip("\n").split("\n")
    elif node.type == "heading":
        said = _wrapped(node, width)
        yield from said
        if node.tag == "h2":
            yield "-" * min(max(map(len, said), default=0), 60)
    else:
        yield from _wrapped(node, width)


def _list(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    is_tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    for at, item in enumerate(node.children):
        sign = BULLET if node.type == "bullet_list" else f"{first + at}. "
        if at and not is_tight:
            yield ""
        lines = [*_blocks(item.children, width - len(sign))] or [""]
        yield f"{sign}{lines[0]}".rstrip()
        yield from (f"{' ' * len(sign)}{line}".rstrip() for line in lines[1:])


def _wrapped(node: SyntaxTreeNode, width: int) -> list[str]:
    said = "".join(_words(part.children or []) for token in node.to_tokens() if (part := token).type == "inline")
    return [
        line for row in said.split("\n") for line in wrap(row, width, break_long_words=False, break_on_hyphens=False)
    ]


def _words(parts: list[Token]) -> str:
    """A link stands behind its words; where it is the words, once."""
    said, link, begins = "", "", 0
    for part in parts:
        if part.type in ("softbreak", "hardbreak"):
            said += "\n"
        elif part.type == "link_open":
            link, begins = str(part.attrGet("href") or ""), len(said)
        elif part.type == "link_close":
            said += _behind(said[begins:], link)
        else:
            said += part.content
    return said


def _behind(words: str, link: str) -> str:
    scheme, _colon, rest = link.partition(":")
    if scheme.lower() not in LINKS:
        return ""
    bare = rest.removeprefix("//")
    same = {unquote(one).rstrip("/") for one in (link, rest, bare)}
    if unquote(words).strip().rstrip("/") in same:
        return ""
    return f" <{rest if scheme.lower() in ('mailto', 'tel') else link}>"
