"""Who acts on somebody's data: the person; for somebody without an account, at their request and with a reason, those who
see their page. An account means that its person can do it alone, so nobody does it for them.
"""

from network.access import Viewer
from network.doors import person_for
from network.ground.clock import today
from network.ground.errors import Conflict, Forbidden, SignInFirst
from network.ground.words import _
from network.tables import Account, Mandate, Person, holds_on


async def own_person_for(viewer: Viewer, code: str) -> Person:
    """The door of what is for the person alone. Raises SignInFirst, NotHere or Forbidden."""
    if not viewer.is_signed_in:
        raise SignInFirst
    person = await person_for(viewer, code)
    if person.id != viewer.person:
        raise Forbidden(_("This page is for the person it is about."))
    return person


async def person_to_act_for(viewer: Viewer, code: str) -> Person:
    """The door of those who act for somebody who cannot. Raises SignInFirst, NotHere or Forbidden."""
    if not viewer.is_signed_in:
        raise SignInFirst
    person = await person_for(viewer, code)
    if person.id != viewer.person and not await may_be_helped(person):
        raise Forbidden(
            _("This person signs in with an account of their own, or holds an office: they do this themselves.")
        )
    return person


async def may_be_helped(person: Person) -> bool:
    """Has no account, and holds no office."""
    if await Account.exists().where(Account.person == person.id):
        return False
    return not await Mandate.exists().where(Mandate.person == person.id, holds_on(today()))


def require_reason(viewer: Viewer, person: Person, because: str) -> None:
    """Whoever acts for another says why. Raises Conflict."""
    if person.id != viewer.person and not because.strip():
        raise Conflict(_("Please say who asked for it, and how."))
