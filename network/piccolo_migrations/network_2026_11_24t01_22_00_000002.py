from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:22:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "one objection at a time"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def say_what_no_column_can():
        await Raw.raw("CREATE UNIQUE INDEX network_objection_one_open ON network_objection (person) WHERE until_at IS NULL")

    manager.add_raw(say_what_no_column_can)
    return manager
