"""Likenesses: who of the network may be the person that somebody is about to add.

An address is not a person: two people may share one. So the same address is a likeness, and it takes the name too to be
the same person; without an address, the name and the organisation. Beyond the network nobody is looked at.
"""

import msgspec

from network.ground.clock import today
from network.ground.words import sort_key
from network.tables import Community, Person


class Known(msgspec.Struct):
    """Somebody whom the network knows already, and where they stand in this community today."""

    person: int
    code: str
    name: str
    sort_key: str
    email: str | None
    organisation: str | None
    circle: int | None

    @property
    def body(self) -> str:
        return sort_key(self.organisation or "")


async def alike(community: Community, given: str, family: str, email: str | None, organisation: str) -> list[Known]:
    """Of the network: of the same address, or of the same name where the organisation does not tell them apart."""
    key, body = sort_key(f"{family} {given}"), sort_key(organisation)
    found = await known(community, email, key)
    return [one for one in found if _is_same_address(one, email) or not body or not one.body or one.body == body][:5]


def _is_same_address(one: Known, email: str | None) -> bool:
    return email is not None and one.email == email


async def known(community: Community, email: str | None = None, key: str | None = None) -> list[Known]:
    """Everybody of the community's network, or only those of that address or that name."""
    day = today()
    rows = await Person.raw(
        """
        SELECT person.id AS person, person.code, trim(given_name || ' ' || family_name) AS name, person.sort_key, email,
               belongs.organisation, standing.circle
        FROM network_person AS person
        LEFT JOIN network_standing AS standing ON standing.person = person.id AND standing.community = {}
             AND (standing.until_on IS NULL OR standing.until_on > {})
        LEFT JOIN LATERAL (
            SELECT organisation.name AS organisation FROM network_affiliation AS affiliation
            JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
            WHERE affiliation.person = person.id AND (affiliation.until_on IS NULL OR affiliation.until_on > {})
            ORDER BY affiliation.since_on DESC, affiliation.id DESC LIMIT 1
        ) AS belongs ON true
        WHERE person.id IN (
            SELECT person FROM network_standing AS standing
            JOIN network_community AS community ON community.id = standing.community WHERE community.network = {}
            UNION
            SELECT person FROM network_mandate AS mandate
            LEFT JOIN network_team AS team ON team.id = mandate.team
            LEFT JOIN network_community AS community ON community.id = coalesce(mandate.community, team.community)
            WHERE coalesce(mandate.network, team.network, community.network) = {}
        ) AND ({}::text IS NULL OR person.sort_key = {} OR person.email = {})
        ORDER BY person.sort_key, person.id
        """,
        *[community.id, day, day, community.network, community.network, key, key, email],
    )
    return msgspec.convert(rows, list[Known])
