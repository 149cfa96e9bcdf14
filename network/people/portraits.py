"""Portraits: what a viewer may read of one person: whom they speak for, where they stand, their offices, what they did.

Only what happened in communities that the viewer may see. The door (doors.person_for) comes first.
"""

from datetime import date

import msgspec

from network.access import Viewer
from network.doors import communities_visible_to
from network.ground.clock import today
from network.ground.words import Sentence
from network.plug import house
from network.tables import Act, Affiliation, Community, Person, Standing


class Belonging(msgspec.Struct):
    organisation: str | None
    function: str
    college: str
    since_on: date
    until_on: date | None
    because: str


class Place(msgspec.Struct):
    slug: str
    community: str
    circle: int
    since_on: date
    until_on: date | None
    because: str


class Office(msgspec.Struct):
    role: str
    unit: str
    since_on: date
    until_on: date | None


class Deed(msgspec.Struct):
    words: Sentence | str
    community: str
    done_on: date


class Portrait(msgspec.Struct):
    belongings: list[Belonging]
    places: list[Place]
    offices: list[Office]
    deeds: list[Deed]

    @property
    def now(self) -> Belonging | None:
        """Whom they speak for today."""
        current = [one for one in self.belongings if one.until_on is None or one.until_on > today()]
        return current[0] if current else None


async def portray(viewer: Viewer, person: Person, most: int = 20) -> Portrait:
    """The newest first, so many of each at most."""
    seen = Community.select(Community.id).where(communities_visible_to(viewer))
    belongings = (
        await Affiliation.select(
            Affiliation.organisation.name.as_alias("organisation"),
            Affiliation.function,
            Affiliation.college,
            Affiliation.since_on,
            Affiliation.until_on,
            Affiliation.because,
        )
        .where(Affiliation.person == person.id)
        .order_by(Affiliation.since_on, ascending=False)
        .order_by(Affiliation.id, ascending=False)
        .limit(most)
    )
    places = (
        await Standing.select(
            Standing.community.slug.as_alias("slug"),
            Standing.community.name.as_alias("community"),
            Standing.circle,
            Standing.since_on,
            Standing.until_on,
            Standing.because,
        )
        .where(Standing.person == person.id, Standing.community.is_in(seen))
        .order_by(Standing.since_on, ascending=False)
        .order_by(Standing.id, ascending=False)
        .limit(most)
    )
    return Portrait(
        msgspec.convert(belongings, list[Belonging]),
        msgspec.convert(places, list[Place]),
        await _offices(person),
        await _deeds(person, viewer, most),
    )


async def _offices(person: Person) -> list[Office]:
    rows = await Person.raw(
        """
        SELECT role, coalesce(network.name, community.name, '') AS unit, mandate.since_on, mandate.until_on
        FROM network_mandate AS mandate
        LEFT JOIN network_team AS team ON team.id = mandate.team
        LEFT JOIN network_community AS community ON community.id = coalesce(mandate.community, team.community)
        LEFT JOIN network_network AS network ON network.id = coalesce(mandate.network, team.network)
        WHERE mandate.person = {} ORDER BY mandate.since_on DESC, mandate.id DESC
        """,
        person.id,
    )
    return msgspec.convert(rows, list[Office])


async def _deeds(person: Person, viewer: Viewer, most: int) -> list[Deed]:
    words = {kind.name: kind.words for kind in house().every("act_kinds")}
    seen = Community.select(Community.id).where(communities_visible_to(viewer))
    rows = (
        await Act.select(Act.kind, Act.community.name.as_alias("community"), Act.done_on)
        .where(Act.person == person.id, Act.community.is_in(seen))
        .order_by(Act.done_on, ascending=False)
        .order_by(Act.id, ascending=False)
        .limit(most)
    )
    return [Deed(words.get(row["kind"], row["kind"]), row["community"], row["done_on"]) for row in rows]
