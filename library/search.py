"""Search through titles, descriptions, authors, topics and the words inside files, in French and without accents.

What is found has passed the door: the same clause as every list. The last word of a question is also taken as the
beginning of a word, as when one is still typing. Ranking looks at what is known of each work, and for the best 300 at
the words inside too: to read the whole vector of each of ten thousand works would take a second. Without a question:
the newest.
"""

import re
from dataclasses import dataclass
from datetime import datetime

import msgspec
from piccolo.custom_types import Combinable
from piccolo.querystring import QueryString

from library.access import belongs_to, works_visible_to
from library.tables import Work, WorkTopic
from library.types import TYPES
from network import questions
from network.access import Viewer
from network.ground.marks import OPTIONS, tidy
from network.ground.words import _
from network.plug import Hit, Hits, SearchKind
from network.tables import Community, Network, Topic

PER_PAGE = 20
LAST_PAGE = 500
MINUS = re.compile(r"(?<!\S)-+")

QUESTION = """
(SELECT websearch_to_tsquery('library_french', words) || (websearch_to_tsquery('library_french', rest) && {begun})
 FROM (VALUES ({}::text, {}::text, {}::text)) AS said (words, rest, last))
""".replace("{begun}", questions.BEGUN.format(french="library_french", plain="library_plain"))

FOUND = """
WITH question AS MATERIALIZED (SELECT {} AS asked),
likely AS MATERIALIZED (
    SELECT library_work.id, deposited_at, ts_rank(head, asked) AS rank, count(*) OVER () AS total,
           row_number() OVER (ORDER BY ts_rank(head, asked) DESC, deposited_at DESC, library_work.id DESC) AS place
    FROM library_work, question WHERE search @@ asked AND {}
),
weighed AS (
    SELECT likely.*, rank + ts_rank(inside, asked, 1) AS weight
    FROM likely JOIN library_work USING (id), question WHERE place <= 300
    UNION ALL
    SELECT likely.*, -1 FROM likely WHERE place > 300
)
SELECT id, total FROM weighed ORDER BY weight DESC, deposited_at DESC, id DESC LIMIT {} OFFSET {}
"""

NEWEST = """
SELECT library_work.id, count(*) OVER () AS total FROM library_work WHERE {}
ORDER BY withdrawn_at IS NOT NULL, deposited_at DESC, library_work.id DESC LIMIT {} OFFSET {}
"""

# A few words around the first place where the longest word of the question stands, not the whole of a long file.
SHOWN = """
WITH question AS MATERIALIZED (SELECT {} AS asked),
stem AS MATERIALIZED (
    SELECT found[1] AS letters FROM question, regexp_matches(asked::text, '''([^'']+)''', 'g') AS found
    ORDER BY length(found[1]) DESC LIMIT 1
)
SELECT work.id, work.code, work.type, work.reach, work.link, work.pages, work.creator, work.issued, work.deposited_at,
    work.withdrawn_at IS NOT NULL AS is_withdrawn, file.media_type, file.size,
    coalesce(community.name, network.name) AS owner,
    ARRAY(SELECT topic.name FROM library_work_topic AS about JOIN network_topic AS topic ON topic.id = about.topic
          WHERE about.work = work.id ORDER BY topic.sort_key) AS topics,
    CASE WHEN numnode(asked) = 0 THEN work.title
         ELSE ts_headline('library_french', network_split(work.title), asked, 'HighlightAll=true, {marks}') END AS title,
    CASE WHEN numnode(asked) = 0 THEN CASE WHEN length(work.description) < 300 THEN work.description
                   ELSE regexp_replace(left(work.description, 300), '\\s+\\S*$', '') || ' …' END
         ELSE ts_headline('library_french', network_split(concat_ws(E'\\n\\n', nullif(work.description, ''), passage.words)), asked,
                          'MaxFragments=2, MinWords=8, MaxWords=26, FragmentDelimiter=" … ", {marks}') END AS excerpt
FROM library_work AS work
CROSS JOIN question
LEFT JOIN stem ON true
LEFT JOIN network_file AS file ON file.id = work.file
LEFT JOIN network_community AS community ON community.id = work.community
LEFT JOIN network_network AS network ON network.id = work.network
CROSS JOIN LATERAL (SELECT work.words || E'\\n\\n' || work.text AS whole) AS inside
CROSS JOIN LATERAL (
    SELECT substr(whole, greatest(1, strpos(lower(unaccent(whole)), letters) - 300), 3000) AS words
) AS passage
WHERE work.id = ANY({})
""".replace("{marks}", OPTIONS)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. Without an owner: everywhere they may look."""

    words: str = ""
    type: str = ""
    topic: str = ""
    owner: Network | Community | None = None
    page: int = 1
    most: int = PER_PAGE


class Found(msgspec.Struct):
    """One work in a list, with what was looked for marked."""

    id: int
    code: str
    type: str
    reach: str
    link: str | None
    pages: int | None
    creator: str
    issued: str
    deposited_at: datetime
    is_withdrawn: bool
    media_type: str | None
    size: int | None
    owner: str
    topics: list[str]
    title: str
    excerpt: str


@dataclass(frozen=True)
class Results:
    """One page of what was found, and how many there are on all pages."""

    works: list[Found]
    total: int

    @property
    def last_page(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


async def find(viewer: Viewer, asked: Asked) -> Results:
    """What the viewer may see of what is asked for, the best first; without words the newest first."""
    words = tidy(asked.words)
    clause = _narrowed(works_visible_to(viewer), asked)
    page = min(max(asked.page, 1), LAST_PAGE)
    window = (asked.most, asked.most * (page - 1))
    if words:
        clause = clause & Work.withdrawn_at.is_null()
        rows = await Work.raw(FOUND, _question(words), clause.querystring, *window)
    else:
        rows = await Work.raw(NEWEST, clause.querystring, *window)
    ids = [row["id"] for row in rows]
    shown = {row["id"]: row for row in await Work.raw(SHOWN, _question(words), ids)} if ids else {}
    return Results([msgspec.convert(shown[number], Found) for number in ids], rows[0]["total"] if rows else 0)


def _question(words: str) -> QueryString:
    return QueryString(QUESTION, *questions.parted(words))


def _narrowed(clause: Combinable, asked: Asked) -> Combinable:
    if asked.type:
        clause = clause & (Work.type == asked.type)
    if asked.topic:
        about = WorkTopic.select(WorkTopic.work).where(WorkTopic.topic.slug == asked.topic)
        clause = clause & Work.id.is_in(about)
    if asked.owner:
        clause = clause & belongs_to(asked.owner)
    return clause


async def topics_with_works(viewer: Viewer, owner: Network | Community | None) -> list[tuple[str, str]]:
    """The topics of which something is to be found here: slug and name."""
    seen = Work.select(Work.id).where(_narrowed(works_visible_to(viewer), Asked(owner=owner)))
    about = WorkTopic.select(WorkTopic.topic).where(WorkTopic.work.is_in(seen))
    topics = await Topic.select(Topic.slug, Topic.name).where(Topic.id.is_in(about)).order_by(Topic.sort_key)
    return list({row["slug"]: row["name"] for row in topics}.items())


async def find_works(viewer: Viewer, words: str, most: int, skip: int = 0) -> Hits:
    """The same, for whoever looks for everything at once: there a minus is no sign that something is to be left out."""
    results = await find(viewer, Asked(MINUS.sub(" ", words), page=1 + skip // most, most=most))
    hits = [
        Hit(
            work.title,
            f"/works/{work.code}",
            work.excerpt,
            [str(TYPES[work.type]), work.creator, work.owner, work.issued],
        )
        for work in results.works
    ]
    return Hits(hits, results.total)


WORKS = SearchKind("works", _("Library"), find_works, rank=40, elsewhere="/works")
