"""A house as a person starts it: `terreau run`, a process of its own with a folder of its own."""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.catalogues import HERE
from network.ground.settings import data_folder

GIVEN = ("DATABASE_URL", "REDIS_URL", "SMTP_URL", "SECRET_KEY", "ADDRESS", "TERREAU_DATA", "LC_ALL", "LC_MESSAGES")


@dataclass
class House:
    """Stands while its process lives."""

    folder: Path
    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    things: dict[str, str] = field(default_factory=dict)  # what of the village the braces in a path stand for

    @property
    def address(self) -> str:
        """As it printed it."""
        return str(re.findall(r"http://localhost:\d+", "".join(self.said))[0])

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), 15)


def folder_for(name: str) -> Path:
    """Where the servers of root can reach it, which is not pytest's own folder; swept away with this run."""
    return data_folder() / name


def surroundings(folder: Path, **given: str) -> dict[str, str]:
    """Nothing of this run's own servers, unless it is said."""
    return {name: value for name, value in os.environ.items() if name not in GIVEN} | {
        "LANG": "C.UTF-8",
        "TERREAU_DATA": str(folder),
        **given,
    }


async def terreau(folder: Path, *command: str, **given: str) -> asyncio.subprocess.Process:
    """A command, as typed."""
    return await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "deploy.cli", *command],
        cwd=HERE,
        env=surroundings(folder, **given),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )


async def answer_of(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """The exit code of a command that ends by itself, and all that it said."""
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, said.decode()


@asynccontextmanager
async def standing(folder: Path, *, port: str = "8100", **given: str) -> AsyncIterator[House]:
    """Until it says that it stands; ended behind the test, however that went."""
    house = House(folder, await terreau(folder, "run", port, **given))
    try:
        async with asyncio.timeout(120):
            await _hear(house)
        yield house
    finally:
        if house.process.returncode is None:
            house.process.kill()
        await house.process.wait()


async def _hear(house: House) -> None:
    assert house.process.stdout
    while line := (await house.process.stdout.readline()).decode():
        house.said.append(line)
        if "Ctrl-C" in line:
            return
    raise AssertionError("".join(house.said))


def alive(folder: Path) -> set[int]:
    """The processes that hold a file of that folder open: the house, its servers, their children."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink().is_relative_to(folder):
                found.add(int(link.parts[2]))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return found


async def until_nobody_lives(folder: Path, seconds: float = 5) -> None:
    """Or an assertion that says who does."""
    end = time.monotonic() + seconds
    while living := alive(folder):
        assert time.monotonic() < end, [Path(f"/proc/{pid}/cmdline").read_text() for pid in living]
        await asyncio.sleep(0.05)
