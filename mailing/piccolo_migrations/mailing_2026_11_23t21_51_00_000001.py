from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-23T21:51:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "room in each page for what became of a delivery"

RULES = [
    # Each row is written once more when its answer is there: it then stays in its page, and no index is touched.
    "ALTER TABLE mailing_delivery SET (fillfactor = 70)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="mailing", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
