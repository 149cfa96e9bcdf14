"""Pages of a crowded house: python -m tests.benchmarks.crowded [people] [communities]

100,000 people in 300 communities (see crowds.py); 16 clients over real sockets against one web process. Every kind of page
is there, from the table of routes and roles, as anybody, a gardener and a coordinator see it; where none of them does, as
somebody who may. Beside each stands its ratio to a bare page of the same run (see served.py), how long one client alone
waits, how many statements one request makes and how long PostgreSQL has with them, and what it weighs. Slowest first.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from deploy.embedded import Embedded
from tests.benchmarks.crowds import crowded
from tests.benchmarks.overheard import NOTHING, Asked, Ear, listening
from tests.benchmarks.served import BARE, HOUSE, served
from tests.browser.kinds import seen_by
from tests.test_roles import ROLES, rules

CLIENTS, ROUNDS, ALONE, SLOW = 16, 3, 5, 250
VIEWERS = ("public", "gardener", "coordinator")


@dataclass
class Look:
    """At a page, in a role."""

    role: str
    path: str
    status: int = 0
    half: float = 0
    most: float = 0
    alone: float = 0
    size: float = 0
    asked: Asked = NOTHING
    fault: str = ""

    async def take(self, browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
        """Once by itself, some times after one another, then by all clients at once."""
        async with browser.stream("GET", self.path, headers=headers) as answer:
            if answer.headers.get("content-type", "").startswith("text/event-stream"):
                raise httpx.StreamError("it goes on as long as somebody listens")
            self.status, self.size = answer.status_code, len(await answer.aread()) / 1000
        took: list[float] = []

        async def ask(times: int) -> None:
            for _ in range(times):
                began = time.perf_counter()
                await browser.get(self.path, headers=headers)
                took.append((time.perf_counter() - began) * 1000)

        await ask(ALONE)
        self.alone = statistics.median(took)
        took.clear()
        await asyncio.gather(*[ask(ROUNDS) for _ in range(CLIENTS)])
        self.half, self.most = statistics.median(took), sorted(took)[int(len(took) * 0.95)]

    def line(self, base: float) -> str:
        return (
            f"{self.role:<12}{self.path[:56]:<57}{self.status}{self.half:>7.0f}{self.most:>7.0f}{self.half / base:>8.1f}"
            f"{self.alone:>8.1f}{self.asked.statements:>6}{self.asked.took:>8.1f}{self.size:>7.0f}"
        )


def looks(things: Mapping[str, str]) -> Iterator[Look]:
    """What opens to nobody has none: it is named."""
    for rule in rules():
        if rule.method == "GET":
            roles = seen_by(rule, VIEWERS)
            for role in roles:
                yield Look(role, rule.path.format(**things))
            if not roles:
                print(f"not measured: {rule.path}: everybody gets {' or '.join(sorted(set(rule.answers)))}")


async def look_at(every: list[Look], cookies: Mapping[str, str], log: Path) -> float:
    """Fills them in. What the bare page took."""
    bare = Look("", "/")
    async with served(BARE, CLIENTS) as browser:
        await bare.take(browser, {})  # once unmeasured: opening sixteen connections took longer than the pages
        await bare.take(browser, {})
    print(f"{'':<12}{'page':<57}st.    p50    p95   ratio   alone  sql   in it    KB   of {CLIENTS} clients")
    print(bare.line(bare.half), f"   on {os.cpu_count()} cores", flush=True)

    def headers(one: Look) -> dict[str, str]:
        who = ROLES[one.role]
        return {"Accept-Language": "fr"} | ({"Cookie": f"sign_in={cookies[who]}"} if who else {})

    async with served(HOUSE, CLIENTS) as browser:
        for one in every:
            try:
                await one.take(browser, headers(one))
            except (httpx.HTTPError, httpx.StreamError) as fault:
                one.fault = str(fault) or type(fault).__name__
        async with listening(os.environ["DATABASE_URL"], log) as ear:
            for one in every:
                one.asked = await overhear(browser, one, headers(one), ear)
    return bare.half


async def overhear(browser: httpx.AsyncClient, one: Look, headers: dict[str, str], ear: Ear) -> Asked:
    """The second of two requests: connections that are new ask who they are."""
    for _ in range(2):
        ear.since()
        if not one.fault:
            await browser.get(one.path, headers=headers)
    return ear.since()


def tell(every: list[Look], base: float) -> None:
    """The table and what it comes to."""
    seen = sorted((one for one in every if not one.fault), key=lambda one: -one.half)
    print(*[one.line(base) for one in seen], sep="\n")
    print(*[f"not measured: {one.path} as {one.role}: {one.fault}" for one in every if one.fault], sep="\n")
    half, worst = statistics.median(one.half for one in seen), seen[0]
    print(
        f"{len(seen)} looks at {len({one.path for one in seen})} pages: p50 {half:.0f} ms, {half / base:.1f} times the bare"
        f" page; the worst {worst.half:.0f} ms, {worst.half / base:.1f} times; {sum(one.half > SLOW for one in seen)} over"
        f" {SLOW} ms; alone {statistics.median(one.alone for one in seen):.0f} ms, {max(one.alone for one in seen):.0f} at"
        f" most; statements {statistics.median(one.asked.statements for one in seen):.0f}, at most"
        f" {max(one.asked.statements for one in seen)}"
    )


def main(people: int = 100_000, communities: int = 300) -> None:
    """In a house that is thrown away."""
    with tempfile.TemporaryDirectory() as data:
        servers = Embedded(f"benchmark-{os.getpid()}").start()
        try:
            where = {"DATABASE_URL": servers.database_url(), "REDIS_URL": servers.redis_url}
            os.environ |= {"SECRET_KEY": "benchmark", "TERREAU_DATA": data, **where}
            for command in (["migrate"], ["territories", "if-empty"]):
                subprocess.run([sys.executable, "-m", "deploy.cli", *command], check=True, stdout=subprocess.DEVNULL)
            things, cookies = crowded(people, communities)
            every = list(looks(things))
            tell(every, asyncio.run(look_at(every, cookies, servers.folder / "postgresql.log")))
        finally:
            servers.remove()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
