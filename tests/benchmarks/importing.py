"""How long ten thousand lines take, from the bytes to people who stand in a circle:

python -m pytest -s tests/benchmarks/importing.py
"""

import time

import pytest

from network.ground import sheets
from network.imports import imports
from network.plug import Village
from network.tables import Import, Standing
from tests.network.ground.test_files import Brought

PEOPLE = 10_000


def spreadsheet() -> bytes:
    rows = [["Nom", "Prénom", "Courriel", "Téléphone", "Organisme", "Fonction", "Collège", "Cercle"]]
    for number in range(PEOPLE):
        who = [f"Dupré {number}", "Noé", f"noe{number}@example.org", f"05610{number:05}", f"Commune {number % 700}"]
        rows.append([*who, "chargée de mission", "agents", "2"])
    return sheets.write(rows)


@pytest.mark.commit
async def test_ten_thousand_lines_come_in_within_ten_seconds(village: Village) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"]
    steps: dict[str, float] = {}
    before, began = await Standing.count(), time.perf_counter()
    for code in ("aaaaaaaaaa", "bbbbbbbbbb"):
        row = await imports.bring(hedges, Brought(spreadsheet(), "tout.csv"), rita.id, code)
        await imports.map_columns(row, row.columns, "citizen")
        steps[f"{code[0]} read"] = time.perf_counter()
        plan = await imports.look(row)
        steps[f"{code[0]} looked at"] = time.perf_counter()
        assert plan.wrong == 0 and plan.entering == (PEOPLE if code[0] == "a" else 0)
        await Import.update({Import.state: "confirmed"}).where(Import.id == row.id)
        await imports.carry_out_import(row.id)
        steps[f"{code[0]} carried out"] = time.perf_counter()
    assert await Standing.count() == before + PEOPLE
    last = began
    for step, at in steps.items():
        print(f"{PEOPLE} lines, {step}: {at - last:.2f} s")
        last = at
    assert last - began < 20
