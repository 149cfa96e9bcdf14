"""Questions: what somebody looks for, as the database is asked. No sign in it is an operator: people type words.

In texts each word is found in all its French forms, without its accents, and the last one also as the beginning of a
word, as when one is still typing. In names every word is such a beginning: « josé le ga » finds José Le Gall.
"""

import re

from piccolo.querystring import QueryString

from network.ground.marks import SPLIT
from network.ground.words import sort_key

MOST_WORDS, LONGEST_WORD = 8, 40
NO_WORD = re.compile(r"[^\w\s@.,:;!?%&+/'\"()-]")  # to a database without a locale a seedling is a letter
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")  # « compte-rendu » is also written « compte rendu »
THE = re.compile(r"\bles\b", re.IGNORECASE)  # PostgreSQL's list of words that say nothing forgot it
LAST_WORD = re.compile(r"(?:^|[\s'’])([a-zA-ZÀ-ÖØ-öø-ÿœŒ0-9]{2,30})$")

# A word that says nothing (« les ») has no beginning, and a stem of four letters or fewer is none: « terre » and
# « territoire » share theirs. « alimentation » finds « alimentaire ». Without its s, for « hérissons » is stemmed as a verb.
BEGUN = """
CASE WHEN numnode(plainto_tsquery('{french}', last)) = 0 THEN ''::tsquery
     ELSE to_tsquery('{plain}', last || ':*') || plainto_tsquery('{french}', regexp_replace(last, '[sx]$', ''))
          || CASE WHEN length(plainto_tsquery('{french}', last)::text) > 6
                  THEN to_tsquery('{french}', last || ':*') ELSE ''::tsquery END END
"""
IN_TEXTS = """
(SELECT plainto_tsquery('network_french', words) || (plainto_tsquery('network_french', rest) && {begun})
 FROM (VALUES ({}::text, {}::text, {}::text)) AS said (words, rest, last))
""".replace("{begun}", BEGUN.format(french="network_french", plain="network_plain"))


def in_texts(words: str) -> QueryString:
    """As a tsquery."""
    return QueryString(IN_TEXTS, *parted(words))


def parted(words: str) -> tuple[str, str, str]:
    """All of them, as the database reads them; those before the last; the last one, where it may be a beginning."""
    words = NO_WORD.sub(" ", words.translate(SPLIT))
    words = words if "@" in words else HYPHEN.sub(" ", words)
    words = words if '"' in words else THE.sub(" ", words)
    last = LAST_WORD.search(words)
    return words, words[: last.start(1)] if last else words, last[1] if last else ""


def in_names(words: str) -> list[str]:
    """The beginnings of names that are looked for, each as the text of a tsquery; none where there is no word."""
    found = re.findall(r"[^\W_]+", sort_key(words))
    return [f"'{word[:LONGEST_WORD]}':*" for word in found[:MOST_WORDS]]
