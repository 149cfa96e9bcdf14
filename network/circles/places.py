"""Places: where a person has stood in a community, row by row, with who decided it and why. For its gardeners."""

from datetime import date

import msgspec

from network.tables import Community, Person, Standing


class Place(msgspec.Struct):
    """A row of the history: where, from when to when, who decided it and why, how it ended."""

    circle: int
    since_on: date
    until_on: date | None
    because: str
    decided_by: str | None
    end_because: str
    ended_by: str | None


async def history(person: Person, community: Community) -> list[Place]:
    """Every place that the person had here, the newest first."""
    rows = await Standing.raw(
        """
        SELECT circle, since_on, until_on, because, end_because,
               trim(decider.given_name || ' ' || decider.family_name) AS decided_by,
               trim(ender.given_name || ' ' || ender.family_name) AS ended_by
        FROM network_standing AS standing
        LEFT JOIN network_person AS decider ON decider.id = standing.decided_by
        LEFT JOIN network_person AS ender ON ender.id = standing.ended_by
        WHERE person = {} AND community = {} ORDER BY since_on DESC, standing.id DESC
        """,
        *[person.id, community.id],
    )
    return msgspec.convert(rows, list[Place])
