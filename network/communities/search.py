"""Communities and networks are looked for by their names and by what they are for."""

from network import questions
from network.access import Viewer
from network.doors import communities_visible_to
from network.ground.marks import OPTIONS
from network.ground.words import _
from network.plug import Hit, Hits, SearchKind
from network.tables import Community

# There are a few hundred of them: no index is wanted.
FOUND = """
WITH question AS MATERIALIZED (SELECT {} AS asked),
place AS (
    SELECT 'communities' AS kind, network_community.slug, network_community.name, network_community.aim AS said,
           (SELECT name FROM network_network AS network WHERE network.id = network_community.network) AS network
    FROM network_community WHERE {}
    UNION ALL
    SELECT 'networks', slug, name, purpose, '' FROM network_network
),
found AS (
    SELECT place.*, count(*) OVER () AS total FROM place, question
    WHERE to_tsvector('network_french', network_split(name || ' ; ' || said)) || to_tsvector('network_plain', network_split(name)) @@ asked
    ORDER BY to_tsvector('network_french', network_split(name)) || to_tsvector('network_plain', network_split(name)) @@ asked DESC, lower(unaccent(name)), slug
    LIMIT {} OFFSET {}
)
SELECT kind, slug, network, total, ts_headline('network_french', network_split(name), asked, 'HighlightAll=true, {marks}') AS name,
       ts_headline('network_french', network_split(said), asked, 'MaxFragments=1, MaxWords=26, MinWords=8, {marks}') AS said
FROM found, question
""".replace("{marks}", OPTIONS)


async def find(viewer: Viewer, words: str, most: int, skip: int = 0) -> Hits:
    """Those whose name has the words first."""
    clause = communities_visible_to(viewer).querystring
    rows = await Community.raw(FOUND, questions.in_texts(words), clause, most, skip)
    hits = [
        Hit(row["name"], f"/{row['kind']}/{row['slug']}", row["said"], [row["network"] or str(_("Network"))])
        for row in rows
    ]
    return Hits(hits, rows[0]["total"] if rows else 0)


COMMUNITIES = SearchKind("communities", _("Communities"), find, rank=20)
