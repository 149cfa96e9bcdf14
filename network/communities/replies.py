"""Replies: who reads the answers to what is written for a community or a network. The pair; the coordination stands in
where a seat is empty, or where a gardener has no address; of a network's own, the coordination."""

from network.access import is_community
from network.communities import gardeners
from network.ground.clock import today
from network.owners import Owner, network_number
from network.tables import Mandate, Person, holds_on

Readers = tuple[tuple[str, str], ...]


async def read_by(owner: Owner) -> Readers:
    """Names and addresses, each address once."""
    readers: list[tuple[str, str]] = []
    if is_community(owner):
        seats = await gardeners.pair_of(owner)
        readers = await _addresses({seat.person for seat in seats if seat.person})
        if seats and len(readers) == len(seats):
            return _each_once(readers)
    holding = (Mandate.network == network_number(owner)) & (Mandate.role == "coordinator") & holds_on(today())
    coordinators = await Mandate.select(Mandate.person).where(holding).output(as_list=True)
    return _each_once(readers + await _addresses(set(coordinators)))


async def _addresses(people: set[int]) -> list[tuple[str, str]]:
    rows = Person.objects().where(Person.id.is_in([*people, 0]), Person.email.is_not_null())
    return [(person.name, person.email or "") for person in await rows.order_by(Person.sort_key).order_by(Person.id)]


def _each_once(readers: list[tuple[str, str]]) -> Readers:
    return tuple({address: (name, address) for name, address in reversed(readers)}.values())[::-1]
