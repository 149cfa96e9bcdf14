from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-23T21:55:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one owner, one place for each, one tick for each"

RULES = [
    "ALTER TABLE events_event ADD CONSTRAINT events_event_one_owner CHECK (num_nonnulls(network, community) = 1)",
    "ALTER TABLE events_event ADD CONSTRAINT events_event_ends_after CHECK (ends_at > starts_at)",
    "ALTER TABLE events_event ADD CONSTRAINT events_event_has_room CHECK (capacity > 0)",
    "ALTER TABLE events_session ADD CONSTRAINT events_session_ends_after CHECK (ends_at > starts_at)",
    """CREATE UNIQUE INDEX events_booking_one_place_uq ON events_booking (event, person)
       WHERE person IS NOT NULL AND cancelled_at IS NULL""",
    """CREATE UNIQUE INDEX events_booking_one_request_uq ON events_booking (event, address)
       WHERE address IS NOT NULL AND confirmed_at IS NULL AND cancelled_at IS NULL""",
    "CREATE UNIQUE INDEX events_attendance_person_uq ON events_attendance (event, person) WHERE person IS NOT NULL",
    "CREATE UNIQUE INDEX events_attendance_booking_uq ON events_attendance (booking) WHERE booking IS NOT NULL",
    "CREATE INDEX events_event_community_starts_at ON events_event (community, starts_at)",
    "CREATE INDEX events_event_network_starts_at ON events_event (network, starts_at)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="events", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
