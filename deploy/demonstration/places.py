"""Places: the networks and communities of the file, with their coordination and their pairs, past ones too."""

from dataclasses import dataclass
from typing import Any

from deploy.demonstration.chance import ago, read, stream
from deploy.demonstration.crowds import Crowd, Somebody
from deploy.demonstration.paths import Way, settle, ways_into
from network.communities import communities, gardeners
from network.communities.communities import PAIR
from network.tables import Community, Mandate, Network, Territory

OPENED_DAYS_AGO = 1100
FOUNDING = "Ouverture de la communauté"


@dataclass
class Place:
    """A community with who is in it, and what the file says of it."""

    row: Community
    network: Network
    said: dict[str, Any]
    pair: list[Somebody]  # those of today
    ways: list[Way]

    @property
    def theme(self) -> str:
        return str(self.said.get("theme", self.said["slug"]))


@dataclass
class Seen:
    """A person of the file, and the office that they hold, to be written once they have a number."""

    who: Somebody
    position: int
    said: dict[str, Any]


async def open_all(crowd: Crowd) -> tuple[list[Place], dict[str, Network], dict[str, Somebody]]:
    """Everything of the file. Answers the communities, the networks, and who coordinates or administers."""
    said = read("networks.toml")
    places, networks, heads = [], {}, {}
    offices: list[tuple[Place, list[Seen]]] = []
    for one in said["networks"]:
        region = (
            await Territory.objects().where(Territory.kind == "region", Territory.code == one.get("territory")).first()
        )
        organisation = crowd.organisations[one["organisation"]]
        network = await communities.open_network(
            one["slug"], one["name"], one["purpose"], organisation, region, on=ago(OPENED_DAYS_AGO)
        )
        networks[network.slug] = network
        heads[network.slug] = _named(
            crowd, {**one["coordinator"], "organisation": one["organisation"]}, OPENED_DAYS_AGO
        )
        for each in one["communities"]:
            place = await _open(network, each)
            offices.append((place, _pair(crowd, place)))
            places.append(place)
    heads["administrator"] = _named(crowd, {**said["administrator"], "college": "expert"}, OPENED_DAYS_AGO)
    for place in places:  # after the pairs, who have the best of the names
        chance = stream(f"circles of {place.row.slug}")
        place.ways = ways_into(place.row, place.said["sizes"], place.theme, crowd, chance)
        place.ways += [Way(one, [(1, one.since)]) for one in place.pair if one.college == "civil"]
    await crowd.settle()
    for slug, network in networks.items():
        await gardeners.make_coordinator(heads[slug].row, network, because=FOUNDING, since=ago(OPENED_DAYS_AGO))
    await gardeners.make_administrator(heads["administrator"].row, because=FOUNDING)
    for place, seen in offices:
        for one in seen:
            await _appoint(place, one)
        gardening = [one.number for one in place.pair]
        await settle(place.ways, place.row, gardening, stream(f"steps of {place.row.slug}"))
    return places, networks, heads


def _named(crowd: Crowd, said: dict[str, Any], days_ago: int) -> Somebody:
    return crowd.named(
        said["given"],
        said["family"],
        said["college"],
        said.get("organisation", ""),
        said.get("function", "administration de la plateforme"),
        ago(days_ago),
    )


async def _open(network: Network, said: dict[str, Any]) -> Place:
    seats = tuple((title, college or None) for title, college in said.get("seats", PAIR))
    row = await communities.open_community(
        network,
        said["slug"],
        said["name"],
        said["aim"],
        said["reach"],
        seats=seats,
        on=ago(said.get("opened_days_ago", OPENED_DAYS_AGO)),
    )
    return Place(row, network, said, [], [])


def _pair(crowd: Crowd, place: Place) -> list[Seen]:
    """Those of before, and those of today, in the order of their seats."""
    earlier = [Seen(_named(crowd, one, one["days_ago"]), one["position"], one) for one in place.said.get("before", [])]
    now = [
        Seen(_named(crowd, one, one["days_ago"]), position, one)
        for position, one in enumerate(place.said["pair"], start=1)
    ]
    place.pair = [one.who for one in now]
    return earlier + now


async def _appoint(place: Place, seen: Seen) -> None:
    since, until = ago(seen.said["days_ago"]), None
    if "until_days_ago" in seen.said:
        until = ago(seen.said["until_days_ago"])
    if "until_in_days" in seen.said:
        until = ago(-seen.said["until_in_days"])
    because = "Fin du marché d’animation" if "until_in_days" in seen.said else FOUNDING
    mandate = await gardeners.appoint(seen.who.row, place.row, seen.position, because, since=since, until=until)
    if "because" in seen.said:  # by no verb, which would write to somebody who left long ago
        await Mandate.update({Mandate.end_because: seen.said["because"]}).where(Mandate.id == mandate.id)
