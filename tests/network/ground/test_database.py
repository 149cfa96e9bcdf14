from asyncpg.connection import LoggedQuery
from litestar import Litestar

from network.ground.database import engine


async def test_a_connection_goes_back_to_the_others_without_another_round(app: Litestar) -> None:
    pool, said = engine().pool, list[LoggedQuery]()
    assert pool
    async with pool.acquire() as line:
        line.add_query_logger(said.append)
        await line.fetchval("SELECT 1")
    async with pool.acquire() as line:  # the one that went back last
        await line.fetchval("SELECT 2")
        line.remove_query_logger(said.append)
    assert [one.query for one in said] == ["SELECT 1", "SELECT 2"]


async def test_a_transaction_that_somebody_left_open_ends_when_its_connection_goes_back(app: Litestar) -> None:
    pool = engine().pool
    assert pool
    async with pool.acquire() as line:
        await line.execute("BEGIN")
        held = line._con
    async with pool.acquire() as line:
        assert line._con is held and not line.is_in_transaction()
