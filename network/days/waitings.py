"""What waits for a viewer, from every domain, as it is now. Nothing is kept from one day to the next but what somebody
said of it: so what was missed is there the next day, once.
"""

from network.access import Viewer
from network.ground.clock import today
from network.plug import Waiting, house


async def waiting_for(viewer: Viewer) -> list[Waiting]:
    """The pressing first, then what waits longest; each thing once."""
    if not (viewer.gardens or viewer.coordinates):
        return []
    told = [thing for tell in house().every("today") for thing in await tell(viewer)]
    day = today()
    return sorted(
        {thing.key: thing for thing in told}.values(),
        key=lambda thing: (thing.due is None or thing.due > day, thing.due or thing.since, thing.since, thing.key),
    )
