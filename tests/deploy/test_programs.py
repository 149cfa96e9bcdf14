"""The programs that a house starts: those of the wheels, or those that were named."""

from pathlib import Path

import asyncpg
import pytest

from deploy import programs
from deploy.embedded import Embedded
from deploy.folders import CannotStand
from tests.debian import PACKAGES, missing


def name(monkeypatch: pytest.MonkeyPatch, folder: Path | str, valkey: Path | str) -> None:
    monkeypatch.setenv("POSTGRESQL_PROGRAMS", str(folder))
    monkeypatch.setenv("REDIS_PROGRAM", str(valkey))


async def test_a_house_stands_on_the_programs_that_were_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = programs.find()
    name(monkeypatch, found.postgres.parent, found.valkey)
    assert programs.find() == found
    servers = Embedded("named").start()
    try:
        line = await asyncpg.connect(servers.database_url())
        said = await line.fetchval("SELECT version()")
        assert programs.version_of(found.postgres) == tuple(map(int, said.split()[1].split(".")))
        await line.close()
    finally:
        servers.remove()


@pytest.mark.parametrize(("version", "locale"), [("15.20 (Debian 15.20-0+deb12u1)", "libc"), ("18.6", "builtin")])
def test_an_older_initdb_is_told_to_sort_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, locale: str
) -> None:
    for program in ("initdb", "postgres", "redis-server"):
        (tmp_path / program).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (tmp_path / program).chmod(0o755)
    name(monkeypatch, tmp_path, tmp_path / "redis-server")
    assert ("--locale-provider=builtin" in programs.find().locale) is (locale == "builtin")


def test_a_program_that_is_none_is_named_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name(monkeypatch, tmp_path, tmp_path)
    with pytest.raises(CannotStand, match=f"{tmp_path}/initdb"):
        programs.find()


def test_what_the_floor_of_versions_misses_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, "redis-server", Path("/nowhere/redis-server"))
    assert "redis-server" in missing()
    monkeypatch.setitem(PACKAGES, "redis-server", Path("/proc/self"))
    assert "redis-server" not in missing()
