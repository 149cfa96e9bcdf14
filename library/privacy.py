"""What the library holds on a person: the works they brought, corrected or withdrew. The works stay, without them."""

from typing import Any

from piccolo.table import Table

from library.tables import Work
from network.ground.words import _
from network.plug import Held, Holding, Purpose
from network.tables import Person

ROLES = (Work.deposited_by, Work.corrected_by, Work.withdrawn_by)


async def show(person: Person) -> Held:
    """By title, with what the person did to it."""
    theirs = (Work.deposited_by == person.id) | (Work.corrected_by == person.id) | (Work.withdrawn_by == person.id)
    rows = Work.select(Work.title, Work.deposited_at, Work.corrected_at, Work.withdrawn_at).where(theirs)
    return Held(_("Works that you brought or corrected"), await rows.order_by(Work.deposited_at))


async def forget(person: Person) -> None:
    """Nobody brought it."""
    for role in ROLES:
        left: dict[Any, Any] = {role: None}
        await Work.update(left).where(role == person.id)


HOLDINGS: dict[type[Table], Holding] = {Work: Holding(show, forget)}

PURPOSES = [
    Purpose(
        _("Sharing what was learnt"),
        _("Which works you brought, corrected or withdrew: the work stays when you are erased, without your name."),
        _("the task in the public interest, or the legitimate interest, of the body that carries the network"),
        [Work],
    ),
]
