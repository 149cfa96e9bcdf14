"""The directory of a community: its people by name, a page at a time. É stands with E.

Gardeners and coordination read names, functions and how to reach people; members read the names of those who agreed,
and of the rest what each of these chose to show. What somebody may not read is not fetched.
"""

import msgspec

from network.access import Viewer, may_animate
from network.affiliations import joined_to
from network.doors import names_visible_to, reaches_open_to
from network.ground.clock import today
from network.ground.words import sort_key
from network.tables import Community, Person

A_PAGE = 28  # ten elements a person: the page stays under four hundred


class Entry(msgspec.Struct):
    code: str
    name: str
    circle: int
    college: str | None = None
    function: str | None = None
    organisation: str | None = None
    email: str | None = None
    phone: str | None = None
    shown: list[str] = []  # what its person chose to show to this viewer


class Leaf(msgspec.Struct):
    """One page of the directory, and how many there are in all."""

    people: list[Entry]
    found: int
    page: int
    pages: int
    hidden: int  # members whose name the viewer may not read


async def people_of(viewer: Viewer, community: Community, words: str = "", page: int = 1, circle: int = 0) -> Leaf:
    """Who stands here today, as this viewer may read it; with words, those whose name or organisation has them all."""
    day = today()
    seen = Person.select(Person.id).where(names_visible_to(viewer, community))
    asked = [f"%{literal(word)}%" for word in sort_key(words).split()]
    rows = await Person.raw(
        f"""
        WITH here AS (
            SELECT person.*, standing.circle, person.id IN ({{}}) AS is_seen
            FROM network_standing AS standing JOIN network_person AS person ON person.id = standing.person
            WHERE community = {{}} AND since_on <= {{}} AND (until_on IS NULL OR until_on > {{}})
        )
        SELECT here.code, trim(given_name || ' ' || family_name) AS name, circle, email, phone, belongs.*,
               ARRAY(SELECT field FROM network_disclosure AS disclosure
                     WHERE disclosure.person = here.id AND reach = ANY ({{}}::text[])) AS shown,
               count(*) OVER () AS found, (SELECT count(*) FROM here WHERE NOT is_seen) AS hidden
        FROM here {joined_to("here.id")}
        WHERE is_seen AND ({{}} = 0 OR circle = {{}})
          AND (here.sort_key || ' ' || given_name || CASE WHEN {{}} THEN ' ' || coalesce(body, '') ELSE '' END)
              LIKE ALL ({{}}::text[])
        ORDER BY here.sort_key, here.id LIMIT {{}} OFFSET {{}}
        """,
        *[*seen.querystrings, community.id, day, day, reaches_open_to(viewer, community), day, day, circle, circle],
        *[may_animate(viewer, community), asked, A_PAGE, (page - 1) * A_PAGE],
    )
    people = msgspec.convert(rows, list[Entry])
    if not may_animate(viewer, community):
        people = [only_shown(one) for one in people]
    found = rows[0]["found"] if rows else 0
    hidden = rows[0]["hidden"] if rows else await _hidden(viewer, community)
    return Leaf(people, found, page, max(1, -(-found // A_PAGE)), hidden)


def only_shown(one: Entry) -> Entry:
    """A name that was agreed to, and of the rest what its person chose to show."""
    rest = {
        field: getattr(one, field) for field in ("organisation", "function", "email", "phone") if field in one.shown
    }
    return Entry(one.code, one.name, one.circle, **rest)


def literal(word: str) -> str:
    """As LIKE finds it, whatever signs are in it."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def _hidden(viewer: Viewer, community: Community) -> int:
    seen = Person.select(Person.id).where(names_visible_to(viewer, community))
    rows = await Person.raw(
        """SELECT count(*) AS hidden FROM network_standing WHERE community = {} AND since_on <= {}
           AND (until_on IS NULL OR until_on > {}) AND person NOT IN ({})""",
        *[community.id, today(), today(), *seen.querystrings],
    )
    return int(rows[0]["hidden"])
