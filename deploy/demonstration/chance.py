"""Chance that falls the same way each time: whoever loads on the same day gets the same network, to the letter.

Each part draws from a stream of its own, so that a line added to one leaves the others as they were.
"""

import csv
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from piccolo.table import Table

from network.ground.clock import HERE, now, today

FOLDER = Path(__file__).parents[1] / "demonstration_files"
MADE_UP = "Réseau de démonstration : personne inventée"  # said to whoever asks where we know them from
ALPHABET = "abcdefghijklmnopqrstuvwxyz23456789"
AT_ONCE = 400  # rows in one statement: PostgreSQL takes 32,767 values

T = TypeVar("T", bound=Table)


def stream(name: str) -> Random:
    """The chance of one part."""
    return Random(f"terreau {name}")


def code(chance: Random) -> str:
    """As tokens.code() draws them, but the same each time."""
    return "".join(chance.choices(ALPHABET, k=10))


def read(name: str) -> dict[str, Any]:
    """One of the files in TOML."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def table(name: str) -> list[dict[str, str]]:
    """One of the files in CSV."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def ago(days: int) -> date:
    """So many days before today; negative ones are to come."""
    return today() - timedelta(days=days)


def at(day: date, hour: time = time(10)) -> datetime:
    """That hour of that day, where the networks are; never later than now for what has happened."""
    return datetime.combine(day, hour, tzinfo=HERE)


def by_now(moment: datetime) -> datetime:
    """What happened today at ten has not happened yet at nine."""
    return min(moment, now())


async def keep(rows: Sequence[T]) -> None:
    """Inserts them, many at once, and tells each its number: one INSERT for each of some twenty thousand rows would take
    minutes, and the verbs would write letters about what is long past."""
    for chunk in parts(rows, AT_ONCE):
        made = await type(chunk[0]).insert(*chunk)
        for row, new in zip(chunk, made, strict=True):
            row.id = new["id"]  # type: ignore[attr-defined]


def parts(rows: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """The rows in stretches."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
