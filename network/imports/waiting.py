"""What waits after an import: to tell those whose data it brought. It comes back after 7, 21 and 28 days, until it is
done; from the fourth week on the coordination knows of it too."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from network.access import Viewer
from network.ground.clock import HERE, today
from network.ground.words import _, ngettext, say_date
from network.imports.provenances import MONTH, STATES
from network.plug import Waiting
from network.tables import Provenance

STAGES = (28, 21, 7, 0)  # days since they came in; the last month of the law ends two days after the first of these

UNTOLD = f"""
    SELECT imported.code, imported.name, imported.community, community.network, community.name AS where_to,
           min(state.came_at) AS came_at, count(*) AS people
    FROM ({STATES}) AS state
    JOIN network_import AS imported ON imported.id = state.imported
    JOIN network_community AS community ON community.id = imported.community
    WHERE NOT state.is_told AND state.person IS NOT NULL
      AND (imported.community = ANY({{}}) OR (community.network = ANY({{}}) AND state.came_at < {{}}::timestamptz))
    GROUP BY imported.id, community.id ORDER BY min(state.came_at)
"""


async def letters_to_send(viewer: Viewer) -> Sequence[Waiting]:
    """Of article 14, in the communities that the viewer gardens; the late ones in the networks that they coordinate."""
    day = today()
    late = datetime.combine(day - timedelta(days=STAGES[0] - 1), time(), tzinfo=HERE)
    rows = await Provenance.raw(UNTOLD, *viewer.animated, late)
    found = []
    for row in rows:
        since = row["came_at"].astimezone(HERE).date()
        stage = next(days for days in STAGES if (day - since).days >= days or days == 0)
        due = since + MONTH
        is_own = row["community"] in viewer.gardens
        found.append(
            Waiting(
                key=f"network.provenance:{row['code']}:{stage}",
                title=ngettext(
                    "Tell one person of “%(file)s” where their data come from",
                    "Tell %(n)s people of “%(file)s” where their data come from",
                    row["people"],
                )
                % {"n": row["people"], "file": row["name"]},
                words=_(
                    "%(community)s, by %(day)s: the law gives a month.", community=row["where_to"], day=say_date(due)
                ),
                path=f"/imports/{row['code']}/provenance",
                act=_("Read and send"),
                since=since,
                due=due,
                community=row["community"] if is_own else None,
                network=None if is_own else row["network"],
            )
        )
    return found
