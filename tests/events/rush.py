"""A process of its own that wants places for many at once: `python -m tests.events.rush DAY WHEN PERSON...` says how
many it got. Two of them are two web processes at the moment when registration opens."""

import asyncio
import sys
import time

from deploy.house import open_house
from events.bookings import bookings
from events.bookings.bookings import Asker
from events.tables import Event
from network.access import viewer_of
from network.ground import tokens
from network.ground.errors import Conflict


async def one(event: Event, person: int) -> bool:
    """With the button, or for every third as somebody without account."""
    try:
        if person % 3 == 0:
            await bookings.ask(event, Asker("A", "B", f"nobody{person}@example.org"), tokens.code())
        else:
            await bookings.book(event, await viewer_of(person))
    except Conflict:
        return False
    return True


async def rush(code: str, when: float, people: list[int]) -> int:
    async with open_house():
        event = await Event.objects().get(Event.code == code)
        assert event
        await asyncio.sleep(max(0.0, when - time.time()))
        return sum(await asyncio.gather(*[one(event, person) for person in people]))


if __name__ == "__main__":
    day, moment, *numbers = sys.argv[1:]
    print(asyncio.run(rush(day, float(moment), [int(number) for number in numbers])))
