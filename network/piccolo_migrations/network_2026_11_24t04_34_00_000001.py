from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T04:34:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "two people are told apart once, whichever is named first"

RULES = [
    "ALTER TABLE network_distinction ADD CONSTRAINT network_distinction_of_two CHECK (first <> second)",
    "CREATE UNIQUE INDEX network_distinction_once ON network_distinction (least(first, second), greatest(first, second))"
    " WHERE undone_at IS NULL",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
