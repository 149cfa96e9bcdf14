"""The pace of a send: how fast the relay lets us go.

Turned away, all lines rest, each time twice as long, up to a quarter of an hour; after every twenty letters taken
one step is forgotten. So a relay that counts slows the whole send, and blames no recipient.
"""

import asyncio
from collections.abc import Callable
from time import monotonic

LONGEST = 900.0
SHORTEST = 0.5
IN_SERIES = 10  # letters put off one after another are no longer about their recipients


class Pace:
    def __init__(self, rests: int = 0, clock: Callable[[], float] = monotonic) -> None:
        self.rests = rests
        self.said = ""
        self._clock, self._until = clock, 0.0
        self._taken = self._put_off = 0

    @property
    def pause(self) -> float:
        """How long to rest from now."""
        return max(0.0, self._until - self._clock())

    def turned_away(self, said: str) -> None:
        """Said to several lines at once, it is one rest."""
        if not self.pause:
            self.said = said
            self.rests = min(self.rests + 1, 15)
            self._until = self._clock() + min(SHORTEST * 2**self.rests, LONGEST)
            self._taken = 0

    def taken(self) -> None:
        self._put_off = 0
        self._taken += 1
        if self.rests and self._taken % 20 == 0:
            self.rests -= 1
        self.said = ""

    def put_off(self, said: str) -> None:
        self._put_off += 1
        if self._put_off % IN_SERIES == 0:
            self.turned_away(said)

    async def rest(self) -> None:
        while pause := self.pause:
            await asyncio.sleep(pause)
