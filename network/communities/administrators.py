"""Administrators: they look after the instance, and stand in for the coordination of every network."""

import sys

from network.communities import gardeners
from network.ground.clock import today
from network.ground.queue import together
from network.people import people
from network.tables import Mandate, Person, holds_on


async def admin(*arguments: str) -> None:
    """`terreau admin create ADDRESS`: makes the person of that address an administrator, with a new person if need be."""
    match arguments:
        case ["create", address] if "@" in address:
            person = await create(address)
            print(f"{person.email} may administer, and signs in by letter.")
        case _:
            sys.exit("terreau admin create ADDRESS")


async def create(address: str) -> Person:
    """The administrator of that address. Asked twice, it is one mandate."""
    address = address.strip().lower()
    async with together():
        person = await Person.objects().where(Person.email == address).order_by(Person.id).first()
        if person is None:
            name, _at, _domain = address.partition("@")
            person = await people.add("", name, email=address, known_from="terreau admin create")
        if not await Mandate.exists().where(
            Mandate.person == person.id, Mandate.role == "administrator", holds_on(today())
        ):
            await gardeners.make_administrator(person, because="terreau admin create")
    return person


async def addresses() -> list[tuple[str, str]]:
    """Names and addresses of those who administer today."""
    holding = Mandate.select(Mandate.person).where(Mandate.role == "administrator", holds_on(today()))
    rows = Person.objects().where(Person.id.is_in(holding), Person.email.is_not_null()).order_by(Person.id)
    return [(person.name, person.email or "") for person in await rows]
