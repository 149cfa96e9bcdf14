"""Names: what the cells for a name say, as lists of members and of town halls write them.

« M. DUPONT Jean », « Dupont, Jean », « Durand Camille » under « Nom Prénom »: which part is the family name is seen by the
capitals, else by the comma, else by the order that the column has. « M. et Mme Laborde » are two people, and « TOTAL : 45 »
at the foot of a list is nobody: neither comes in as somebody.
"""

import re

from network.ground.words import Sentence, _, sort_key

NAMES = ("family_name", "given_name", "full_name", "family_first")
WHOLE = ("full_name", "family_first")
CIVILITY = re.compile(
    r"(?:(?:m|mr|mme|mlle|melle|dr|pr)(?:\.(?=\w\w)|\.?(?:\s+|$))|(?:monsieur|madame|mademoiselle)(?:\s+|$))",
    re.IGNORECASE,
)
TWO = re.compile(r"(?:^|\s)(?:et|&)\s", re.IGNORECASE)
COUPLE = re.compile(
    r"(?:m|mr|monsieur)\.?\s*(?:et|&|/)\s*(?:mme|madame)\b|(?:mme|madame)\.?\s*(?:et|&|/)\s*(?:m|mr|monsieur)\b"
)
PARTICLE = re.compile(
    r"(?:d['’]?|de|des|du|la|le|les|van|von|der|den|di|da|dos|ben|ait|el|al|saint|sainte)", re.IGNORECASE
)
INITIALS = re.compile(r"(?:\w\.?-?)(?:\w\.-?)*")
NOBODY = re.compile(r"(?:sous[- ])?tota(?:l|ux)\b|nombre d|[*•→#–—(]\s*\w|.*\s?:(?:\s|$)|.*\d")

TWO_PEOPLE = _("Two people seem to be named here: write a line for each of them.")
NO_PERSON = _(
    "This looks like a total or a remark, and names nobody. If it is somebody, add an address or a phone number."
)


def read(said: dict[str, str]) -> tuple[str, str]:
    """Given and family name."""
    if "full_name" in said:
        return _taken_apart(said["full_name"], is_family_first=False)
    if "family_first" in said:
        return _taken_apart(said["family_first"], is_family_first=True)
    return said.get("given_name", ""), said.get("family_name", "")


def doubt(said: dict[str, str]) -> tuple[str, Sentence] | None:
    """Which of the cells is not the name of one person, and why. A line that says more than a name is somebody."""
    named = {field: text for field, text in said.items() if field in NAMES}
    for field, text in named.items():
        if COUPLE.match(text.lower()) or (field != "family_name" and TWO.search(text)):
            return field, TWO_PEOPLE
        if len(named) == len(said) and NOBODY.match(sort_key(text)):
            return field, NO_PERSON
    return None


def _taken_apart(text: str, is_family_first: bool) -> tuple[str, str]:
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip():
        return _bare(after.replace(",", " ")), _bare(before)
    words = _bare(text.replace(",", " ")).split()
    family = [word for word in words if word.isupper() and not INITIALS.fullmatch(word)]
    if family and len(family) < len(words):
        return " ".join(word for word in words if word not in family), " ".join(family)
    if len(words) < 2:
        return "", " ".join(words)
    if is_family_first:
        ends = next((at for at, word in enumerate(words) if not PARTICLE.fullmatch(word)), 0) + 1
        ends = min(ends, len(words) - 1)
        return " ".join(words[ends:]), " ".join(words[:ends])
    return words[0], " ".join(words[1:])


def _bare(text: str) -> str:
    """Without « M. » or « Mme », unless nothing else is there."""
    text = text.strip()
    return CIVILITY.sub("", text, count=1).strip() or text if CIVILITY.match(text) else text
