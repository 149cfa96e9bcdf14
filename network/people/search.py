"""People are looked for by the beginnings of their names and of their organisation, or by their address or phone.

Two doors, as everywhere: those whose page the viewer may open are found by all that it says; of others only the name is
known, where they agreed to be seen by the members or the people of the network, and only by it are they found.
"""

from typing import Any

import msgspec
from piccolo.querystring import QueryString

from network import questions
from network.access import Viewer, among
from network.affiliations import joined_to
from network.circles.circles import ORDINALS
from network.colleges import ONE_OF
from network.doors import communities_visible_to, people_visible_to
from network.ground.clock import today
from network.ground.marks import OPTIONS
from network.ground.words import _
from network.people import phones
from network.people.directory import literal
from network.plug import Hit, Hits, SearchKind
from network.tables import Person

BY_WORD = """
SELECT id FROM network_person WHERE search @@ to_tsquery('network_plain', {})
UNION
SELECT affiliation.person FROM network_affiliation AS affiliation
JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
WHERE organisation.search @@ to_tsquery('network_plain', {})
  AND affiliation.since_on <= {} AND (affiliation.until_on IS NULL OR affiliation.until_on > {})
"""

# Who agreed to be seen by their name, where this viewer is near enough: see doors.names_visible_to.
NAMED = """
SELECT DISTINCT ON (standing.person) standing.person, network_community.name, slug, circle
FROM network_standing AS standing
JOIN network_community ON network_community.id = standing.community
JOIN network_disclosure AS agreed ON agreed.person = standing.person AND agreed.field = 'name'
WHERE standing.person IN (SELECT id FROM found) AND since_on <= {} AND (until_on IS NULL OR until_on > {}) AND ({}) AND (
    (network_community.id = ANY({}) AND agreed.reach IN ('community', 'network', 'public'))
    OR (network_community.network = ANY({}) AND agreed.reach IN ('network', 'public')))
ORDER BY standing.person, network_community.name
"""

FOUND = """
WITH found AS MATERIALIZED ({}),
seen AS MATERIALIZED (
    SELECT network_person.id, network_person.sort_key, true AS is_open, NULL AS community, NULL AS slug, NULL AS circle
    FROM network_person WHERE id IN (SELECT id FROM found) AND ({})
    UNION ALL
    SELECT network_person.id, network_person.sort_key, false, named.name, named.slug, named.circle
    FROM network_person JOIN ({}) AS named ON named.person = network_person.id
    WHERE NOT ({}) AND search @@ to_tsquery('network_plain', {})
),
page AS (
    SELECT seen.*, count(*) OVER () AS total FROM seen ORDER BY sort_key, id LIMIT {} OFFSET {}
)
SELECT page.total, page.is_open, page.community, page.slug, page.circle, person.code, person.email, person.phone, belongs.*,
    ts_headline('network_plain', network_split(trim(given_name || ' ' || family_name)), to_tsquery('network_plain', {}),
                'HighlightAll=true, {marks}') AS name
FROM page JOIN network_person AS person USING (id)
{belongs}
ORDER BY page.sort_key, page.id
""".replace("{marks}", OPTIONS).replace("{belongs}", joined_to("CASE WHEN page.is_open THEN page.id END"))


class Row(msgspec.Struct):
    total: int
    is_open: bool
    community: str | None
    slug: str | None
    circle: int | None
    code: str
    email: str | None
    phone: str | None
    college: str | None
    function: str | None
    organisation: str | None
    name: str


async def find(viewer: Viewer, words: str, most: int, skip: int = 0) -> Hits:
    """By name, address or phone. Nobody in particular finds nobody."""
    beginnings = questions.in_names(words)
    if viewer.person is None or not beginnings:
        return Hits()
    day, digits = today(), phones.begun(words)
    reached_by = "email" if "@" in words else "phone" if digits else ""
    found = _at_address(words) if reached_by == "email" else _at_phone(digits) if digits else _by_name(beginnings)
    open_to, every = people_visible_to(viewer).querystring, " & ".join(beginnings)
    near = [among(viewer.circles), among(viewer.networks)]
    named = QueryString(NAMED, day, day, communities_visible_to(viewer).querystring, *near)
    by_name = "'@'" if reached_by else every  # no name has it: only those are found so who show how to reach them
    window: list[Any] = [most, skip]
    rows = await Person.raw(FOUND, found, open_to, named, open_to, by_name, *window, every, day, day)
    people = msgspec.convert(rows, list[Row])
    return Hits([_hit(one, reached_by) for one in people], people[0].total if people else 0)


def _by_name(beginnings: list[str]) -> QueryString:
    """Each word begins a word of the name or of the organisation of today."""
    day = today()
    parts = [QueryString(BY_WORD, word, word, day, day) for word in beginnings]
    return QueryString(" INTERSECT ".join(["({})"] * len(parts)), *parts)


def _at_address(words: str) -> QueryString:
    """From its first sign, or from the @ on."""
    said = literal("".join(words.lower().split()))
    return QueryString(
        "SELECT id FROM network_person WHERE email LIKE {}", f"%{said}%" if said.startswith("@") else f"{said}%"
    )


def _at_phone(digits: str) -> QueryString:
    """From its first figure, however it is written."""
    return QueryString(f"SELECT id FROM network_person WHERE {phones.DIGITS} LIKE {{}}", f"{digits}%")


def _hit(one: Row, reached_by: str) -> Hit:
    if not one.is_open:
        assert one.circle is not None
        place = str(_("%(circle)s of %(community)s", circle=ORDINALS[one.circle], community=one.community))
        return Hit(one.name, f"/communities/{one.slug}/circles/{one.circle}", facts=[place])
    role = one.function or (str(ONE_OF[one.college]) if one.college else "")
    facts = [role, one.organisation or "", (getattr(one, reached_by) or "") if reached_by else ""]
    return Hit(one.name, f"/people/{one.code}", facts=[fact for fact in facts if fact])


PEOPLE = SearchKind("people", _("People"), find, rank=10)
