from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T00:34:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "a written note has one owner, and is found by what it is about"

RULES = [
    """ALTER TABLE network_written_note ADD CONSTRAINT network_written_note_one_owner
       CHECK (num_nonnulls(network, community) = 1)""",
    "CREATE INDEX network_written_note_about ON network_written_note (occasion, number, written_at)",
    "CREATE INDEX network_note_written ON network_note (subject) WHERE kind = 'network.written'",
    """ALTER TABLE network_addressee ADD CONSTRAINT network_addressee_left_out_or_written
       CHECK (left_out = '' OR note IS NULL)""",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
