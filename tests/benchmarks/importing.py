"""Import of ten thousand people, from the bytes to a place in a circle, against plain COPY of the same rows:

python -m pytest -s tests/benchmarks/importing.py

Each figure is the best of three. COPY is PostgreSQL's own: the same rows of the same four tables, ready in memory,
written into the same tables with the same indexes and constraints.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from network.ground.database import copy_rows, engine
from network.ground.queue import together
from network.ground.spreadsheets import sheets
from network.imports import imports
from network.plug import Village
from network.tables import Import, Person, Standing
from tests.conftest import Bell
from tests.network.ground.spreadsheets.made import ods, xlsx
from tests.network.ground.test_files import Brought

PEOPLE, ROUNDS = 10_000, 3
TABLES = ("network_organisation", "network_person", "network_affiliation", "network_standing")


def table() -> list[list[str]]:
    rows = [["Nom", "Prénom", "Courriel", "Téléphone", "Organisme", "Fonction", "Collège", "Cercle"]]
    for number in range(PEOPLE):
        who = [f"Dupré {number}", "Noé", f"noe{number}@example.org", f"05610{number:05}", f"Commune {number % 700}"]
        rows.append([*who, "chargée de mission", "agents", "2"])
    return rows


FORMATS: dict[str, Callable[[], bytes]] = {
    "CSV": lambda: sheets.write(table()),
    "XLSX": lambda: xlsx(table()),
    "ODS": lambda: ods(table()),
}


async def written_since(last: dict[str, int]) -> dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    """What an import has put into each table, as COPY takes it."""
    found = {}
    for name in TABLES:
        own = await Person.raw(
            "SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute WHERE attrelid = {}::text::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND atttypid <> 'tsvector'::regtype",
            name,
        )
        rows = await Person.raw(f"SELECT {own[0]['names']} FROM {name} WHERE id > {last[name]} ORDER BY id")
        found[name] = (tuple(rows[0]), [tuple(row.values()) for row in rows])
    return found


async def ends() -> dict[str, int]:
    return {name: (await Person.raw(f"SELECT max(id) AS last FROM {name}"))[0]["last"] or 0 for name in TABLES}


async def empty(last: dict[str, int]) -> None:
    for name in reversed(TABLES):
        await Person.raw(f"DELETE FROM {name} WHERE id > {last[name]}")
    keeper = await engine().get_new_connection()
    await keeper.execute("VACUUM ANALYZE")
    await keeper.close()


@pytest.mark.commit
async def test_ten_thousand_lines_against_copy(village: Village, bell: Bell) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"]
    before, last = await Standing.count(), await ends()
    best: dict[str, float] = defaultdict(lambda: 1e9)

    def took(what: str, began: float) -> None:
        best[what] = min(best[what], time.perf_counter() - began)

    async def come_in(content: bytes, form: str, code: str) -> None:
        began = time.perf_counter()
        row = await imports.bring(hedges, Brought(content, "tout"), rita.id, code)
        await imports.map_columns(row, row.columns, "citizen")
        took(f"{form} read", began)
        plan_began = time.perf_counter()
        plan = await imports.look(row)
        took(f"{form} looked at", plan_began)
        assert plan.wrong == 0
        await imports.confirm(row)
        writing = time.perf_counter()
        await imports.carry_out_import(row.id)
        took(f"{form} carried out", writing)
        took(f"{form} in all", began)
        await Import.delete().where(Import.id == row.id)

    for form, content in FORMATS.items():
        brought = content()
        for number in range(ROUNDS):
            await empty(last)
            await come_in(brought, form, f"{form.lower():a<9}{number + 2}")
            assert await Standing.count() == before + PEOPLE
    rows = await written_since(last)
    for _ in range(ROUNDS):
        await empty(last)
        began = time.perf_counter()
        async with together():
            for name, (columns, records) in rows.items():
                await copy_rows(name, columns, records)
        took("COPY", began)
    await come_in(FORMATS["CSV"](), "CSV again", "againagain")
    assert await Standing.count() == before + PEOPLE

    for what, seconds in best.items():
        print(f"{PEOPLE} people, {what}: {seconds:.2f} s, {seconds / best['COPY']:.1f} times COPY")
    assert max(best.values()) < 20
