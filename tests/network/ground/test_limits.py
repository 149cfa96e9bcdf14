import asyncio
from datetime import timedelta

import pytest
from redis.exceptions import ConnectionError

from network.ground import limits
from network.ground.errors import TooMany
from network.ground.slate import slate
from network.ground.words import Sentence

HOUR = timedelta(hours=1)


async def kept(name: str, whom: str, most: int) -> bool:
    try:
        await limits.keep(name, whom, most, HOUR)
    except TooMany:
        return False
    return True


async def test_three_are_heard_the_fourth_is_not_and_others_are_not_touched(untouched: None) -> None:
    assert [await kept("three", "192.0.2.1", 3) for _time in range(5)] == [True, True, True, False, False]
    assert await kept("three", "192.0.2.2", 3) and await kept("other", "192.0.2.1", 3)


async def test_of_twenty_who_ask_at_once_exactly_seven_are_heard(untouched: None) -> None:
    answers = await asyncio.gather(*[kept("at once", "192.0.2.3", 7) for _time in range(20)])
    assert answers.count(True) == 7


async def test_the_window_ends_by_itself_and_says_nothing_of_whom_it_counts(untouched: None) -> None:
    await limits.keep("window", "192.0.2.4", 1, HOUR)
    [key] = await slate().keys("limit:window:*")
    assert b"192.0.2.4" not in key and 3500 < await slate().ttl(key) <= 3600
    with pytest.raises(TooMany, match="Wait"):
        await limits.keep("window", "192.0.2.4", 1, HOUR, Sentence("Wait"))
    await slate().delete(key)
    assert await kept("window", "192.0.2.4", 1)


async def test_a_dead_counter_refuses_nobody(untouched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead:
        async def eval(self, *_asked: object) -> int:
            raise ConnectionError

    monkeypatch.setattr(limits, "slate", Dead)
    assert [await kept("dead", "192.0.2.5", 1) for _time in range(3)] == [True, True, True]
