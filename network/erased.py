"""Erased: who was erased stays erased, when a house is brought back from a backup that still knows them.

Of each erasure a keyed digest of the person's code is kept, and of the codes of those who had been brought together with
them: a code is drawn at random, so a digest says nothing of anybody, and only a backup in which the person is still there,
with the key of that house, makes it mean somebody. The digests stand in the row of the erasure and, outside the database,
in a list in the data folder, which a restore leaves where it is and applies again. See decisions/erased-and-restored.md.
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from network.ground import tokens
from network.ground.settings import settings
from network.tables import Erasure, Merge, Person

LIST = "erased"  # in the data folder
RESTORE = "restore"  # the way of an erasure that is done again
LINE = re.compile(r"[0-9a-f]{64}")


def digest_of(code: str) -> str:
    """Of a person, as long as the house keeps its key."""
    return tokens.derive("erased", code)


async def digests_of(person: Person) -> list[str]:
    """Of their code, and of the codes of the rows that became theirs."""
    merges = await Merge.select(Merge.lines).where(Merge.kept == person.id).output(as_list=True)
    rows = [line.get("row", {}) for lines in merges for line in json.loads(lines) if line["table"] == "network_person"]
    return sorted({digest_of(code) for code in [person.code, *(row["code"] for row in rows if "code" in row)]})


async def list_erased(_erasure: int = 0) -> None:
    """The job, rung after an erasure and by the clock: what the table knows and the list does not is added to it."""
    rows = await Erasure.select(Erasure.digests).where(Erasure.digests != "").output(as_list=True)
    add(digest for row in rows for digest in row.split())


def listed(file: Path | None = None) -> set[str]:
    """What a list says; nothing where there is none."""
    place = file or settings().data / LIST
    return {*LINE.findall(place.read_text())} if place.exists() else set()


def is_list(file: Path) -> bool:
    """A digest a line and nothing else; it may be empty."""
    try:
        return all(LINE.fullmatch(line) for line in file.read_text().splitlines())
    except (OSError, UnicodeDecodeError):
        return False


def add(digests: Iterable[str]) -> None:
    """To the list of this house: it appears whole or not at all, for its owner alone."""
    before = listed()
    known = before | {*digests}
    if known != before:
        write(settings().data / LIST, known)


def write(place: Path, digests: Iterable[str]) -> None:
    """A digest a line."""
    half = place.with_name(f".{place.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"{digest}\n" for digest in sorted(digests))
        out.flush()
        os.fsync(out.fileno())
    half.replace(place)


async def back() -> list[Person]:
    """Whom the house knows although they are on the list."""
    known = listed()
    rows = await Person.select(Person.id, Person.code) if known else []
    numbers = [row["id"] for row in rows if digest_of(row["code"]) in known]
    return await Person.objects().where(Person.id.is_in([*numbers, 0]))
