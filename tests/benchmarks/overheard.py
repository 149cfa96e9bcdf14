"""What a page asks of PostgreSQL: read from the server's own log, while it writes down each statement. So the house that is
measured is the one that people use, without a hook."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import asyncpg

SAID = re.compile(rb"duration: ([\d.]+) ms  (parse|bind|execute|statement)")


class Asked(NamedTuple):
    """How many statements, and how long all of them took there, in ms."""

    statements: int
    took: float


NOTHING = Asked(0, 0)


class Ear:
    """At the log of a server."""

    def __init__(self, log: Path) -> None:
        self.log, self.heard = log, log.stat().st_size

    def since(self) -> Asked:
        """Since the last time."""
        with self.log.open("rb") as lines:
            lines.seek(self.heard)
            said = lines.read()
        self.heard += len(said)
        found = SAID.findall(said)
        counted = [what for _took, what in found if what in (b"execute", b"statement")]
        return Asked(len(counted), sum(float(took) for took, _what in found))


@asynccontextmanager
async def listening(database_url: str, log: Path) -> AsyncIterator[Ear]:
    """While within, the server says everything aloud."""
    keeper = await asyncpg.connect(database_url)
    try:
        await keeper.execute("ALTER SYSTEM SET log_min_duration_statement = 0")
        await keeper.execute("SELECT pg_reload_conf()")
        await keeper.execute("SELECT pg_sleep(1)")
        yield Ear(log)
    finally:
        await keeper.execute("ALTER SYSTEM RESET log_min_duration_statement")
        await keeper.execute("SELECT pg_reload_conf()")
        await keeper.close()
