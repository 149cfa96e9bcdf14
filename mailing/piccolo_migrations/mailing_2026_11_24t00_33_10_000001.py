from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T00:33:10:000001"
VERSION = "1.38.0"
DESCRIPTION = "one planned departure at a time"

RULES = [
    """CREATE UNIQUE INDEX mailing_planned_departure_one_open_uq ON mailing_planned_departure (letter)
       WHERE ended_at IS NULL""",
    "CREATE INDEX mailing_planned_departure_leave_at ON mailing_planned_departure (leave_at) WHERE ended_at IS NULL",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="mailing", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
