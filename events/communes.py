"""Where a day takes place: a commune may be named, as people name it, and is found among the territories."""

from collections.abc import Sequence

from events.tables import Event
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


async def communes_of(events: Sequence[Event]) -> dict[int, str]:
    """The name of each one's, by event, in one question; those that name none are not in it."""
    numbers = [*{event.territory for event in events if event.territory}, 0]
    names = {row["id"]: row["name"] for row in await Territory.select().where(Territory.id.is_in(numbers))}
    return {event.id: names[event.territory] for event in events if event.territory in names}


def with_commune(said: str, commune: str) -> str:
    """A place as it is said, and the commune behind it unless it was said already: every village has a village hall."""
    return ", ".join(filter(None, [said, "" if commune in said else commune]))
