"""Networks and their communities: opened with an aim, and with a pair whose two seats wait for their gardeners."""

from datetime import date

from network.ground.clock import today
from network.ground.queue import together
from network.ground.words import _
from network.tables import Community, Network, Organisation, Seat, Team, Territory

SEATS = {
    "territory": _("Territory gardener"),
    "institution": _("Institution gardener"),
    "owner": _("Facilitation, for the owner"),
    "contractor": _("Facilitation, by contract"),
}
PAIR = (("territory", "civil"), ("institution", "agent"))  # the usual rule; a network may have its own


def seat_words(title: str) -> str:
    """A seat of ours in the reader's language; one that a coordinator named, as it was named."""
    return str(SEATS.get(title, title))


async def open_network(
    slug: str,
    name: str,
    purpose: str = "",
    organisation: Organisation | None = None,
    territory: Territory | None = None,
    on: date | None = None,
) -> Network:
    """A new network, without communities yet."""
    network = Network(slug=slug, name=name, purpose=purpose, opened_on=on or today())
    network.organisation = organisation.id if organisation else None
    network.territory = territory.id if territory else None
    await network.save()
    return network


async def open_community(
    network: Network,
    slug: str,
    name: str,
    aim: str = "",
    reach: str = "public",
    seats: tuple[tuple[str, str | None], ...] = PAIR,
    territory: Territory | None = None,
    on: date | None = None,
) -> Community:
    """A new community with the two empty seats of its pair: each has a title and the college that it is meant for."""
    async with together():
        community = Community(slug=slug, name=name, aim=aim, network=network.id, reach=reach, opened_on=on or today())
        community.territory = territory.id if territory else None
        await community.save()
        pair = Team(kind="pair", community=community.id)
        await pair.save()
        for position, (title, college) in enumerate(seats, start=1):
            await Seat(team=pair.id, position=position, title=title, college=college).save()
    return community
