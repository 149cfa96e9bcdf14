"""The pace of a send: how fast the relay lets us go.

Turned away, all lines rest, each time twice as long, up to a quarter of an hour; after every twenty letters taken
one step is forgotten. So a relay that counts slows the whole send, and blames no recipient.

An answer about a recipient can be about us all the same: a relay that lost its way, or does not know us any more, says
"later" or "no" to everybody. Ten in series with none taken between them, from three domains or more, are about us; so
are ten that name our rights (5.7, RFC 3463). Ten dead addresses of one town hall that closed are not.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic

LONGEST = 900.0
SHORTEST = 0.5
IN_SERIES = 10


class Pace:
    """Of one send, on this machine; what it has learnt is handed on by `rests`."""

    def __init__(self, rests: int = 0, clock: Callable[[], float] = monotonic) -> None:
        self.rests = rests
        self.said = ""
        self._clock, self._until = clock, 0.0
        self._taken = 0
        self._not_taken: deque[str] = deque(maxlen=IN_SERIES)  # the domains of those in series

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
        """A letter went through: whatever was before was about others."""
        self._not_taken.clear()
        self._taken += 1
        if self.rests and self._taken % 20 == 0:
            self.rests -= 1
        self.said = ""

    def not_taken(self, domain: str, said: str) -> bool:
        """Whether this is about us, and not about a recipient there; then we rest."""
        self._not_taken.append(domain)
        in_series = len(self._not_taken) == IN_SERIES
        is_about_us = in_series and (len({*self._not_taken}) >= 3 or " 5.7." in said)
        if is_about_us:
            self.turned_away(said)
        return is_about_us

    async def rest(self) -> None:
        """Until we may go on."""
        while pause := self.pause:
            await asyncio.sleep(pause)
