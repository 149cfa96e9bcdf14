import asyncio
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from deploy import embedded, folders
from network.ground.settings import data_folder

HOLD = """
import sys, time
from deploy.embedded import Embedded
print(*[server.pid for server in Embedded(sys.argv[1]).start().servers], flush=True)
time.sleep(60)
"""


async def test_kill_9_of_the_supervisor_leaves_no_process_and_keeps_what_was_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "kill"
    supervisor = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, name, stdout=subprocess.PIPE)
    assert supervisor.stdout
    servers = [Path("/proc", pid) for pid in (await supervisor.stdout.readline()).decode().split()]
    url = embedded.Embedded(name).database_url()
    writer = await asyncpg.connect(url)
    await writer.execute("CREATE TABLE promise (said text); INSERT INTO promise VALUES ('kept')")
    supervisor.kill()
    await supervisor.wait()
    end = time.monotonic() + 5
    while any(server.exists() for server in servers) and time.monotonic() < end:
        await asyncio.sleep(0.05)
    assert len(servers) == 2 and not any(server.exists() for server in servers)
    writer.terminate()

    again = embedded.Embedded(name).start()
    try:
        monkeypatch.setattr(embedded, "PATIENCE", 0.2)
        with pytest.raises(folders.CannotStand, match="fonctionnent déjà"):
            embedded.Embedded(name).start()
        reader = await asyncpg.connect(url)
        assert await reader.fetchval("SELECT said FROM promise") == "kept"
        await reader.close()
    finally:
        again.remove()


def test_where_the_path_is_long_the_sockets_lie_elsewhere_and_go_with_the_rest() -> None:
    servers = embedded.Embedded("deep-" * 20)
    assert len(str(servers.run)) < 60 and not servers.run.is_relative_to(data_folder())
    servers.start()
    try:
        assert servers.run.stat().st_mode & 0o777 == 0o700
    finally:
        servers.remove()
    assert not servers.run.exists() and not servers.folder.exists()


async def test_what_is_logged_of_an_error_holds_no_value_of_a_row(servers: embedded.Embedded) -> None:
    writer = await asyncpg.connect(servers.database_url())
    await writer.execute("CREATE TEMPORARY TABLE told (address text UNIQUE)")
    for _twice in range(2):
        try:
            await writer.execute("INSERT INTO told VALUES ($1)", "quintessa@nowhere-else.example")
        except asyncpg.UniqueViolationError:
            pass
    await writer.close()
    said = (servers.folder / "postgresql.log").read_text()
    assert "duplicate key" in said and "quintessa" not in said
