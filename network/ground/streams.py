"""Streams: what is going on, told to a page that stays open (server-sent events), a look every half second.

Each ends by itself: when the work ends, when whoever listens goes, when the house closes, and after a minute, so that the
browser comes back through the door. There are only so many at once, for the house and for one person. No act needs one:
without JavaScript the page is simply asked for again.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from network.ground.errors import TooMany

LONGEST, PAUSE = 60.0, 0.5  # seconds
MOST, MOST_FOR_ONE = 60, 4
END = ServerSentEventMessage(event="end", data="")

_open: Counter[int | None] = Counter()
_is_closing = False


def stream(listener: int | None, look: Callable[[], Awaitable[dict[str, Any] | None]]) -> ServerSentEvent:
    """What `look` sees, whenever it has changed, until it sees nothing more. Raises TooMany."""
    if _open.total() >= MOST or _open[listener] >= MOST_FOR_ONE:
        raise TooMany
    return ServerSentEvent(_tell(listener, look))


async def _tell(
    listener: int | None, look: Callable[[], Awaitable[dict[str, Any] | None]]
) -> AsyncIterator[ServerSentEventMessage]:
    _open[listener] += 1
    ends, before = time.monotonic() + LONGEST, None
    try:
        while not _is_closing and time.monotonic() < ends:
            seen = await look()
            if seen is None:
                yield END
                return
            if seen != before:
                yield ServerSentEventMessage(data=msgspec.json.encode(seen).decode())
            before = seen
            await asyncio.sleep(PAUSE)
    finally:
        _open[listener] -= 1


def standing() -> int:
    """How many are open now."""
    return _open.total()


def close_all() -> None:
    """The house closes: each ends at its next look."""
    global _is_closing
    _is_closing = True
