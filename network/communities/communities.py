"""Networks and their communities: opened with an aim, and with a pair whose two seats wait for their gardeners."""

import re
from datetime import date

from network.communities import models
from network.ground.clock import today
from network.ground.errors import Fault
from network.ground.queue import together
from network.ground.words import _, sort_key
from network.tables import Community, Network, Organisation, Seat, Team, Territory

SEATS = {
    "territory": _("Territory gardener"),
    "institution": _("Institution gardener"),
    "owner": _("Facilitation, for the owner"),
    "contractor": _("Facilitation, by contract"),
}
PAIR: tuple[tuple[str, str | None], ...] = (("territory", "civil"), ("institution", "agent"))  # the usual rule
RULES = {"pair": PAIR, "contract": (("owner", "agent"), ("contractor", None))}
REACHES = {
    "public": _("Everybody may read its page; names are for members"),
    "network": _("The people of the network may read its page"),
    "community": _("Its members alone know of it"),
}
RESERVED = {"new"}  # a path of ours


def slug_of(name: str) -> str:
    """« Économie circulaire & déchets » is economie-circulaire-dechets: what its address ends with."""
    return re.sub(r"[^a-z0-9]+", "-", sort_key(name)).strip("-")[:60].strip("-")


def require_slug(slug: str) -> None:
    """Raises Fault("slug") for what could not be an address."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or slug in RESERVED:
        raise Fault("slug", _("Small letters without accents, figures and hyphens: for example living-soils."))


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
    """A new network, without communities yet. Opened twice on a day under one name, it is one. Raises Fault("slug")."""
    require_slug(slug)
    async with together():
        network = Network(slug=slug, name=name, purpose=purpose, opened_on=on or today())
        network.organisation = organisation.id if organisation else None
        network.territory = territory.id if territory else None
        made = await Network.insert(network).on_conflict(target=Network.slug, action="DO NOTHING")
        known = await Network.objects().get(Network.slug == slug)
        assert known is not None
        if not made and (known.name, known.opened_on) != (name, network.opened_on):
            raise Fault("slug", _("Another network has this address."))
    return known


async def open_community(
    network: Network,
    slug: str,
    name: str,
    aim: str = "",
    reach: str = "public",
    seats: tuple[tuple[str, str | None], ...] = PAIR,
    territory: Territory | None = None,
    on: date | None = None,
    model: Community | None = None,
) -> Community:
    """A new community with the two empty seats of its pair: each has a title and the college that it is meant for; or,
    after a model of the same network, with the seats of that one and how it is set up. Opened twice on a day under one name, it is one. Raises Fault("slug")."""
    require_slug(slug)
    async with together():
        community = Community(slug=slug, name=name, aim=aim, network=network.id, reach=reach, opened_on=on or today())
        community.territory = territory.id if territory else None
        community.model = model.id if model else None
        made = await Community.insert(community).on_conflict(target=Community.slug, action="DO NOTHING")
        known = await Community.objects().get(Community.slug == slug)
        assert known is not None
        if not made:
            if (known.network, known.name, known.opened_on) != (network.id, name, community.opened_on):
                raise Fault("slug", _("Another community has this address."))
            return known
        community = known
        if model:
            await models.take_over(model, community)
            return community
        pair = Team(kind="pair", community=community.id)
        await pair.save()
        for position, (title, college) in enumerate(seats, start=1):
            await Seat(team=pair.id, position=position, title=title, college=college).save()
    return community
