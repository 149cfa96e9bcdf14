"""Leavings: what is left without anybody when a person goes: communities that they garden alone, networks that nobody else
coordinates, the instance itself. It is said before, for nobody can be asked afterwards.
"""

from network.access import viewer_of
from network.communities import gardeners, mandates
from network.ground.clock import today
from network.ground.words import Sentence, _, by_name
from network.tables import Community, Mandate, Network, Person, holds_on


async def alone_in(person: Person) -> list[str]:
    """The communities that nobody gardens once this person is gone."""
    viewer = await viewer_of(person)
    pairs = await gardeners.pairs_of(viewer.gardens)
    left = [number for number, pair in pairs.items() if {seat.person for seat in pair} - {None} == {person.id}]
    return [one.name for one in by_name(await Community.objects().where(Community.id.is_in([*left, 0])))]


async def said_of(person: Person) -> list[Sentence]:
    """For the page before an erasure: nothing where somebody else is there."""
    said: list[Sentence] = []
    if names := await alone_in(person):
        said.append(
            _(
                "Nobody gardens these communities afterwards: %(names)s. The coordination sees the empty seats at once;"
                " it is kind to tell them before.",
                names=", ".join(names),
            )
        )
    held = (Mandate.person == person.id) & (Mandate.role != "gardener") & holds_on(today())
    for mandate in await Mandate.objects().where(held).order_by(Mandate.id):
        if not await mandates.is_the_last(mandate):
            continue
        network = await Network.objects().get(Network.id == mandate.network) if mandate.network else None
        said.append(
            _(
                "Nobody coordinates “%(network)s” afterwards: ask the administration to appoint somebody first.",
                network=network.name,
            )
            if network
            else _("Nobody administers this instance afterwards: make another administrator first.")
        )
    return said
