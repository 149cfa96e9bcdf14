from network import zones
from network.access import viewer_of
from network.plug import Village
from network.tables import Network


async def move(village: Village, network: str, zone: str) -> None:
    await Network.update({Network.time_zone: zone}).where(Network.id == village.networks[network].id)


async def test_a_community_lives_by_the_clock_of_its_network(village: Village) -> None:
    assert await zones.zone_of(village.communities["hedges"]) == "Europe/Paris"
    await move(village, "occitanie", "Indian/Reunion")
    assert await zones.zone_of(village.communities["hedges"]) == "Indian/Reunion"


async def test_whoever_stands_or_holds_an_office_in_a_network_lives_by_its_clock(village: Village) -> None:
    await move(village, "occitanie", "Indian/Reunion")
    lives = {name: (await viewer_of(person)).zone for name, person in village.people.items()}
    assert {lives[name] for name in ("rita", "zoé", "mina", "odile", "cora")} == {"Indian/Reunion"}
    assert lives["karl"] == "Europe/Paris" and lives["lucie"] == ""


async def test_whose_networks_live_by_two_clocks_has_none_of_their_own(village: Village) -> None:
    await move(village, "occitanie", "Indian/Reunion")
    network, person = village.networks["climat"], village.people["cora"]
    await Network.raw(
        "INSERT INTO network_mandate (code, person, role, network, since_on) VALUES ('twoclocks2', {}, 'coordinator', {}, '2020-01-01')",
        *[person.id, network.id],
    )
    assert (await viewer_of(person)).zone == ""
