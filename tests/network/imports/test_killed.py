"""A worker that is killed in the middle of an import."""

import asyncio

import pytest
from redis.asyncio import Redis

from deploy.embedded import Embedded
from network.ground import queue
from network.ground.settings import data_folder
from network.ground.spreadsheets import sheets
from network.imports import imports
from network.plug import Village
from network.tables import Import, Organisation, Person, Standing
from tests.conftest import Bell
from tests.houses import terreau
from tests.network.ground.test_files import Brought

PEOPLE = 12_000


async def counts() -> tuple[int, int, int]:
    return await Person.count(), await Standing.count(), await Organisation.count()


@pytest.mark.commit
async def test_killed_in_the_middle_nobody_has_come_in_and_afterwards_everybody_once(
    village: Village, servers: Embedded, bell: Bell
) -> None:
    rows = [["Nom", "Courriel", "Organisme"]]
    rows += [[f"Dupré {number}", f"n{number}@example.org", f"Commune {number % 90}"] for number in range(PEOPLE)]
    upload, rita = Brought(sheets.write(rows), "tout.csv"), village.people["rita"].id
    row = await imports.bring(village.communities["hedges"], upload, rita, "aaaaaaaaaa")
    await imports.map_columns(row, row.columns, "citizen")
    await imports.confirm(row)
    before = await counts()

    url = f"{servers.redis_url}?db=6"
    given = {"DATABASE_URL": servers.database_url("village"), "REDIS_URL": url, "SECRET_KEY": "known to the tests"}
    worker = await terreau(data_folder(), "work", **given)
    try:
        async with queue.opened(url) as real:  # the bell of the test is put back by its fixture
            await real.enqueue_job("carry_out_import", row.id)
        async with Redis.from_url(url) as looking:
            async with asyncio.timeout(60):
                while not 0 < int((await looking.get(f"progress:import:{row.code}") or b"0/1").split(b"/")[0]) < PEOPLE:
                    assert worker.returncode is None
                    await asyncio.sleep(0.005)
            worker.kill()
            await worker.wait()
            await looking.flushdb()
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    assert await counts() == before, "nobody is seen before all are there, and nobody is left behind"
    assert await Import.exists().where(Import.id == row.id, Import.state == "confirmed")

    for _ in range(2):  # rung again by the clock, and once more by a bell that was late
        await imports.carry_out_import(row.id)
    assert await counts() == (before[0] + PEOPLE, before[1] + PEOPLE, before[2] + 90)
