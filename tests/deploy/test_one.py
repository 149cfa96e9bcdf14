"""`terreau run`, tried as a person does: real processes, real servers, real signals."""

import asyncio
import re
import shutil
import signal
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from deploy.embedded import Embedded
from deploy.folders import sockets_of
from deploy.mailbox import Mailbox
from tests.houses import House, alive, answer_of, folder_for, standing, terreau, until_nobody_lives


@pytest.fixture(scope="module")
async def folder(servers: Embedded) -> AsyncIterator[Path]:
    """One for the module: to make a database and load it takes longer than all that is tried on it."""
    mine = folder_for("one")
    yield mine
    shutil.rmtree(mine)


def own_database(folder: Path) -> str:
    return f"postgresql://postgres@/postgres?host={sockets_of(folder / 'servers')}"


async def ask_for_a_letter(house: House, address: str) -> None:
    async with httpx.AsyncClient(base_url=house.address, follow_redirects=True) as visitor:
        page = (await visitor.get("/sign-in-letters/new")).text
        form = dict(re.findall(r'name="(_csrf_token)" value="(\w+)"', page))
        answer = await visitor.post("/sign-in-letters", data={**form, "address": address})
        assert answer.status_code == 200


async def arrived(mailbox: Path | Mailbox, address: str) -> bool:
    """Within ten seconds: web, queue, worker, SMTP, and kept."""
    for _ in range(100):
        if (Mailbox(mailbox) if isinstance(mailbox, Path) else mailbox).to(address):
            return True
        await asyncio.sleep(0.1)
    return False


async def test_the_house_stands_delivers_a_letter_to_its_mailbox_and_ends_on_sigterm(folder: Path) -> None:
    async with standing(folder) as house:
        said = "".join(house.said)
        assert "Terreau vous attend à l’adresse http://localhost:" in said and "/dev/mailbox" in said
        addresses = re.findall(r"[\w.-]+@example\.org", said)
        assert len(addresses) >= 6 and "coordination" in said and "premier cercle" in said
        await ask_for_a_letter(house, addresses[0])
        assert await arrived(folder / "mailbox", addresses[0])
        assert len(alive(folder)) >= 3  # the house, PostgreSQL, Valkey
        began = time.monotonic()
        assert await house.end() == 0
        assert time.monotonic() - began < 5
    await until_nobody_lives(folder, 0.5)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
async def test_it_ends_as_well_on_ctrl_c_and_when_the_terminal_is_closed(folder: Path, how: signal.Signals) -> None:
    async with standing(folder) as house:
        assert await house.end(how) == 0
    await until_nobody_lives(folder, 0.5)


async def test_it_speaks_english_where_the_terminal_does(folder: Path) -> None:
    async with standing(folder, LANG="en_GB.UTF-8") as house:
        assert "Terreau stands at http://localhost:" in "".join(house.said)


async def test_the_key_is_made_once_and_nobody_else_reads_it(folder: Path) -> None:
    async with standing(folder):
        key = folder / "secret_key"
        assert key.stat().st_mode & 0o777 == 0o600 and len(key.read_text()) > 40
        before = key.read_text()
    await until_nobody_lives(folder)
    async with standing(folder):
        assert key.read_text() == before


async def test_a_second_one_says_where_the_first_is_and_a_command_works_on_the_first(folder: Path) -> None:
    async with standing(folder) as house:
        code, said = await answer_of(await terreau(folder, "run"))
        assert code == 1 and house.address in said and len(said.splitlines()) == 1
        assert await answer_of(await terreau(folder, "migrate")) == (0, "")
        async with httpx.AsyncClient() as visitor:
            assert (await visitor.get(f"{house.address}/sign-in-letters/new")).status_code == 200


async def test_a_command_starts_the_servers_for_as_long_as_it_runs(folder: Path) -> None:
    assert await answer_of(await terreau(folder, "migrate")) == (0, "")
    await until_nobody_lives(folder, 0.5)


async def test_where_the_port_is_taken_it_takes_the_next_and_says_so(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with standing(folder, port=str(port)) as house:
            found = int(house.address.rsplit(":", 1)[1])
            assert port < found < port + 100
            async with httpx.AsyncClient() as visitor:
                assert (await visitor.get(f"http://127.0.0.1:{found}/sign-in-letters/new")).status_code == 200


async def test_kill_9_in_mid_commit_leaves_nobody_alive_and_every_answered_row_is_there(folder: Path) -> None:
    answered: list[int] = []

    async def write(numbers: range) -> None:
        writer = await asyncpg.connect(own_database(folder))
        try:
            for number in numbers:
                await writer.execute("INSERT INTO promise VALUES ($1)", number)
                answered.append(number)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):  # it is dead
            writer.terminate()

    async with standing(folder) as house:
        keeper = await asyncpg.connect(own_database(folder))
        await keeper.execute("CREATE TABLE promise (number int PRIMARY KEY)")
        keeper.terminate()
        writing = [asyncio.create_task(write(range(k, 10_000_000, 4))) for k in range(4)]
        await asyncio.sleep(0.7)
        before = len(answered)
        house.process.kill()
        await asyncio.wait_for(asyncio.gather(*writing), 10)
        assert before > 50
        await until_nobody_lives(folder, 5)

    async with standing(folder):
        reader = await asyncpg.connect(own_database(folder))
        kept = {row["number"] for row in await reader.fetch("SELECT number FROM promise")}
        await reader.execute("DROP TABLE promise")
        await reader.close()
        assert set(answered) - kept == set()


async def test_real_servers_are_used_where_they_are_named_and_ours_are_not_started(
    servers: Embedded, database: None, tmp_path: Path
) -> None:
    keeper = await asyncpg.connect(servers.database_url())
    await keeper.execute("CREATE DATABASE named")
    await keeper.close()
    mine = folder_for("named")
    async with Mailbox(tmp_path).opened() as relay:
        named = {
            "DATABASE_URL": servers.database_url("named"),
            "REDIS_URL": f"{servers.redis_url}?db=3",
            "SMTP_URL": relay.smtp_url,
        }
        async with standing(mine, **named) as house:
            said = "".join(house.said)
            [address, *_] = re.findall(r"[\w.-]+@example\.org", said)
            await ask_for_a_letter(house, address)
            assert await arrived(relay, address)
            assert "/dev/mailbox" not in said
            async with httpx.AsyncClient() as visitor:
                assert (await visitor.get(f"{house.address}/dev/mailbox")).status_code == 404
            assert not {"servers", "mailbox"} & {path.name for path in mine.iterdir()}
            assert await house.end() == 0
    shutil.rmtree(mine)


async def test_a_real_relay_alone_takes_the_letters_and_there_is_no_mailbox(folder: Path, tmp_path: Path) -> None:
    before = len(Mailbox(folder / "mailbox").letters)
    async with Mailbox(tmp_path).opened() as relay, standing(folder, SMTP_URL=relay.smtp_url) as house:
        said = "".join(house.said)
        assert "/dev/mailbox" not in said and len(alive(folder)) >= 3
        [address, *_] = re.findall(r"[\w.-]+@example\.org", said)
        await ask_for_a_letter(house, address)
        assert await arrived(relay, address)
    assert len(Mailbox(folder / "mailbox").letters) == before


@pytest.mark.parametrize(("named", "started"), [("DATABASE_URL", "valkey"), ("REDIS_URL", "postgresql")])
async def test_each_is_named_by_itself(servers: Embedded, database: None, named: str, started: str) -> None:
    urls = {"DATABASE_URL": servers.database_url("template"), "REDIS_URL": f"{servers.redis_url}?db=3"}
    mine = folder_for(started)
    code, said = await answer_of(await terreau(mine, "migrate", **{named: urls[named]}))
    assert (code, said) == (0, "")
    ours = {path.name for path in (mine / "servers").iterdir() if path.is_dir()} & {"valkey", "postgresql"}
    assert ours == {started}
    shutil.rmtree(mine)


async def test_a_long_path_does_no_harm(servers: Embedded) -> None:
    mine = folder_for("-".join(["deep"] * 25))
    assert await answer_of(await terreau(mine, "migrate")) == (0, "")
    shutil.rmtree(mine)
    shutil.rmtree(sockets_of(mine / "servers"))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [(("fly",), "terreau run | migrate"), (("migrate", "twice"), "terreau migrate"), (("run", "home"), "home")],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(
    servers: Embedded, typed: tuple[str, ...], answer: str
) -> None:
    code, said = await answer_of(await terreau(folder_for("never"), *typed))
    assert code == 1 and answer in said and len(said.splitlines()) == 1
