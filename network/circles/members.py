"""Members: who stands in a community on a day, counted for everybody and named for those who may see the name.

Counts are by circle and college of that day, for any number of communities in one question. A name is for gardeners and
the coordination; for members and the people of the network where its person agreed; never for the public.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from network.access import Viewer, may_animate
from network.affiliations import joined_to
from network.circles.circles import CIRCLES
from network.doors import names_visible_to, reaches_open_to
from network.ground.clock import today
from network.tables import Community, Person, Standing

CHOSEN = ("function", "organisation", "email", "phone")  # each shown as far as its person chose


class Named(msgspec.Struct):
    """A member with their name; for gardeners and the coordination with the function and the body of that day too, for
    others with what its person chose to show them."""

    person: int
    code: str
    name: str
    circle: int
    in_circle: int  # how many of this circle have a name for the viewer
    college: str | None
    function: str | None
    organisation: str | None
    email: str | None = None
    phone: str | None = None
    shown: list[str] = []


async def count(communities: Iterable[int], on: date | None = None) -> dict[int, dict[int, int]]:
    """How many stand in each circle, for any number of communities at once."""
    day, numbers = on or today(), [*communities]
    counted = {number: dict.fromkeys(CIRCLES, 0) for number in numbers}
    rows = await Standing.raw(
        """
        SELECT community, circle, count(*) AS people FROM network_standing
        WHERE community = ANY({}) AND since_on <= {} AND (until_on IS NULL OR until_on > {})
        GROUP BY community, circle
        """,
        *[numbers, day, day],
    )
    for row in rows:
        counted[row["community"]][row["circle"]] = row["people"]
    return counted


async def count_by_college(communities: Iterable[int], on: date | None = None) -> dict[int, dict[str, int]]:
    """Circle -> college of that day -> people; of several communities, each person once, where they stand nearest.
    The college "" is of those who speak for none."""
    day = on or today()
    rows = await Standing.raw(
        """
        SELECT circle, coalesce(college, '') AS college, count(*) AS people
        FROM (
            SELECT person, somebody, min(circle) AS circle FROM network_standing
            WHERE community = ANY({}) AND since_on <= {} AND (until_on IS NULL OR until_on > {})
            GROUP BY person, somebody
        ) AS standing
        LEFT JOIN LATERAL (
            SELECT college FROM network_affiliation AS affiliation
            WHERE (affiliation.person = standing.person OR affiliation.somebody = standing.somebody)
              AND since_on <= {} AND (until_on IS NULL OR until_on > {})
            ORDER BY since_on DESC, id DESC LIMIT 1
        ) AS belongs ON true
        GROUP BY circle, college ORDER BY circle, college
        """,
        *[[*communities], day, day, day, day],
    )
    counted: dict[int, dict[str, int]] = {circle: {} for circle in CIRCLES}
    for row in rows:
        counted[row["circle"]][row["college"]] = row["people"]
    return counted


async def named(
    viewer: Viewer, community: Community, circles: Iterable[int], on: date | None = None, most: int = 24, skip: int = 0
) -> list[Named]:
    """Of each circle those whose name the viewer may see, by name, so many at most, after so many."""
    day = on or today()
    seen = Person.select(Person.id).where(names_visible_to(viewer, community))
    rows = await Standing.raw(
        f"""
        SELECT seen.*, belongs.college, belongs.function, belongs.organisation,
               ARRAY(SELECT field FROM network_disclosure AS disclosure
                     WHERE disclosure.person = seen.person AND reach = ANY ({{}}::text[])) AS shown
        FROM (
            SELECT person.id AS person, person.code, trim(given_name || ' ' || family_name) AS name, sort_key, circle,
                   email, phone, count(*) OVER (PARTITION BY circle) AS in_circle,
                   row_number() OVER (PARTITION BY circle ORDER BY sort_key, person.id) AS place
            FROM network_standing AS standing JOIN network_person AS person ON person.id = standing.person
            WHERE community = {{}} AND circle = ANY({{}}) AND since_on <= {{}} AND (until_on IS NULL OR until_on > {{}})
              AND person.id IN ({{}})
        ) AS seen
        {joined_to("seen.person")}
        WHERE place > {{}} AND place <= {{}} ORDER BY circle, place
        """,
        *[
            reaches_open_to(viewer, community),
            community.id,
            [*circles],
            day,
            day,
            *seen.querystrings,
            day,
            day,
            skip,
            skip + most,
        ],
    )
    found = msgspec.convert(rows, list[Named])
    is_ours = may_animate(viewer, community)
    return [_without(one, ("email", "phone") if is_ours else {*CHOSEN} - {*one.shown}) for one in found]


def _without(one: Named, fields: Iterable[str]) -> Named:
    """A name was agreed to, not what goes with it; how to reach people, gardeners find in the directory."""
    return msgspec.structs.replace(one, **dict.fromkeys(fields))
