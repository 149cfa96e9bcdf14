"""Objections, as lower rooms ask about them: does somebody object today? The verbs: communities/objections.py."""

from network.tables import Objection


async def of(person: int) -> Objection | None:
    """The one in force."""
    return await Objection.objects().where(Objection.person == person, Objection.until_at.is_null()).first()
