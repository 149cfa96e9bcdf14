"""Candidates for an office: the people of the network, found by a part of their name; for the administration, anybody."""

import msgspec

from network.access import Viewer
from network.affiliations import joined_to
from network.ground.clock import today
from network.ground.errors import Fault
from network.ground.words import _, sort_key
from network.tables import Network, Person

OF_NETWORK = """
    EXISTS (SELECT FROM network_standing AS standing
            JOIN network_community AS community ON community.id = standing.community
            WHERE standing.person = person.id AND community.network = {}
              AND standing.since_on <= {} AND (standing.until_on IS NULL OR standing.until_on > {}))
    OR EXISTS (SELECT FROM network_mandate AS mandate
               LEFT JOIN network_team AS team ON team.id = mandate.team
               LEFT JOIN network_community AS community ON community.id = team.community
               WHERE mandate.person = person.id AND coalesce(mandate.network, community.network) = {})
"""


class Candidate(msgspec.Struct):
    """With what tells two people of one name apart."""

    code: str
    name: str
    college: str | None
    organisation: str | None


async def search(viewer: Viewer, network: Network, words: str, most: int = 20) -> list[Candidate]:
    """Those whose name contains each of the words, by name."""
    parts = [f"%{part}%" for part in sort_key(words).replace("%", "").split()][:4]
    if not parts:
        return []
    day = today()
    rows = await Person.raw(
        f"""
        SELECT person.code, trim(given_name || ' ' || family_name) AS name, belongs.college, belongs.organisation
        FROM network_person AS person
        {joined_to("person.id")}
        WHERE person.sort_key LIKE ALL({{}}) AND ({{}} OR {OF_NETWORK})
        ORDER BY person.sort_key, person.id LIMIT {{}}
        """,
        *[day, day, parts, viewer.is_administrator, network.id, day, day, network.id, most],
    )
    return msgspec.convert(rows, list[Candidate])


async def chosen(viewer: Viewer, network: Network, code: str) -> Person:
    """The person of that code. Raises Fault("person") for whoever is not of the network."""
    person = await Person.objects().get(Person.code == code)
    day = today()
    if person and (
        viewer.is_administrator
        or await Person.raw(
            f"SELECT person.id FROM network_person AS person WHERE person.id = {{}} AND ({OF_NETWORK})",
            *[person.id, network.id, day, day, network.id],
        )
    ):
        return person
    raise Fault("person", _("This person is not of the network: bring them into one of its communities first."))
