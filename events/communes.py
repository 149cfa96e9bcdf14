"""Where a day takes place: a commune may be named, as people name it, and is found among the territories."""

from network import territories
from network.ground.errors import Fault
from network.ground.words import _
from network.tables import Territory


async def commune_named(said: str) -> int | None:
    """By its name, its postcode or its INSEE code. Raises Fault("commune") for none, or for several."""
    if not said:
        return None
    found = await territories.search(said, "commune", most=12)
    key = territories.search_key(said)
    exact = [one for one in found if said.upper() == one.code or one.sort_key == key]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    if not found:
        raise Fault("commune", _("No commune has this name, postcode or INSEE code. The field may stay empty."))
    names = ", ".join(f"{one.name} ({one.code})" for one in exact or found)
    raise Fault("commune", _("There are several: %(names)s. Please type the code of yours.", names=names))


async def commune_of(territory: int | None) -> Territory | None:
    """For showing it."""
    return await Territory.objects().get(Territory.id == territory) if territory else None
