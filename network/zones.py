"""Where things happen: each network lives by one clock, and what belongs to it or to its communities is said on it."""

from network.owners import Owner, network_of


async def zone_of(owner: Owner) -> str:
    """The clock of the network."""
    return (await network_of(owner)).time_zone
