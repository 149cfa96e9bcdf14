import asyncio
import sys
import time

import pytest

from deploy.catalogues import HERE
from events import places
from events.tables import Booking
from network.people import people
from network.plug import Village
from tests.events.days import COMING, day, shift


@pytest.mark.commit
async def test_two_processes_that_rush_for_the_last_ten_places_sell_ten(village: Village) -> None:
    event = await shift(COMING, capacity=13)  # three are taken
    crowd = [await people.add("Une", f"Personne {number}", f"p{number}@example.org") for number in range(60)]
    when = str(time.time() + 4)
    rushes = [
        await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "tests.events.rush", COMING, when, *[str(person.id) for person in half]],
            cwd=HERE,
            stdout=asyncio.subprocess.PIPE,
        )
        for half in (crowd[::2], crowd[1::2])
    ]
    got = [int((await process.communicate())[0]) for process in rushes]
    assert sum(got) == 10, got
    assert await places.held_places(event.id) == 13 and await places.places_left(await day()) == 0
    assert await Booking.count().where(Booking.event == event.id) == 13
