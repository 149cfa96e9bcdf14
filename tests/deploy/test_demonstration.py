import time

from deploy import demonstration
from network import movements
from network.ground.clock import today
from network.plug import Period
from network.tables import Community, Person, Standing


async def test_it_loads(untouched: None) -> None:
    began = time.monotonic()
    assert await demonstration.load()
    print("loaded in", time.monotonic() - began, await Person.count(), await Standing.count())
    for community in await Community.objects():
        m = await movements.movements(community, Period(today().replace(month=1, day=1), today()))
        print(community.slug, m)
    assert not await demonstration.load()
