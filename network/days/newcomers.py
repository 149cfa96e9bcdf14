"""Newcomers: those who have come into a community and whom nobody has met yet. A word from a gardener in the first days
is what makes somebody stay.

Those of one day in one community are one thing, so that a spreadsheet of a thousand is not a thousand things; one more
on the same day is a new fact. Whoever has done something here since was met. After a month nobody is new any more.
"""

from collections.abc import Sequence
from datetime import timedelta

from network.access import Viewer
from network.ground.clock import today
from network.ground.words import Sentence, _, ngettext, say_date
from network.plug import Waiting
from network.tables import Standing

NEW, SOON = timedelta(days=30), timedelta(days=7)

ARRIVED = """
    SELECT community.id AS community, community.slug, arrived.since_on,
           (array_agg(person.code ORDER BY arrived.id DESC))[1] AS last,
           count(*) FILTER (WHERE waits) AS people,
           (array_agg(person.code ORDER BY arrived.id) FILTER (WHERE waits))[1] AS first,
           (array_agg(trim(person.given_name || ' ' || person.family_name) ORDER BY arrived.id)
               FILTER (WHERE waits))[1:3] AS names
    FROM (
        SELECT standing.*, (standing.until_on IS NULL OR standing.until_on > {})
               AND NOT EXISTS (SELECT FROM network_act AS act WHERE act.person = standing.person
                               AND act.community = standing.community AND act.done_on >= standing.since_on) AS waits
        FROM network_standing AS standing
        WHERE standing.community = ANY({}) AND standing.since_on > {} AND standing.since_on <= {}
          AND standing.person <> {}
          AND NOT EXISTS (SELECT FROM network_standing AS before WHERE before.person = standing.person
                          AND before.community = standing.community AND before.id < standing.id)
    ) AS arrived
    JOIN network_person AS person ON person.id = arrived.person
    JOIN network_community AS community ON community.id = arrived.community
    WHERE community.opened_on < arrived.since_on
    GROUP BY community.id, arrived.since_on HAVING count(*) FILTER (WHERE waits) > 0
"""


async def newcomers(viewer: Viewer) -> Sequence[Waiting]:
    """To welcome, in the communities that the viewer gardens. Those of a community's first day opened it together."""
    if not viewer.gardens:
        return []
    day = today()
    rows = await Standing.raw(ARRIVED, day, sorted(viewer.gardens), day - NEW, day, viewer.person)
    return [
        Waiting(
            key=f"network.newcomers:{row['slug']}:{row['since_on']}:{row['last']}",
            title=said(row["names"], row["people"]),
            words=_("Arrived on %(day)s. A word of welcome?", day=say_date(row["since_on"])),
            path=f"/people/{row['first']}" if row["people"] == 1 else f"/communities/{row['slug']}/people",
            act=_("See who"),
            community=row["community"],
            since=row["since_on"],
            due=row["since_on"] + SOON,
        )
        for row in rows
    ]


def said(names: Sequence[str], people: int) -> Sentence | str:
    """The first three by name, the others by their number."""
    if people == 1:
        return _("%(name)s has just arrived", name=names[0])
    if people <= len(names):
        return _("%(names)s and %(last)s have just arrived", names=", ".join(names[:-1]), last=names[-1])
    others = people - 2
    return ngettext(
        "%(first)s, %(second)s and %(others)s other person have just arrived",
        "%(first)s, %(second)s and %(others)s other people have just arrived",
        others,
    ) % {"first": names[0], "second": names[1], "others": others}
