from datetime import timedelta

from network.access import viewer_of
from network.doors import communities_for
from network.ground.clock import today
from network.plug import Village
from network.tables import Standing


async def test_whoever_left_or_is_not_there_yet_stands_nowhere(village: Village) -> None:
    odile = village.people["odile"]
    for since, until in [(-9, 0), (1, None), (1, 9)]:
        first, last = today() + timedelta(days=since), None if until is None else today() + timedelta(days=until)
        await Standing.update({"since_on": first, "until_on": last}).where(Standing.person == odile.id)
        viewer = await viewer_of(odile)
        assert viewer.circles == {} and "jury" not in [one.slug for one in await communities_for(viewer)]
