"""The village in the house of a browser: `python -m tests.browser.stage` plants it there, and prints what the braces in
the paths of tests/roles.py stand for. `empty` and `full` plant the two houses of extremes.py."""

import asyncio
import json
import sys
from pathlib import Path

from deploy.catalogues import HERE
from deploy.house import open_house
from deploy.migrations import migrate
from deploy.own import own_things_for_a_command
from deploy.village import plant
from tests.browser.extremes import fill, open_empty
from tests.houses import answer_of, surroundings
from tests.roles import things_of


async def planted(folder: Path, stage: str = "village", **named: str) -> dict[str, str]:
    """In a process of its own, as the house that it is planted in is one. What the braces stand for."""
    planting = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "tests.browser.stage", stage],
        cwd=HERE,
        env=surroundings(folder, **named),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    code, said = await answer_of(planting)
    assert code == 0, said
    things: dict[str, str] = json.loads(said.splitlines()[-1])
    return things


async def main(stage: str = "village") -> None:
    """The last line is the answer."""
    await migrate()
    async with open_house():
        if stage == "empty":
            things = await open_empty()
        else:
            village = await plant()
            things = await things_of(village)
            if stage == "full":
                await fill(village)
        print(json.dumps(things))


if __name__ == "__main__":
    with own_things_for_a_command():
        asyncio.run(main(*sys.argv[1:]))
