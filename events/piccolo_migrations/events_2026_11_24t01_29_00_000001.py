from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:29:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "nobody counts fewer than none"

RULES = ["ALTER TABLE events_headcount ADD CONSTRAINT events_headcount_counts CHECK (people >= 0)"]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="events", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
