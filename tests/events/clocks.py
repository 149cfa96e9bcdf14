"""A process of its own in which the clock of the waiting lists strikes many times at once while people take what they
are offered, and every third gives it back: `python -m tests.events.clocks DAY`. Two of them are two workers and two web
processes."""

import asyncio
import sys
import time

from deploy.house import open_house
from events.bookings import offers, withdrawals
from events.places import is_offered
from events.tables import Event, WaitingPlace
from network.ground.clock import now
from network.ground.errors import Refusal


async def take(offered: WaitingPlace) -> None:
    try:
        booking = await offers.take(offered)
    except Refusal:  # the other process was faster, and gave it back
        return
    if offered.id % 3 == 0:
        await withdrawals.withdraw(booking)


async def strike(code: str, seconds: float = 8) -> None:
    async with open_house():
        event = await Event.objects().get(Event.code == code)
        assert event
        until = time.time() + seconds
        while time.time() < until:
            offered = await WaitingPlace.objects().where(WaitingPlace.event == event.id, is_offered(now()))
            await asyncio.gather(*[offers.settle_lines() for _worker in range(4)], *[take(one) for one in offered])
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(strike(sys.argv[1]))
