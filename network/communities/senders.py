"""Senders: from whom letters and notes come. The address is the one that the network has set, for its own domain vouches
for it there (SPF, DKIM, DMARC); else the one of the instance. So it is with what a way to sign in needs, always.
"""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from network import owners
from network.ground.settings import settings
from network.tables import Network

Sender = tuple[str, str]  # the name that mail readers show, the address


def address_of(network: Network) -> str:
    """Of all that leaves in its name."""
    return network.sender_address or ours()[1]


def ours() -> Sender:
    """The instance's."""
    return parseaddr(settings().sender)


async def sender_for(facts: Mapping[str, Any], written: str = "") -> Sender:
    """Of a note made of these facts: whoever wrote it by hand; else the name that its network has set for itself, or
    the name of the community that it is about. One statement at most."""
    community, network = owners.numbers_in(facts)
    name, address = ours()
    if network or community:
        rows = await Network.raw(
            """
            SELECT coalesce(nullif(sender_name, ''), community.name, network.name) AS name, sender_address
            FROM network_network AS network LEFT JOIN network_community AS community ON community.id = {}::int
            WHERE network.id = coalesce({}::int, community.network)
            """,
            *[community, network],
        )
        for row in rows:
            name, address = row["name"], row["sender_address"] or address
    return written or name, address
