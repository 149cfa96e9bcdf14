"""Letters are looked for by their subject and by all that they say, the newest first; drafts by their subject, by those
who may see them."""

from mailing.access import letters_visible_to
from mailing.tables import Letter
from network import questions
from network.access import Viewer
from network.ground.marks import OPTIONS
from network.ground.words import _
from network.plug import Hit, Hits, SearchKind

# Headings and lists without the signs that the text of a letter has for them.
SAID = r"regexp_replace(mailing_said(text), '\n+(#+|[-*]) +', ' ; ', 'g')"

FOUND = """
WITH question AS MATERIALIZED (SELECT {} AS asked),
found AS (
    SELECT mailing_letter.id, count(*) OVER () AS total FROM mailing_letter, question
    WHERE search @@ asked AND ({})
    ORDER BY coalesce(sent_at, changed_at) DESC, mailing_letter.id DESC LIMIT {} OFFSET {}
)
SELECT found.total, letter.code, sent_at, newsletter.name AS newsletter,
    ts_headline('network_french', network_split(subject), asked, 'HighlightAll=true, {marks}') AS subject,
    ts_headline('network_french', network_split({said}), asked, 'MaxFragments=2, MinWords=8, MaxWords=26, {marks}') AS said
FROM found JOIN mailing_letter AS letter USING (id) CROSS JOIN question
JOIN mailing_newsletter AS newsletter ON newsletter.id = letter.newsletter
ORDER BY coalesce(sent_at, letter.changed_at) DESC, letter.id DESC
""".replace("{marks}", OPTIONS).replace("{said}", SAID)


async def find(viewer: Viewer, words: str, most: int, skip: int = 0) -> Hits:
    """What the viewer may read of it."""
    clause = letters_visible_to(viewer).querystring
    rows = await Letter.raw(FOUND, questions.in_texts(words), clause, most, skip)
    hits = [
        Hit(
            row["subject"],
            f"/letters/{row['code']}",
            row["said"],
            [row["newsletter"], *([] if row["sent_at"] else [str(_("draft"))])],
            row["sent_at"],
        )
        for row in rows
    ]
    return Hits(hits, rows[0]["total"] if rows else 0)


LETTERS = SearchKind("letters", _("Letters"), find, rank=50)
