"""Progress: how far a long work has come, for whoever watches.

The work is one transaction, so its rows show nothing before it ends: how far it is lies in Redis, where it may be lost
without harm. What is true (waiting, done, stopped) is said by the row.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

KEPT = 600  # seconds after the last word
_redis: Redis | None = None


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    """Entered once by the house."""
    global _redis
    _redis = Redis.from_url(url)
    try:
        yield
    finally:
        await _redis.aclose()


async def tell(work: str, done: int, whole: int) -> None:
    """So many of so many. A Redis that does not answer stops no work."""
    assert _redis is not None, "the house is not open"
    try:
        await _redis.set(f"progress:{work}", f"{done}/{whole}", ex=KEPT)
    except RedisError:
        log.warning("not told: %s", work)


async def of(work: str) -> tuple[int, int] | None:
    """So many of so many, if it is known."""
    assert _redis is not None, "the house is not open"
    try:
        said = await _redis.get(f"progress:{work}")
    except RedisError:
        return None
    if not said:
        return None
    done, _slash, whole = said.decode().partition("/")
    return int(done), int(whole)
