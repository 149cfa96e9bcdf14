"""Progress: how far a long work has come, for whoever watches.

The work is one transaction, so its rows show nothing before it ends: how far it is stands on the slate, where it may be
lost without harm. What is true (waiting, done, stopped) is said by the row.
"""

import logging

from redis.exceptions import RedisError

from network.ground.slate import slate

log = logging.getLogger(__name__)

KEPT = 600  # seconds after the last word


async def tell(work: str, done: int, whole: int) -> None:
    """So many of so many. A Redis that does not answer stops no work."""
    try:
        await slate().set(f"progress:{work}", f"{done}/{whole}", ex=KEPT)
    except RedisError:
        log.warning("not told: %s", work)


async def of(work: str) -> tuple[int, int] | None:
    """So many of so many, if it is known."""
    try:
        said = await slate().get(f"progress:{work}")
    except RedisError:
        return None
    if not said:
        return None
    done, _slash, whole = said.decode().partition("/")
    return int(done), int(whole)
