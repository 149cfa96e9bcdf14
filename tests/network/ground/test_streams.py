import asyncio
import signal
import sys
from typing import Any

import httpx
import pytest

from deploy.catalogues import HERE
from network.ground import progress, streams
from network.ground.errors import TooMany
from tests.houses import surroundings

HOUSE = """
import asyncio, sys
from litestar import Litestar, get
from uvicorn import Config
from deploy.one import Web
from deploy.ports import listen
from network.ground import streams

@get("/told")
async def told() -> streams.ServerSentEvent:
    async def look() -> dict[str, int]:
        return {"done": 1}
    return streams.stream(None, look)

async def main() -> None:
    port, lines = listen(8300)
    config = Config(Litestar([told]), log_level="warning", timeout_graceful_shutdown=20)
    await Web(config, once_open=lambda: print(port, flush=True)).serve(lines)

asyncio.run(main())
"""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PAUSE", 0.001)


async def heard(looks: list[Any], listener: int = 1) -> list[str]:
    seen = iter(looks)

    async def look() -> Any:
        return next(seen)

    return [message.encode().decode() async for message in told(listener, look)]


def told(listener: int, look: Any) -> Any:
    """What the answer is made of."""
    return streams.stream(listener, look).iterator.content_async_iterator  # type: ignore[union-attr]


async def test_what_changes_is_told_once_and_the_end_is_told(at_once: None) -> None:
    said = await heard([{"done": 1}, {"done": 1}, {"done": 2}, None])
    assert said == ['data: {"done":1}\r\n\r\n', 'data: {"done":2}\r\n\r\n', "event: end\r\ndata: \r\n\r\n"]
    assert streams.standing() == 0


async def test_after_a_minute_the_browser_comes_through_the_door_again(
    at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LONGEST", 0.05)
    assert await heard([{"done": 1}] * 100_000) == ['data: {"done":1}\r\n\r\n']


async def test_nobody_opens_more_than_a_few_and_whoever_goes_makes_room() -> None:
    async def look() -> dict[str, Any]:
        return {}

    many = [told(7, look) for _ in range(streams.MOST_FOR_ONE)]
    for one in many:
        await anext(one)
    with pytest.raises(TooMany):
        streams.stream(7, look)
    assert streams.stream(8, look)
    for one in many:
        await one.aclose()
    assert streams.stream(7, look)


async def test_how_far_a_work_is_can_be_read_while_it_goes_on() -> None:
    assert await progress.of("a work that nobody knows") is None
    await progress.tell("a work", 3, 10)
    assert await progress.of("a work") == (3, 10)


async def test_a_house_with_an_open_stream_ends_at_once_and_a_listener_that_goes_is_noticed() -> None:
    house = await asyncio.create_subprocess_exec(
        *[sys.executable, "-c", HOUSE], cwd=HERE, env=surroundings(HERE), stdout=asyncio.subprocess.PIPE
    )
    assert house.stdout
    try:
        port = int(await asyncio.wait_for(house.stdout.readline(), 20))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as visitor:
            for _ in range(3 * streams.MOST_FOR_ONE):  # each goes, and makes room for the next
                async with visitor.stream("GET", "/told") as answer:
                    assert answer.status_code == 200 and (await anext(answer.aiter_lines())) == 'data: {"done":1}'
                await asyncio.sleep(0.05)
            async with visitor.stream("GET", "/told") as answer:
                lines = answer.aiter_lines()
                await anext(lines)
                house.send_signal(signal.SIGTERM)
                assert [line async for line in lines if line] == []
        assert await asyncio.wait_for(house.wait(), 3) == 0
    finally:
        if house.returncode is None:
            house.kill()
            await house.wait()
