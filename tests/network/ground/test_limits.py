import asyncio
from datetime import timedelta

import pytest
from redis.exceptions import ConnectionError

from network.ground import limits
from network.ground.clock import now
from network.ground.errors import TooMany
from network.ground.slate import slate
from network.ground.words import Sentence, speaking

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
    with pytest.raises(TooMany, match="Wait") as refused:
        await limits.keep("window", "192.0.2.4", 1, HOUR, Sentence("Wait"))
    assert 3500 < refused.value.after <= 3600 and refused.value.when.english == "Please try again in an hour."
    await slate().delete(key)
    assert await kept("window", "192.0.2.4", 1)


async def test_a_dead_counter_refuses_nobody(untouched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead:
        async def eval(self, *_asked: object) -> int:
            raise ConnectionError

    monkeypatch.setattr(limits, "slate", Dead)
    assert [await kept("dead", "192.0.2.5", 1) for _time in range(3)] == [True, True, True]


@pytest.mark.parametrize(
    ("after", "said", "header"),
    [
        (0, "Attendez un instant", None),
        (0.2, "dans une minute", "1"),
        (60, "dans une minute", "60"),
        (61, "dans 2 minutes", "61"),
        (3541, "dans une heure", "3541"),
        (3600, "dans une heure", "3600"),
        (3601, "dans 2 heures", "3601"),
        (86_400, "dans 24 heures", "86400"),
    ],
)
def test_when_it_may_be_tried_again_is_said_never_too_early(after: float, said: str, header: str | None) -> None:
    late = TooMany(after=after)
    with speaking("fr"):
        assert said in str(late.when)
    assert (late.headers or {}).get("Retry-After") == header


def test_of_rows_the_oldest_says_when_there_is_room_again() -> None:
    asked = [now() - timedelta(minutes=minutes) for minutes in (10, 50, 30)]
    limits.require_room(asked, 4, HOUR)
    with pytest.raises(TooMany) as refused:
        limits.require_room(asked, 3, HOUR)
    assert 590 <= refused.value.after <= 600
