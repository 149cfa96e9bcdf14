"""Marks: what was looked for stands out where it was found. The database sets two private letters around it, which are
taken out of all that people type; everything is escaped before they become markup. Signs that would glue words together
there (the apostrophe of « l’eau », the space before « ? ») are others while it looks: see network_split in the migrations.
"""

import re

from markupsafe import Markup, escape

ON, OFF = "\ue000", "\ue001"
GLUE = "’‘‚“”„«»‹›…–—\u2011·•°€\u00a0\u202f\u2009\u200b"
SPLIT = str.maketrans(dict.fromkeys(GLUE, " "))
STAND_INS = "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b"
_whole = str.maketrans(STAND_INS, GLUE)
OPTIONS = f"StartSel={ON}, StopSel={OFF}"  # of ts_headline
LONGEST = 200


def tidy(words: str) -> str:
    """A question as it is asked: one line, bounded, no character that a database refuses."""
    return " ".join(re.sub(r"[\x00-\x1f\ud800-\uf8ff]", " ", words).split())[:LONGEST].strip()


def marked(headline: str) -> Markup:
    """Safe to show: everything is escaped, then our two marks become the only markup."""
    shown = str(escape(headline.translate(_whole))).replace(ON, "<mark>").replace(OFF, "</mark>")
    return Markup(shown if shown.count("<mark>") == shown.count("</mark>") else escape(plain(headline)))


def passage(headline: str) -> Markup:
    """A piece of a longer text, with its marks, and dots where it was cut; nothing where nothing is marked in it."""
    if ON not in headline:
        return Markup()
    said = " ".join(headline.split()).strip(" ;,")
    begins, ends = plain(said)[:1], plain(said)[-1:]
    return marked(f"{'… ' if begins.islower() else ''}{said}{'' if ends in '.!?…' else ' …'}")


def plain(headline: str) -> str:
    """Without its marks."""
    return headline.translate(_whole).replace(ON, "").replace(OFF, "")
