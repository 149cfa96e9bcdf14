"""The slate: what several processes must see at once and what may be wiped without harm. It lies in Redis.

Two things are written on it: how often something was asked for (limits), and how far a long work has come (progress).
What must not be lost is a row.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

_slate: Redis | None = None


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    """Entered once by the house."""
    global _slate
    _slate = Redis.from_url(url)
    try:
        yield
    finally:
        await _slate.aclose()


def slate() -> Redis:
    """The slate of this house. Who writes on it goes on when Redis does not answer."""
    assert _slate is not None, "the house is not open"
    return _slate
