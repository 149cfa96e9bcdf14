"""Pages of a crowded house: python -m tests.benchmarks.crowded [people] [communities]

100,000 people in 300 communities, half a million acts; 16 clients over real sockets against one web process. Beside each
page stands a bare page of the same framework (a sentence in the same layout, nothing asked of a table) as a ratio.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import httpx

from deploy.embedded import Embedded

CLIENTS, ROUNDS = 16, 4
FILL = """
INSERT INTO network_network (slug, name, opened_on) VALUES ('crowd', 'Crowd', '2020-01-01');
INSERT INTO network_community (slug, name, network, opened_on, reach)
SELECT 'c' || n, 'Community ' || n, (SELECT max(id) FROM network_network), '2020-01-01', 'public'
FROM generate_series(1, [communities]) AS n;
INSERT INTO network_person (code, given_name, family_name, sort_key, email, known_since_at)
SELECT translate(lpad(n::text, 10, 'a'), '01', 'bc'), 'Person', 'Number ' || n, 'number ' || n, 'p' || n || '@example.org', now()
FROM generate_series(1, [people]) AS n;
INSERT INTO network_standing (person, community, circle, since_on)
SELECT id, 1 + id % [communities], 1 + id % 3, '2024-01-01' FROM network_person WHERE id <= [people];
INSERT INTO network_affiliation (person, college, since_on)
SELECT id, (ARRAY['elected', 'agent', 'civil', 'expert', 'citizen'])[1 + id % 5], '2024-01-01' FROM network_person;
INSERT INTO network_mandate (code, person, role, network, since_on)
SELECT translate(lpad(id::text, 10, 'm'), '01', 'bc'), id, 'coordinator', (SELECT max(id) FROM network_network), '2024-01-01'
FROM network_person WHERE id = 1;
INSERT INTO network_act (kind, person, community, done_on, subject)
SELECT 'events.came', 1 + n % [people], 1 + n % [communities], current_date - n % 700, n
FROM generate_series(1, 5 * [people]) AS n;
ANALYZE;
"""
PAGES = ["/", "/communities", "/communities/c7", "/communities/c7/circles/3", "/communities/c7/people",
         "/communities/c7/people/new", "/networks/crowd", "/networks/crowd/mandates", "/events", "/works", "/letters",
         "/reports", "/communities/c7/reports", "/people/me", "/plan-du-site", "/contact", "/rules",
         "/sign-in-letters/new"]  # fmt: skip


async def fill(people: int, communities: int) -> str:
    """Answers the cookie of somebody who coordinates all of it."""
    from deploy.house import open_house
    from network import sign_in
    from network.ground.database import engine

    async with open_house():
        began = time.perf_counter()
        async with engine().pool.acquire() as line:  # type: ignore[union-attr]
            for statement in filter(str.strip, FILL.split(";\n")):
                said = statement.replace("[people]", str(people)).replace("[communities]", str(communities))
                await line.execute(said)
        print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
        return await sign_in.remember(1)


async def measure(browser: httpx.AsyncClient, path: str) -> tuple[float, float, int]:
    """p50, p95 in milliseconds, and the status."""
    took: list[float] = []
    status = (await browser.get(path)).status_code

    async def one() -> None:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await browser.get(path)
            took.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*[one() for _ in range(CLIENTS)])
    return statistics.median(took), sorted(took)[int(len(took) * 0.95)], status


async def compare(port: int, cookie: str) -> None:
    """The table."""
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", timeout=60, limits=httpx.Limits(max_connections=CLIENTS)
    ) as anybody:
        for _ in range(200):
            try:
                await anybody.get("/rules")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.1)
        base, base95, _ok = await measure(anybody, "/sign-in-letters/abcdefghij/x")
        print(f"{'bare page':<32}{base:>8.0f}{base95:>8.0f} ms   x 1.0   on {os.cpu_count()} cores", flush=True)
        for who, token in (("anybody", ""), ("coordinator", cookie)):
            anybody.cookies.clear()
            if token:
                anybody.cookies.set("sign_in", token)
            for path in PAGES:
                half, most, status = await measure(anybody, path)
                print(f"{who:<12}{path:<30}{status}{half:>8.0f}{most:>8.0f} ms   x {half / base:.1f}", flush=True)


def main(people: int = 100_000, communities: int = 300) -> None:
    """In a house that is thrown away."""
    with tempfile.TemporaryDirectory() as data:
        servers = Embedded(f"benchmark-{os.getpid()}").start()
        try:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            where = {"DATABASE_URL": servers.database_url(), "REDIS_URL": servers.redis_url}
            os.environ |= {"SECRET_KEY": "benchmark", "TERREAU_DATA": data, **where}
            subprocess.run([sys.executable, "-m", "deploy.cli", "migrate"], check=True, stdout=subprocess.DEVNULL)
            cookie = asyncio.run(fill(people, communities))
            command = [
                sys.executable,
                "-m",
                "uvicorn",
                "--factory",
                "deploy.web:create_app",
                "--port",
                str(port),
                "--log-level",
                "error",
            ]
            with subprocess.Popen(command) as web:
                try:
                    asyncio.run(compare(port, cookie))
                finally:
                    web.terminate()
        finally:
            servers.remove()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
