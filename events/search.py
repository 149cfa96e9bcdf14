"""Days are looked for by their title, place and summary, and by what happens in them and who speaks. Those to come are
found first, the nearest at the head; then those that have been, the latest first."""

from events.access import events_visible_to
from events.tables import Event
from network import questions
from network.access import Viewer
from network.ground.clock import now
from network.ground.marks import OPTIONS
from network.ground.words import _
from network.plug import Hit, Hits, SearchKind

FOUND = """
WITH question AS MATERIALIZED (SELECT {} AS asked),
found AS (
    SELECT events_event.id, count(*) OVER () AS total FROM events_event
    WHERE events_event.id IN (
        SELECT id FROM events_event, question WHERE search @@ asked
        UNION SELECT event FROM events_session, question WHERE search @@ asked
    ) AND ({})
    ORDER BY ends_at > {} DESC, abs(extract(epoch FROM starts_at - {}::timestamptz)), events_event.id
    LIMIT {} OFFSET {}
)
SELECT found.total, event.code, starts_at, event.time_zone, cancelled_at IS NOT NULL AS is_cancelled, place_name,
    coalesce(community.name, network.name) AS owner,
    ts_headline('network_french', network_split(title), asked, 'HighlightAll=true, {marks}') AS title,
    ts_headline('network_french', network_split(concat_ws(' ; ', nullif(summary, ''), (
        SELECT string_agg(concat_ws(', ', session.title, nullif(session.speakers, '')), ' ; ' ORDER BY session.starts_at)
        FROM events_session AS session, question WHERE session.event = event.id AND session.search @@ asked
    ))), asked, 'MaxFragments=1, MaxWords=26, MinWords=8, {marks}') AS said
FROM found JOIN events_event AS event USING (id) CROSS JOIN question
LEFT JOIN network_community AS community ON community.id = event.community
LEFT JOIN network_network AS network ON network.id = event.network
ORDER BY ends_at > {} DESC, abs(extract(epoch FROM starts_at - {}::timestamptz)), event.id
""".replace("{marks}", OPTIONS)


async def find(viewer: Viewer, words: str, most: int, skip: int = 0) -> Hits:
    """What the viewer may see of it."""
    clause, at = events_visible_to(viewer).querystring, now()
    rows = await Event.raw(FOUND, questions.in_texts(words), clause, at, at, most, skip, at, at)
    hits = [
        Hit(
            row["title"],
            f"/events/{row['code']}",
            row["said"],
            [str(_("cancelled")) if row["is_cancelled"] else row["place_name"], row["owner"]],
            row["starts_at"],
            row["time_zone"],
        )
        for row in rows
    ]
    return Hits(hits, rows[0]["total"] if rows else 0)


DAYS = SearchKind("events", _("Meeting days"), find, rank=30)
