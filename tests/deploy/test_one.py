import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from deploy.catalogues import HERE
from deploy.embedded import Embedded


async def until(true: Callable[[], Awaitable[object]], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < end
        await asyncio.sleep(0.1)


@pytest.mark.slow
async def test_web_and_worker_in_one_process_deliver_a_letter_and_end_on_sigterm(servers: Embedded) -> None:
    keeper = await asyncpg.connect(servers.database_url())
    await keeper.execute("CREATE DATABASE one TEMPLATE template")
    await keeper.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = {**os.environ, "DATABASE_URL": servers.database_url("one"), "REDIS_URL": f"{servers.redis_url}?db=1"}
    house = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "deploy.cli", "run", str(port)], cwd=HERE, env=here
    )
    reader = await asyncpg.connect(servers.database_url("one"))
    await reader.execute("INSERT INTO network_person (name, email) VALUES ('Rita', 'rita@example.org')")
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", follow_redirects=True) as visitor:

            async def answers() -> bool:
                try:
                    return (await visitor.get("/communities")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(answers)
            page = (await visitor.get("/sign-in-letters/new")).text
            form = dict(re.findall(r'name="(_csrf_token)" value="(\w+)"', page))
            answer = await visitor.post("/sign-in-letters", data={**form, "address": "rita@example.org"})
            assert answer.status_code == 200
            await until(lambda: reader.fetchval("SELECT 1 FROM network_note WHERE state = 'delivered'"))
        began = time.monotonic()
        house.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(house.wait(), 5) == 0
        assert time.monotonic() - began < 5
    finally:
        if house.returncode is None:
            house.kill()
            await house.wait()
        await reader.close()
