"""Topics: the subjects of knowledge of a network, in one controlled list that works, needs, events and letters share."""

import re

from network.ground.errors import Fault
from network.ground.words import _, sort_key
from network.owners import network_number
from network.tables import Community, Network, Topic


async def topics_of(owner: Network | Community) -> list[Topic]:
    """The list of the owner's network, by name."""
    return await Topic.objects().where(Topic.network == network_number(owner)).order_by(Topic.sort_key)


async def find_or_add(owner: Network | Community, name: str) -> Topic:
    """The topic of that name (accents and capitals do not count), or a new one. Raises Fault("new_topic")."""
    name = " ".join(name.split())
    slug = re.sub(r"[^a-z0-9]+", "-", sort_key(name)).strip("-")[:60]
    if not slug or len(name) > 80:
        raise Fault("new_topic", _("A topic is named in a few words, with letters or figures."))
    network = network_number(owner)
    row = Topic(network=network, slug=slug, name=name, sort_key=sort_key(name)[:80])
    await Topic.insert(row).on_conflict(action="DO NOTHING")  # two gardeners may name it at once
    found = await Topic.objects().where(Topic.network == network, Topic.slug == slug).first()
    assert found is not None
    return found
