"""Pages of a crowded house: python -m tests.benchmarks.crowded [people] [communities]

100,000 people in 300 communities, half a million acts; 16 clients over real sockets against one web process. Beside each
page stands its ratio to a bare page: a sentence from a template without layout, by the same framework in a process of
its own, with no session, no table and no other route (`bare`).
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from jinja2 import DictLoader, Environment
from litestar import Litestar, get
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig

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


def bare() -> Litestar:
    """The least that the framework can answer with."""

    @get("/")
    async def index() -> Template:
        return Template("bare.html", context={"words": "A bare page."})

    environment = Environment(loader=DictLoader({"bare.html": "<p>{{ words }}</p>"}), autoescape=True)
    engine = JinjaTemplateEngine.from_environment(environment)
    return Litestar([index], template_config=TemplateConfig(instance=engine), openapi_config=None)


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


@asynccontextmanager
async def served(factory: str) -> AsyncIterator[httpx.AsyncClient]:
    """One web process, and a browser of many connections, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port), "--log-level", "error"]
    web = await asyncio.create_subprocess_exec(*command)
    try:
        limits = httpx.Limits(max_connections=CLIENTS)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, limits=limits) as browser:
            for _ in range(200):
                try:
                    await browser.get("/")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
            yield browser
    finally:
        web.terminate()
        await web.wait()


async def compare(cookie: str) -> None:
    """The table."""
    async with served("tests.benchmarks.crowded:bare") as browser:
        await measure(browser, "/")  # once unmeasured: opening sixteen connections took longer than the pages
        base, base95, status = await measure(browser, "/")
    print(f"{'bare':<42}{status}{base:>8.0f}{base95:>8.0f} ms   x 1.0   on {os.cpu_count()} cores", flush=True)
    async with served("deploy.web:create_app") as browser:
        await measure(browser, "/rules")
        for who, token in (("anybody", ""), ("coordinator", cookie)):
            browser.cookies.clear()
            if token:
                browser.cookies.set("sign_in", token)
            for path in PAGES:
                half, most, status = await measure(browser, path)
                print(f"{who:<12}{path:<30}{status}{half:>8.0f}{most:>8.0f} ms   x {half / base:.1f}", flush=True)


def main(people: int = 100_000, communities: int = 300) -> None:
    """In a house that is thrown away."""
    with tempfile.TemporaryDirectory() as data:
        servers = Embedded(f"benchmark-{os.getpid()}").start()
        try:
            where = {"DATABASE_URL": servers.database_url(), "REDIS_URL": servers.redis_url}
            os.environ |= {"SECRET_KEY": "benchmark", "TERREAU_DATA": data, **where}
            subprocess.run([sys.executable, "-m", "deploy.cli", "migrate"], check=True, stdout=subprocess.DEVNULL)
            cookie = asyncio.run(fill(people, communities))
            asyncio.run(compare(cookie))
        finally:
            servers.remove()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
