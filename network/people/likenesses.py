"""Likenesses: who of the network may be the person that somebody is about to add.

An address is not a person: two people may share one. So the same address is a likeness, and it takes the name too to be
the same person; without an address, the name and the organisation. Accents, capitals, hyphens and the order of names do
not count, and the town hall of a place is the place. Beyond the network nobody is looked at: it knows who stands in its
circles or held an office, and whom its days have brought.
"""

import asyncio
import re
from collections.abc import Collection

import msgspec

from network.ground.clock import today
from network.ground.queue import together
from network.ground.words import sort_key
from network.plug import house
from network.tables import Community, Person

OF = r"(?: (?:de la|de l|des|du|de|d))? (?=.)"
SAID_OF_BODIES = {  # what people call the same body by
    rf"^(?:la )?(?:mairie|commune|ville|municipalite){OF}": "commune ",
    rf"^(?:le )?(?:conseil )?(?:departemental|departement){OF}": "departement ",
    rf"^(?:le |la )?(?:conseil )?(?:regional|region){OF}": "region ",
    rf"^(?:la )?(?:communaute de communes|cc){OF}": "cc ",
    rf"^(?:la )?(?:communaute d agglomeration|ca|agglomeration|agglo){OF}": "ca ",
    r"\bsaint(e?)\b": r"st\1",
}


def words_of(text: str) -> str:
    """« L’Isle-en-Dodon » is "l isle en dodon"; what has no letter stays what it is."""
    key = sort_key(text)
    return " ".join(re.sub(r"[\W_]+", " ", key).split()) or key


def name_of(*names: str) -> str:
    """The same for « Jean-Pierre LE GALL » and « Le Gall, Jean Pierre »."""
    return " ".join(sorted(words_of(" ".join(names)).split()))


def body_of(name: str) -> str:
    """The same for « Mairie d’Auch », « Commune d'Auch » and « Ville d’Auch »."""
    key = words_of(name)
    for said, meant in SAID_OF_BODIES.items():
        key = re.sub(said, meant, key)
    return key


class Known(msgspec.Struct):
    """Somebody whom the network knows already, and where they stand in this community today."""

    person: int
    code: str
    name: str
    sort_key: str
    email: str | None
    organisation: str | None
    circle: int | None
    phone: str | None = None
    function: str = ""
    college: str = ""
    is_guarded: bool = False  # signs in, or holds an office: their address is not for others to change
    objects: bool = False  # their data serves for nothing any more
    line: int = 0  # of somebody whom the same spreadsheet has named above
    key: str = ""
    body: str = ""

    def __post_init__(self) -> None:
        self.key, self.body = name_of(self.name), body_of(self.organisation or "")


async def alike(community: Community, given: str, family: str, email: str | None, organisation: str) -> list[Known]:
    """Of the network: of the same address, or of the same name where the organisation does not tell them apart."""
    key, body = name_of(given, family), body_of(organisation)
    known = await known_by(community, [email] if email else [], [sort_key(f"{family} {given}")])
    found = [one for one in known if not one.objects and (one.key == key or _is_same_address(one, email))]
    return [one for one in found if _is_same_address(one, email) or not body or not one.body or one.body == body][:5]


def _is_same_address(one: Known, email: str | None) -> bool:
    return email is not None and one.email == email


async def known_by(community: Community, addresses: Collection[str], names: Collection[str]) -> list[Known]:
    """Those of the community's network who have one of these addresses or, as a sort key, one of these names."""
    return await _known(
        community,
        "email = ANY({}::text[]) OR network_name_key(person.sort_key)"
        " = ANY(ARRAY(SELECT network_name_key(said) FROM unnest({}::text[]) AS said))",
        *([*addresses], [*names]),
    )


async def known_twice(community: Community, most: int) -> list[Known]:
    """Those who stand in the community and share a name or an address with somebody else who does."""
    rows = await Person.raw(
        """
        SELECT id FROM (
            SELECT person.id, email, key, count(*) OVER (PARTITION BY key) > 1 AS is_named_so,
                   email IS NOT NULL AND count(*) OVER (PARTITION BY email) > 1 AS is_reached_so
            FROM network_standing AS standing JOIN network_person AS person ON person.id = standing.person,
            network_name_key(person.sort_key) AS key
            WHERE standing.community = {} AND (until_on IS NULL OR until_on > {})
        ) AS here WHERE is_named_so OR is_reached_so
        ORDER BY NOT is_named_so, CASE WHEN is_named_so THEN key ELSE email END, id LIMIT {}
        """,
        *(community.id, today(), most),
    )
    return await _known(community, "person.id = ANY({})", [row["id"] for row in rows])


async def _known(community: Community, which: str, *values: object) -> list[Known]:
    day, acquaintances = today(), house().every("acquaintances")
    or_known = " ".join(f"OR EXISTS ({one})" for one in acquaintances)
    async with together():
        await Person.raw(
            "SET LOCAL plan_cache_mode = force_custom_plan"
        )  # one made for ten people is slow for thousands
        rows = await Person.raw(
            f"""
            SELECT person.id AS person, person.code, trim(given_name || ' ' || family_name) AS name, person.sort_key, email,
                   phone, belongs.organisation, coalesce(belongs.function, '') AS function,
                   coalesce(belongs.college, '') AS college, standing.circle,
                   EXISTS (SELECT FROM network_account AS account WHERE account.person = person.id)
                   OR EXISTS (SELECT FROM network_mandate AS office WHERE office.person = person.id
                              AND (office.until_on IS NULL OR office.until_on > {{}})) AS is_guarded,
                   EXISTS (SELECT FROM network_objection AS objection
                           WHERE objection.person = person.id AND until_at IS NULL) AS objects
            FROM network_person AS person
            LEFT JOIN network_standing AS standing ON standing.person = person.id AND standing.community = {{}}
                 AND (standing.until_on IS NULL OR standing.until_on > {{}})
            LEFT JOIN LATERAL (
                SELECT organisation.name AS organisation, affiliation.function, affiliation.college
                FROM network_affiliation AS affiliation
                LEFT JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
                WHERE affiliation.person = person.id AND (affiliation.until_on IS NULL OR affiliation.until_on > {{}})
                ORDER BY affiliation.since_on DESC, affiliation.id DESC LIMIT 1
            ) AS belongs ON true
            WHERE ({which}) AND (EXISTS (
                SELECT FROM network_standing AS place
                JOIN network_community AS community ON community.id = place.community
                WHERE place.person = person.id AND community.network = {{}}
            ) OR EXISTS (
                SELECT FROM network_mandate AS mandate
                LEFT JOIN network_team AS team ON team.id = mandate.team
                LEFT JOIN network_community AS community ON community.id = coalesce(mandate.community, team.community)
                WHERE mandate.person = person.id AND coalesce(mandate.network, team.network, community.network) = {{}}
            ) {or_known})
            ORDER BY person.sort_key, person.id
            """,
            *[day, community.id, day, day, *values, *(2 + len(acquaintances)) * [community.network]],
        )
    return await asyncio.to_thread(msgspec.convert, rows, list[Known])
