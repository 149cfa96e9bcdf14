"""Where things happen: each network lives by one clock, and what belongs to it or to its communities is said on it."""

from network.plug import Owner
from network.tables import Network


async def zone_of(owner: Owner) -> str:
    """The clock of the network."""
    network = owner if isinstance(owner, Network) else await Network.objects().get(Network.id == owner.network)
    assert network is not None  # a community lies in a network
    return network.time_zone
