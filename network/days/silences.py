"""Silences: those of the first circle of whom nothing was heard for the time that the network has set. A gardener may
call them; nobody is moved for it. A new silence, after a new act, is a new thing.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from network.access import Viewer
from network.ground.clock import today
from network.ground.words import Sentence, _, ngettext, say_date, say_number
from network.plug import Waiting
from network.tables import Standing

SILENT = """
    SELECT community.id AS community, community.slug, person.code,
           trim(person.given_name || ' ' || person.family_name) AS name,
           standing.since_on, done.last_on, done.acts, network.silence_days
    FROM network_standing AS standing
    JOIN network_community AS community ON community.id = standing.community
    JOIN network_network AS network ON network.id = community.network
    JOIN network_person AS person ON person.id = standing.person
    CROSS JOIN LATERAL (
        SELECT max(done_on) AS last_on, count(*) AS acts FROM network_act AS act
        WHERE act.person = standing.person AND act.community = standing.community
    ) AS done
    WHERE standing.community = ANY({}) AND standing.circle = 1
      AND (standing.until_on IS NULL OR standing.until_on > {}) AND standing.since_on <= {}::date - network.silence_days
      AND coalesce(done.last_on, standing.since_on) <= {}::date - network.silence_days
      AND NOT EXISTS (SELECT FROM network_mandate AS mandate JOIN network_team AS team ON team.id = mandate.team
                      WHERE mandate.person = standing.person AND team.community = standing.community
                        AND mandate.since_on <= {} AND (mandate.until_on IS NULL OR mandate.until_on > {}))
    ORDER BY coalesce(done.last_on, standing.since_on) DESC, person.sort_key
"""


async def silences(viewer: Viewer) -> Sequence[Waiting]:
    """In the communities that the viewer gardens; gardeners themselves are not counted among the silent."""
    if not viewer.gardens:
        return []
    day = today()
    rows = await Standing.raw(SILENT, sorted(viewer.gardens), *[day] * 5)
    return [
        Waiting(
            key=f"network.silences:{row['slug']}:{row['code']}:{row['last_on'] or row['since_on']}",
            title=_("%(name)s, of the first circle, has been silent for a while", name=row["name"]),
            words=said(row),
            path=f"/people/{row['code']}",
            act=_("See the person"),
            community=row["community"],
            since=max(row["last_on"] or row["since_on"], row["since_on"]) + timedelta(days=row["silence_days"]),
        )
        for row in rows
    ]


def said(row: Mapping[str, Any]) -> Sentence | str:
    """Since when, and after how much."""
    if not row["last_on"]:
        return _("In the first circle since %(day)s, nothing heard yet.", day=say_date(row["since_on"]))
    return ngettext(
        "Nothing since %(day)s, after taking part once. A call?",
        "Nothing since %(day)s, after taking part %(n)s times. A call?",
        row["acts"],
    ) % {"day": say_date(row["last_on"]), "n": say_number(row["acts"])}
