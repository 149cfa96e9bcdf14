"""A crowd around the village of the tests: 100,000 people in 300 communities, so that every path in tests/roles.py leads to
a page with much on it. The rows are in crowd/*.sql, a file for each part of the field, run in this order on one line."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent / "crowd"
PARTS = ("people", "communities", "exchanges", "works", "letters", "days")
LINES = 5_000  # of the spreadsheet that waits to be confirmed
BEHIND = """
UPDATE network_import SET code = 'hedgesfew2' WHERE code = 'hedgesrows';
UPDATE network_import SET code = 'hedgesrows' WHERE code = 'hedgescrwd';
"""


def statements(part: str, people: int, communities: int) -> Iterator[str]:
    """Those of one file; `:people` and `:communities` stand for how many there are."""
    sql = (HERE / f"{part}.sql").read_text()
    for name, number in (("people", people), ("communities", communities)):
        sql = re.sub(rf"(?<!:):{name}\b", str(number), sql)
    for statement in re.split(r";$", sql, flags=re.MULTILINE):
        if statement.strip():
            yield statement


async def fill(people: int, communities: int) -> tuple[dict[str, str], dict[str, str]]:
    """What the braces in the paths stand for; and the cookie of everybody in the village."""
    from deploy.house import open_house
    from deploy.village import plant
    from network import sign_in
    from network.ground.database import engine
    from network.imports import imports
    from tests.network.ground.test_files import Brought
    from tests.roles import things_of

    async with open_house():
        village = await plant()
        things = await things_of(village)
        pool = engine().pool
        assert pool
        async with pool.acquire() as line:
            for part in PARTS:
                began = time.perf_counter()
                for statement in statements(part, people, communities):
                    await line.execute(statement)
                print(f"{part}: {time.perf_counter() - began:.0f} s", flush=True)
            rows = "".join(f"Nouveau {n},Jean,jean{n}@example.net\n" for n in range(LINES))
            paper = Brought(f"Nom,Prénom,Courriel\n{rows}".encode(), "rows.csv")
            row = await imports.bring(village.communities["hedges"], paper, village.people["hugo"].id, "hedgescrwd")
            await imports.map_columns(row, ["family_name", "given_name", "email"], "citizen")
            await line.execute(BEHIND)
            await line.execute("VACUUM ANALYZE")
        cookies = {who: await sign_in.remember(person.id) for who, person in village.people.items()}
    return things, cookies


def crowded(people: int, communities: int) -> tuple[dict[str, str], dict[str, str]]:
    """`fill` for whoever is outside of a loop."""
    return asyncio.run(fill(people, communities))
