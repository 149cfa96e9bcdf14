"""Ledgers: what one act changed, row by row, so that it can be undone.

A change keeps what was there before; a row that cannot stay is put aside whole. Undone from the last line to the first:
what somebody has changed since is not touched.
"""

import json
from typing import Any

from network.ground.errors import Conflict
from network.ground.queue import together
from network.ground.words import _
from network.tables import Person

POINTING = """
SELECT conrelid::regclass::text AS "table", attname AS "column"
FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND confrelid = {}::text::regclass ORDER BY 1, 2
"""


class Ledger:
    """Written in a transaction of its verb."""

    def __init__(self, lines: list[dict[str, Any]] | None = None) -> None:
        self.lines = lines or []

    async def change(self, table: str, number: int, **after: Any) -> None:
        """Some columns of a row."""
        before = await _row(table, number)
        await _set(table, number, json.loads(json.dumps(after, default=str)))
        now = await _row(table, number)
        kept = {name: before[name] for name in after}
        self.lines.append({"table": table, "id": number, "before": kept, "after": {name: now[name] for name in after}})

    async def put_aside(self, table: str, number: int) -> None:
        """The whole row. Raises Conflict where another row needs it."""
        for table_there, column in await pointing_to(table):
            if await Person.raw(f"SELECT FROM {table_there} WHERE {column} = {{}} LIMIT 1", number):
                raise Conflict(_("These two have too much in common that cannot be brought together."))
        self.lines.append({"table": table, "row": await _row(table, number)})
        await Person.raw(f"DELETE FROM {table} WHERE id = {{}}", number)

    async def undo(self) -> None:
        """From the last line to the first. Raises Conflict where what has come since stands in the way."""
        for line in reversed(self.lines):
            table = line["table"]
            if "row" in line:
                names = ", ".join(line["row"])
                await Person.raw(
                    f"""INSERT INTO {table} ({names})
                        SELECT {names} FROM jsonb_populate_record(NULL::{table}, {{}}::text::jsonb)""",
                    json.dumps(line["row"]),
                )
            elif await _is_still(table, line["id"], line["after"]):
                await _set(table, line["id"], line["before"])


async def pointing_to(table: str) -> list[tuple[str, str]]:
    """Each table and column that points to rows of this one."""
    return [(row["table"], row["column"]) for row in await Person.raw(POINTING, table)]


async def _row(table: str, number: int) -> dict[str, Any]:
    [found] = await Person.raw(f"SELECT to_jsonb(one)::text AS row FROM {table} AS one WHERE id = {{}}", number)
    worked_out = await Person.raw(
        "SELECT attname FROM pg_attribute WHERE attrelid = {}::text::regclass AND attgenerated <> ''", table
    )
    generated = {one["attname"] for one in worked_out}  # by the database itself, which takes no value for them
    row: dict[str, Any] = json.loads(found["row"])
    return {name: value for name, value in row.items() if name not in generated}


async def _is_still(table: str, number: int, as_it_was: dict[str, Any]) -> bool:
    found = await Person.raw(
        f"SELECT FROM {table} AS one WHERE id = {{}} AND to_jsonb(one) @> {{}}::text::jsonb",
        *[number, json.dumps(as_it_was)],
    )
    return bool(found)


async def _set(table: str, number: int, values: dict[str, Any]) -> None:
    columns = ", ".join(values)
    taken = ", ".join(f"said.{name}" for name in values)
    async with together():
        await Person.raw(
            f"""UPDATE {table} AS one SET ({columns}) = ROW({taken})
                FROM jsonb_populate_record(NULL::{table}, {{}}::text::jsonb) AS said WHERE one.id = {{}}""",
            *[json.dumps(values, default=str), number],
        )
