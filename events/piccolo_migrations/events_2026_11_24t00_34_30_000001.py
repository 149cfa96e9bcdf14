from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T00:34:30:000001"
VERSION = "1.38.0"
DESCRIPTION = "nobody stands in a line twice; an offer has its end"

OPEN = "taken_at IS NULL AND left_at IS NULL AND lapsed_at IS NULL"
RULES = [
    f"""CREATE UNIQUE INDEX events_waiting_place_person_uq ON events_waiting_place (event, person)
        WHERE person IS NOT NULL AND {OPEN}""",
    f"""CREATE UNIQUE INDEX events_waiting_place_address_uq ON events_waiting_place (event, address)
        WHERE address IS NOT NULL AND {OPEN}""",
    f"CREATE INDEX events_waiting_place_line ON events_waiting_place (event, since_at, id) WHERE {OPEN}",
    """ALTER TABLE events_waiting_place ADD CONSTRAINT events_waiting_place_offer_ends
       CHECK (num_nulls(offered_at, offered_until) <> 1)""",
    """ALTER TABLE events_waiting_place ADD CONSTRAINT events_waiting_place_ends_once
       CHECK (num_nonnulls(taken_at, left_at, lapsed_at) <= 1)""",
    "ALTER TABLE events_event ADD CONSTRAINT events_event_offers_last CHECK (offer_hours > 0)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="events", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
