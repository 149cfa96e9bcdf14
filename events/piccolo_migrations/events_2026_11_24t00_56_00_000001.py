from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T00:56:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "nobody is invited twice to one day"

RULES = [
    "CREATE UNIQUE INDEX events_invitation_event_person_uq ON events_invitation (event, person)",
    "CREATE INDEX events_invitation_owed ON events_invitation (event) WHERE written_at IS NULL",
    """ALTER TABLE events_invitation ADD CONSTRAINT events_invitation_answers
       CHECK (answer IN ('', 'yes', 'no', 'maybe') AND (answer = '') = (answered_at IS NULL))""",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="events", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
