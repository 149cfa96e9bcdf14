"""Sights: who sees what of a person: by function those who see their page, and what each choice lets others see."""

from typing import Any

import msgspec

from network.access import viewer_of
from network.ground.clock import today
from network.ground.words import Sentence, _
from network.people import disclosures, portraits
from network.tables import Person


class Onlooker(msgspec.Struct):
    """Somebody who sees the page of this person, and by which office."""

    name: str
    role: str  # gardener, coordinator, administrator
    unit: str


class Look(msgspec.Struct):
    """What people of one distance see: nothing at all without the name."""

    who: Sentence
    facts: list[tuple[Sentence, str]]


# The inverse of doors.people_visible_to: tests compare the two for everybody in the village.
ONLOOKERS = """
WITH day AS (SELECT {}::date AS today),
office AS (
    SELECT mandate.person, mandate.role, coalesce(mandate.community, team.community) AS community,
           coalesce(mandate.network, team.network) AS network
    FROM network_mandate AS mandate CROSS JOIN day LEFT JOIN network_team AS team ON team.id = mandate.team
    WHERE since_on <= today AND (until_on IS NULL OR until_on > today)
),
here AS (
    SELECT community FROM network_standing CROSS JOIN day
    WHERE person = {} AND since_on <= today AND (until_on IS NULL OR until_on > today)
    UNION SELECT community FROM office WHERE person = {} AND community IS NOT NULL
),
around AS (
    SELECT network FROM network_community WHERE id IN (SELECT community FROM here)
    UNION SELECT network FROM office WHERE person = {} AND network IS NOT NULL AND community IS NULL
)
SELECT DISTINCT trim(given_name || ' ' || family_name) AS name, role,
       coalesce(community.name, network.name, '') AS unit
FROM office JOIN network_person AS person ON person.id = office.person
LEFT JOIN network_community AS community ON community.id = office.community
LEFT JOIN network_network AS network ON network.id = office.network
WHERE person.id <> {} AND (role = 'administrator'
    OR (role = 'gardener' AND office.community IN (SELECT community FROM here))
    OR (role = 'coordinator' AND office.network IN (SELECT network FROM around)))
ORDER BY role DESC, unit, name
"""


async def onlookers_of(person: Person) -> list[Onlooker]:
    """Everybody who sees the page of this person today, with what is on it."""
    rows = await Person.raw(ONLOOKERS, today(), person.id, person.id, person.id, person.id)
    return msgspec.convert(rows, list[Onlooker])


async def looks_at(person: Person) -> list[Look]:
    """As a member of the same community, somebody of the same network, and anybody else see them in a list."""
    chosen = await disclosures.chosen_by(person)
    belongs = (await portraits.portray(await viewer_of(person), person, most=3)).now
    facts: dict[str, Any] = {
        "name": person.name,
        "organisation": belongs.organisation if belongs else "",
        "function": belongs.function if belongs else "",
        "phone": person.phone,
        "email": person.email,
    }
    looks = []
    for who, reaches in (
        (_("A member of one of your communities"), ("community", "network")),
        (_("Somebody of one of your networks, who is not in your communities"), ("network",)),
        (_("Anybody else, signed in or not"), ()),
    ):
        is_named = chosen["name"] in reaches
        seen = [field for field, reach in chosen.items() if is_named and reach in reaches and facts[field]]
        looks.append(Look(who, [(disclosures.FIELDS[field], str(facts[field])) for field in seen]))
    return looks
