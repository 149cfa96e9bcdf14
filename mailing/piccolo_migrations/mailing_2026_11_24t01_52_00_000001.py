from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:52:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "who did not get a letter is found at once, whatever the number of those who did"

RULES = [
    """CREATE INDEX mailing_delivery_missed ON mailing_delivery (send) WHERE state IN ('refused', 'given_up')""",
    "CREATE INDEX mailing_letter_drafts ON mailing_letter (community) WHERE sent_at IS NULL",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="mailing", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
