"""How often something may be asked for: so many times in a window of time, counted in Redis.

Counting and giving the window its end is one script, hence one step: two processes that count at once both count, and
no counter is left without an end. A Redis that does not answer refuses nobody. Whom we count is not to be read there.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from redis.exceptions import RedisError

from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import TooMany
from network.ground.slate import slate
from network.ground.words import Sentence

log = logging.getLogger(__name__)

COUNT = """
local asked = redis.call('INCR', KEYS[1])
if asked == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {asked, redis.call('TTL', KEYS[1])}
"""


async def keep(name: str, whom: str, most: int, within: timedelta, sentence: Sentence | None = None) -> None:
    """Counts this time. Raises TooMany when it is one too many in this window, with when that ends."""
    key = f"limit:{name}:{tokens.derive('limit', name, whom)[:32]}"
    try:
        counting: Any = slate().eval(COUNT, 1, key, str(int(within.total_seconds())))
        asked, left = [int(one) for one in await counting]
    except RedisError:  # who wants to come must not hear of a dead counter
        log.warning("not counted: %s", name)
        return
    if asked > most:
        raise TooMany(sentence, after=left)


def require_room(asked: Sequence[datetime], most: int, within: timedelta, sentence: Sentence | None = None) -> None:
    """Where rows are counted instead: raises TooMany when there are so many in the window, with when the oldest leaves it."""
    if len(asked) >= most:
        raise TooMany(sentence, after=(min(asked) + within - now()).total_seconds())
