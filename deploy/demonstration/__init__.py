"""The demonstration: Occitanie's communities of engaged actors, and a regional climate network, as one may find them
three years after their opening. The frame is that of the public pages; people, places in circles and figures are made
up: the front page says so, and what is known of each person. Dated from today, so that there is always something to
come; loaded on the same day, it is the same.
"""

from piccolo.query.functions.aggregate import Count

from deploy.demonstration import crowds, gatherings, places, post, shelves
from deploy.demonstration.crowds import Crowd, Somebody, address_of
from deploy.demonstration.gatherings import Gathering
from deploy.demonstration.places import Place
from events.tables import Attendance
from network import territories
from network.ground.queue import together
from network.ground.words import _, speaking
from network.tables import Network, Territory

PEOPLE_TO_TRY = [
    (address_of("Samira", "Benhaddou"), _("territory gardener, community Citoyenneté active")),
    (address_of("Étienne", "Laborde"), _("institution gardener, community Citoyenneté active")),
    (address_of("Solange", "Iribarne"), _("alone in her pair, community Énergie citoyenne")),
    (address_of("Nadège", "Rouvière"), _("coordination, Occitanie")),
    (address_of("Yann", "Kerdoncuff"), _("gardener of the regional climate network")),
    (address_of("Fabienne", "Delaunay-Roy"), _("coordination, regional climate network")),
    (address_of("Théodora", "Lopes-Viala"), _("administration")),
]


async def load() -> bool:
    """Into a database where none of these networks is yet: all of it, or nothing. Answers whether anything was done."""
    if await Network.exists().where(Network.slug.is_in(["occitanie", "climat"])):
        return False
    if not await Territory.exists():
        await territories.load(territories.lines())
    with speaking("fr"):
        async with together():
            await _build()
    return True


async def _build() -> None:
    crowd = Crowd(*await crowds.organisations())
    found, networks, heads = await places.open_all(crowd)
    told: dict[str, list[Gathering]] = {}
    for place in found:
        told[place.row.slug] = await gatherings.gather(place)
        rows = await Attendance.select(Attendance.event, Count()).group_by(Attendance.event)
        await shelves.tell(place, told[place.row.slug], {row["event"]: row["count"] for row in rows})
    await shelves.fill(found, networks, {slug: one.number for slug, one in heads.items()})
    await _post(found, networks, heads, told)


async def _post(
    found: list[Place], networks: dict[str, Network], heads: dict[str, Somebody], told: dict[str, list[Gathering]]
) -> None:
    """Newsletters for those who are for everybody: a closed commission has none, nor a network of one community."""
    open_to_all = [place for place in found if place.row.reach == "public"]
    periodicals = {}
    for place in open_to_all:
        people = {way.who.number: (way.who, way.places[-1][0], way.places[0][1]) for way in place.ways}
        periodicals[place.row.slug] = await post.subscribe(place.row, people, place.pair, told[place.row.slug])
    ours = [place for place in open_to_all if place.network.slug == "occitanie"]
    people = {way.who.number: (way.who, 3, way.places[0][1]) for place in ours for way in place.ways}
    days = sorted((one for place in ours for one in told[place.row.slug]), key=lambda one: (one.day, one.row.code))
    periodicals["occitanie"] = await post.subscribe(networks["occitanie"], people, [heads["occitanie"]], days)
    for periodical in periodicals.values():
        await post.write(periodical)
    await post.draft(periodicals)
