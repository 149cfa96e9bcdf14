from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:21:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "days and what happens in them can be searched"

STATEMENTS = [
    """ALTER TABLE events_event ADD COLUMN search tsvector GENERATED ALWAYS AS (
           to_tsvector('network_french', network_split(
               title || ' ; ' || place_name || ' ; ' || place_address || ' ; ' || summary))
           || to_tsvector('network_plain', network_split(title || ' ; ' || place_name || ' ; ' || place_address))) STORED""",
    """ALTER TABLE events_session ADD COLUMN search tsvector GENERATED ALWAYS AS (
           to_tsvector('network_french', network_split(title || ' ; ' || speakers))
           || to_tsvector('network_plain', network_split(title || ' ; ' || speakers))) STORED""",
    "CREATE INDEX events_event_search ON events_event USING gin (search)",
    "CREATE INDEX events_session_search ON events_session USING gin (search)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="events", description=DESCRIPTION)

    async def make_search():
        for statement in STATEMENTS:
            await Raw.raw(statement)

    manager.add_raw(make_search)
    return manager
