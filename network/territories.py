"""Territories: regions, departments, intercommunalities and communes of France, from the files in territory_files/.

A code is text: 2A004, 01000. A commune lies in a department, a department in a region; a commune belongs to an
intercommunality. Found by the beginning of the name, as people type it (accents, hyphens, capitals, St for Saint), by
postcode or by INSEE code. Loading again changes what has changed, and leaves the rest; nothing is ever taken away.
"""

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from network.ground.database import copy_rows
from network.ground.queue import together
from network.ground.words import _, sort_key
from network.tables import Territory

FOLDER = Path(__file__).parent / "territory_files"
FILES = {
    "region": "regions",
    "department": "departments",
    "intercommunality": "intercommunalities",
    "commune": "communes",
}
KINDS = {
    "region": _("region"),
    "department": _("department"),
    "intercommunality": _("intercommunality"),
    "commune": _("commune"),
    "project": _("project territory"),
}
COLUMNS = ("kind", "code", "name", "sort_key", "population", "postcodes", "parent", "intercommunality")

Line = tuple[str, str, str, str, int | None, list[str], str | None, str | None]

# Parents are named by their code in the files, by their number in the table: they come first.
SETTLE = """
INSERT INTO network_territory (kind, code, name, sort_key, population, postcodes, parent, intercommunality)
SELECT loading.kind, loading.code, loading.name, loading.sort_key, loading.population, loading.postcodes, parent.id,
       together.id
FROM loading_territory AS loading
LEFT JOIN network_territory AS parent
       ON parent.code = loading.parent AND parent.kind = CASE loading.kind WHEN 'commune' THEN 'department' ELSE 'region' END
LEFT JOIN network_territory AS together
       ON together.code = loading.intercommunality AND together.kind = 'intercommunality'
WHERE loading.kind = {}
ON CONFLICT (kind, code) DO UPDATE
SET (name, sort_key, population, postcodes, parent, intercommunality)
  = (excluded.name, excluded.sort_key, excluded.population, excluded.postcodes, excluded.parent, excluded.intercommunality)
WHERE (network_territory.name, network_territory.population, network_territory.postcodes, network_territory.parent,
       network_territory.intercommunality)
   IS DISTINCT FROM
      (excluded.name, excluded.population, excluded.postcodes, excluded.parent, excluded.intercommunality)
"""


async def territories(*arguments: str) -> None:
    """`terreau territories`: loads those of France. `terreau territories if-empty`: only where there are none yet."""
    if arguments == ("if-empty",) and await Territory.exists():
        return
    await load(lines())
    print(f"{await Territory.count()} territories are known.")


async def load(rows: Iterable[Line]) -> None:
    """By COPY into a table that lives as long as this, then each kind after the one that it lies in."""
    async with together():
        await Territory.raw(
            """CREATE TEMP TABLE loading_territory (kind text, code text, name text, sort_key text, population integer,
               postcodes text[], parent text, intercommunality text)"""
        )
        await copy_rows("loading_territory", COLUMNS, rows)
        for kind in FILES:
            await Territory.raw(SETTLE, kind)
        await Territory.raw("DROP TABLE loading_territory")


def lines() -> Iterator[Line]:
    """Every territory of the files."""
    for kind, file in FILES.items():
        text = gzip.decompress((FOLDER / f"{file}.csv.gz").read_bytes()).decode()
        for row in csv.DictReader(StringIO(text)):
            people = int(row["population"]) if row["population"] else None
            parent = row.get("department") or row.get("region") or None
            group = row.get("intercommunality") or None
            postcodes = row.get("postcodes", "").split()
            yield kind, row["code"], row["name"], search_key(row["name"]), people, postcodes, parent, group


def search_key(name: str) -> str:
    """What is the same whoever types it: « Saint-Étienne », "st etienne"; « CC Faucigny - Glières », "faucigny gl"."""
    plain = re.sub(r"[^a-z0-9]+", " ", sort_key(name)).strip()
    plain = re.sub(r"^(c[cau]|communaute (?:de communes|d agglomeration|urbaine)) (?=\w)", "", plain)
    plain = re.sub(r"^(?:d|du|des|de la|de l|de) (?=\w{3})", "", plain)
    return re.sub(r"\bst(e?)\b", r"saint\1", plain)


async def search(words: str, kind: str | None = None, most: int = 20) -> list[Territory]:
    """By postcode or code when it looks like one, else by the beginning of the name; the most peopled first."""
    typed = words.strip().upper().replace(" ", "")
    found = Territory.objects().order_by(Territory.population, ascending=False).order_by(Territory.code).limit(most)
    if kind:
        found = found.where(Territory.kind == kind)
    if re.fullmatch(r"\d{9}|\d{5}|\d{2,3}|2[AB](\d{3})?", typed):
        return await found.where((Territory.code == typed) | Territory.postcodes.any(typed))
    key = search_key(words)
    return await found.where(Territory.sort_key.like(f"{key}%")) if key else []
