"""Offices that want somebody's care: a mandate that ends, 90 days before and again 30 days before; a seat that is empty,
for the coordination, from the day it is. What has been provided for waits for nobody.
"""

from collections.abc import Sequence
from datetime import timedelta

from network.access import Viewer
from network.communities.communities import SEATS
from network.communities.concerns import NEAR, SOON
from network.ground.clock import today
from network.ground.words import _, say_date
from network.plug import Waiting
from network.tables import Mandate, Seat

ENDING = """
    SELECT mandate.code, mandate.until_on, trim(person.given_name || ' ' || person.family_name) AS name, seat.position,
           community.id AS community, community.slug, community.name AS where_to, community.network
    FROM network_mandate AS mandate
    JOIN network_person AS person ON person.id = mandate.person
    JOIN network_team AS team ON team.id = mandate.team AND team.kind = 'pair'
    JOIN network_seat AS seat ON seat.id = mandate.seat
    JOIN network_community AS community ON community.id = team.community
    WHERE mandate.until_on > {} AND mandate.until_on <= {} AND mandate.since_on <= {}
      AND (community.id = ANY({}) OR community.network = ANY({}))
      AND (community.closed_on IS NULL OR community.closed_on > mandate.until_on)
      AND NOT EXISTS (SELECT FROM network_mandate AS next WHERE next.seat = mandate.seat
                      AND next.since_on >= mandate.until_on AND next.since_on IS DISTINCT FROM next.until_on)
"""
EMPTY = """
    SELECT seat.position, seat.title, community.slug, community.name AS where_to, community.network,
           coalesce((SELECT max(before.until_on) FROM network_mandate AS before
                     WHERE before.seat = seat.id AND before.until_on <= {}), community.opened_on) AS since_on
    FROM network_seat AS seat
    JOIN network_team AS team ON team.id = seat.team AND team.kind = 'pair'
    JOIN network_community AS community ON community.id = team.community
    WHERE community.network = ANY({}) AND (community.closed_on IS NULL OR community.closed_on > {})
      AND NOT EXISTS (SELECT FROM network_mandate AS mandate WHERE mandate.seat = seat.id
                      AND (mandate.until_on IS NULL OR mandate.until_on > {}))
"""


async def mandates_ending(viewer: Viewer) -> Sequence[Waiting]:
    """To the pair of their own, to the coordination of its network's; to who is both, once."""
    day = today()
    until = day + timedelta(days=NEAR)
    rows = await Mandate.raw(ENDING, day, until, day, *viewer.animated)
    found = []
    for row in rows:
        days = (row["until_on"] - day).days
        stage = SOON if days <= SOON else NEAR
        is_ours = row["network"] in viewer.coordinates
        path = f"/communities/{row['slug']}/mandates"
        since = row["until_on"] - timedelta(days=stage)
        found.append(
            Waiting(
                key=f"network.mandates:{row['code']}:{row['until_on']}:{stage}",
                title=_("The mandate of %(name)s ends on %(day)s", name=row["name"], day=say_date(row["until_on"])),
                words=_("%(community)s: nobody is appointed to follow yet.", community=row["where_to"]),
                path=f"{path}/new?seat={row['position']}" if is_ours else path,
                act=_("Appoint who follows") if is_ours else _("See the mandates"),
                since=since,
                due=row["until_on"] - timedelta(days=SOON),
                community=None if is_ours else row["community"],
                network=row["network"] if is_ours else None,
            )
        )
    return found


async def vacancies(viewer: Viewer) -> Sequence[Waiting]:
    """Seats of pairs without anybody, today or promised, in the networks that the viewer coordinates."""
    if not viewer.coordinates:
        return []
    day = today()
    rows = await Seat.raw(EMPTY, day, sorted(viewer.coordinates), day, day)
    return [
        Waiting(
            key=f"network.vacancies:{row['slug']}:{row['position']}:{row['since_on']}",
            title=_("A seat is empty in “%(community)s”", community=row["where_to"]),
            words=_(
                "%(seat)s, since %(day)s.", seat=SEATS.get(row["title"], row["title"]), day=say_date(row["since_on"])
            ),
            path=f"/communities/{row['slug']}/mandates/new?seat={row['position']}",
            act=_("Appoint somebody"),
            since=row["since_on"],
            due=row["since_on"],
            network=row["network"],
        )
        for row in rows
    ]
