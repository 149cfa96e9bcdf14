"""Phone numbers: text, as people write them. A spreadsheet that ate the first zero gets it back."""

import re

from network.ground.errors import Fault
from network.ground.words import _

ONE_NUMBER = _("Several numbers stand here: keep one.")
# What is dialled in France after the zero, or after +33; of another country all its figures.
DIGITS = r"regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(0033|33|0)', '')"
NO_PHONE = _("This is no phone number: for example 05 61 00 00 00 or +33 5 61 00 00 00.")


def read(typed: str) -> str | None:
    """Without a doubt a number, or nothing at all. Raises Fault("phone")."""
    plain = re.sub(r"[\s./\-()\u00a0\u202f‑–']", "", typed)
    if not plain:
        return None
    if len(re.findall(r"(?:\+|00)?\d{9,15}", re.sub(r"[\s.\-()\u00a0\u202f‑–]", "", typed))) > 1:
        raise Fault("phone", ONE_NUMBER)
    if re.fullmatch(r"(?:0[1-9]\d{8}){2,}", plain):
        raise Fault("phone", ONE_NUMBER)
    if not re.fullmatch(r"\+?\d{6,15}", plain) or re.fullmatch(r"0[1-9]\d{9,}", plain):
        raise Fault("phone", NO_PHONE)
    if re.fullmatch(r"[1-9]\d{8}", plain):
        plain = f"0{plain}"
    if found := re.fullmatch(r"(?:\+|00)?330?([1-9]\d{8})", plain):  # a spreadsheet eats the plus as well
        digits = f"+33{found[1]}"
        return f"{digits[:3]} {digits[3]} {' '.join(re.findall('..', digits[4:]))}"
    if re.fullmatch(r"0\d{9}", plain):
        return " ".join(re.findall("..", plain))
    return " ".join(typed.split())[:30]


def begun(typed: str) -> str:
    """The figures of a number or of its beginning, as DIGITS has them; nothing where something else is typed."""
    if not re.fullmatch(r"\+?[\d\s./()‑–-]+", typed) or len(plain := re.sub(r"\D", "", typed)) < 6:
        return ""
    return re.sub(r"^(0033|33|0)", "", plain)
