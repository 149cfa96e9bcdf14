"""Questions: what somebody looks for, as the database is asked. No sign in it is an operator: people type words.

In texts each word is found in all its French forms, without its accents, and the last one also as the beginning of a
word, as when one is still typing. In names every word is such a beginning: « josé le ga » finds José Le Gall.
"""

import re

from piccolo.querystring import QueryString

from network.ground.marks import SPLIT
from network.ground.words import sort_key

MOST_WORDS, LONGEST_WORD = 8, 40
LAST_WORD = re.compile(r"(?:^|[\s'’])([a-zA-ZÀ-ÖØ-öø-ÿœŒ0-9]{2,30})$")

IN_TEXTS = """
(plainto_tsquery('network_french', {}) || (
    plainto_tsquery('network_french', {}) &&
    (to_tsquery('network_french', {}) || to_tsquery('network_plain', {}))))
"""


def in_texts(words: str) -> QueryString:
    """As a tsquery."""
    words = words.translate(SPLIT)
    last = LAST_WORD.search(words)
    beginning = f"{last[1]}:*" if last else ""
    return QueryString(IN_TEXTS, words, words[: last.start(1)] if last else "", beginning, beginning)


def in_names(words: str) -> list[str]:
    """The beginnings of names that are looked for, each as the text of a tsquery; none where there is no word."""
    found = re.findall(r"[^\W_]+", sort_key(words))
    return [f"'{word[:LONGEST_WORD]}':*" for word in found[:MOST_WORDS]]
