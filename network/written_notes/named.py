"""Named: people chosen one by one, to be written to by name. Only those whose page the viewer may see, and who belong
to the community or network in whose name it is."""

import msgspec

from network.access import Viewer
from network.affiliations import joined_to
from network.doors import people_visible_to
from network.ground.clock import today
from network.ground.words import sort_key
from network.owners import Owner, numbers_of
from network.people.directory import literal
from network.tables import Person

FOUND = 30


class Candidate(msgspec.Struct):
    """Somebody who could be chosen."""

    id: int
    code: str
    name: str
    organisation: str


HERE = """
SELECT person.id, person.code, trim(given_name || ' ' || family_name) AS name,
       coalesce(belongs.organisation, '') AS organisation
FROM network_person AS person {belongs}
WHERE person.id IN ({}) AND (
    EXISTS (SELECT FROM network_standing AS standing JOIN network_community AS c ON c.id = standing.community
            WHERE standing.person = person.id AND (standing.community = {} OR c.network = {})
              AND standing.since_on <= {} AND (standing.until_on IS NULL OR standing.until_on > {}))
    OR EXISTS (SELECT FROM network_mandate AS mandate LEFT JOIN network_team AS team ON team.id = mandate.team
               LEFT JOIN network_community AS c ON c.id = team.community
               WHERE mandate.person = person.id AND (c.id = {} OR c.network = {} OR mandate.network = {})
                 AND mandate.since_on <= {} AND (mandate.until_on IS NULL OR mandate.until_on > {})))
""".replace("{belongs}", joined_to("person.id"))


async def find(viewer: Viewer, owner: Owner, words: str) -> list[Candidate]:
    """By name; without words the first of the list. É stands with E."""
    wanted = [f"%{literal(word)}%" for word in sort_key(words).split()]
    asked = " AND person.sort_key LIKE ALL ({}::text[]) ORDER BY person.sort_key, person.id LIMIT {}"
    return await _read(viewer, owner, asked, wanted, FOUND)


async def chosen(viewer: Viewer, owner: Owner, codes: list[str]) -> list[Candidate]:
    """Those of these codes who may be chosen, by name; whoever may not is passed over."""
    asked = " AND person.code = ANY({}::text[]) ORDER BY person.sort_key, person.id LIMIT {}"
    return await _read(viewer, owner, asked, [*dict.fromkeys(codes)], len(codes))


async def _read(viewer: Viewer, owner: Owner, asked: str, values: list[str], most: int) -> list[Candidate]:
    day, seen = today(), Person.select(Person.id).where(people_visible_to(viewer))
    community, network = numbers_of(owner)
    here = [*seen.querystrings, community, network, day, day, community, network, network, day, day]
    return msgspec.convert(await Person.raw(HERE + asked, day, day, *here, values, most), list[Candidate])
