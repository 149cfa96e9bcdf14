"""A database as a file, and a file as a database: by PostgreSQL's own programs.

Those of the system are taken where they are at least as new as the server, else those of our wheel, which are newer than
any server that we know. A dump replaces all that is in the database, in one transaction: either all of it is there
afterwards, or all is as it was. A dump of PostgreSQL 18 can be brought to a 15: what 15 has no word for is left out.
"""

import os
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit

from deploy import programs
from deploy.folders import CannotStand
from network.ground.words import _

EMPTY = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;\n"
UNKNOWN_TO_15 = b"SET transaction_timeout"
HEAD = 60  # lines of a dump among which that one stands


@dataclass(frozen=True)
class Tools:
    """One set, of one version: a newer program writes what an older does not read."""

    version: int
    dump: Path
    restore: Path
    sql: Path


def tools_for(least: int) -> Tools:
    """Of that version or later: of the server, or of whatever wrote the dump."""
    found = shutil.which("pg_dump")
    if found and _version_of(found) >= least and shutil.which("pg_restore") and shutil.which("psql"):
        folder = Path(found).parent
    else:
        folder = programs.find().postgres.parent
    return Tools(_version_of(str(folder / "pg_dump")), folder / "pg_dump", folder / "pg_restore", folder / "psql")


def _version_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)(?:\.\d+)*\s", f"{said} ")
    return int(number[1]) if number else 0


def surroundings(url: str) -> dict[str, str]:
    """The address of a database as its programs read it: a password is no argument that others see in a list."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    known = {
        "PGHOST": asked.get("host") or parts.hostname or "",
        "PGPORT": asked.get("port") or str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.strip("/")),
        "PGSSLMODE": asked.get("sslmode", ""),
        "PGSSLROOTCERT": asked.get("sslrootcert", ""),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return inherited | {name: value for name, value in known.items() if value} | {"LC_ALL": "C"}


def dump(url: str, server: int, snapshot: str, file: Path) -> int:
    """All of it, as it was at that moment. Answers the version of the program that wrote it."""
    tools = tools_for(server)
    command: list[str | Path] = [tools.dump, "--format=custom", "--no-owner", "--no-privileges"]
    command += [f"--snapshot={snapshot}", f"--file={file}"]
    done = subprocess.run(command, env=surroundings(url), capture_output=True, check=False)
    if done.returncode:
        raise CannotStand(_("The database could not be saved: %(said)s", said=_last(done.stderr)))
    return tools.version


def load(url: str, least: int, file: Path) -> None:
    """In the place of whatever the database held. Raises CannotStand, and then nothing was changed."""
    tools = tools_for(least)
    read: list[str | Path] = [tools.restore, "--no-owner", "--no-privileges", "--no-comments", "--file=-", file]
    write: list[str | Path] = [tools.sql, "-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    with (
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading,
        subprocess.Popen(
            write,
            env=surroundings(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as writing,
    ):
        assert reading.stdout and reading.stderr and writing.stdin and writing.stderr
        heard = _Ear(writing.stderr)
        is_whole = _hand_over(reading.stdout, writing.stdin)
        said = reading.stderr.read()
        if reading.wait() or not is_whole:
            writing.kill()  # its transaction is not ended, so it never was
        else:
            writing.stdin.close()
        if writing.wait() or reading.returncode:
            raise CannotStand(
                _("The database could not be brought back, and is as it was: %(said)s", said=_last(said or heard.all()))
            )


class _Ear(threading.Thread):
    """A program that complains much must not wait for somebody to listen."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream, self.heard = stream, b""
        self.start()

    def run(self) -> None:
        self.heard = self.stream.read()

    def all(self) -> bytes:
        self.join()
        return self.heard


def _hand_over(source: IO[bytes], sink: IO[bytes]) -> bool:
    try:
        sink.write(EMPTY)
        for _number in range(HEAD):
            line = source.readline()
            if not line.startswith(UNKNOWN_TO_15):
                sink.write(line)
        shutil.copyfileobj(source, sink, 1024 * 1024)
        sink.flush()
    except BrokenPipeError:
        return False
    return True


def _last(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "?"
