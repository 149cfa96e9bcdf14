"""Plain words: what people type in a note, as HTML. Paragraphs, lines, links: `[words](https://…)`, or the bare address.

Nothing else is markup, so nothing can break out: what is typed is escaped first, and only http, https and mailto become
links. The same words go into letters and pages.
"""

import re

from markupsafe import Markup, escape

ADDRESS = r"https?://[^\s<>\"]+"
MAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_links = re.compile(
    rf"\[(?P<said>[^\[\]\n]+)\]\((?P<behind>(?:https?://|mailto:)[^\s()<>\"]+)\)|(?P<bare>{ADDRESS}|{MAIL})"
)
_end = re.compile(r"[.,;:!?…»”’')\]\u00a0\u202f]+$")  # of the sentence, not of the address


def paragraphs_of(words: str) -> list[Markup]:
    """Each paragraph as HTML, with its line breaks."""
    parts = re.split(r"\n\s*\n", words.strip())
    return [Markup("<br/>").join(_linked(line.strip()) for line in part.split("\n")) for part in parts if part.strip()]


def _linked(line: str) -> Markup:
    made, last = Markup(), 0
    for found in _links.finditer(line):
        made += escape(line[last : found.start()])
        if bare := found["bare"]:
            end = _end.search(bare)
            bare, rest = (bare[: end.start()], end[0]) if end else (bare, "")
            target = bare if "://" in bare else f"mailto:{bare}"
            made += Markup('<a href="{}">{}</a>').format(target, bare) + escape(rest)
        else:
            made += Markup('<a href="{}">{}</a>').format(found["behind"], found["said"])
        last = found.end()
    return made + escape(line[last:])
