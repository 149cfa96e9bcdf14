from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-23T21:37:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one standing at a time, one holder of a seat, one owner"

RULES = [
    # A range that ends on the day it began is empty, and overlaps nothing.
    """ALTER TABLE network_standing ADD CONSTRAINT network_standing_one_at_a_time
       EXCLUDE USING gist (person WITH =, community WITH =, daterange(since_on, until_on) WITH &&)""",
    """ALTER TABLE network_mandate ADD CONSTRAINT network_mandate_one_in_a_seat
       EXCLUDE USING gist (seat WITH =, daterange(since_on, until_on) WITH &&) WHERE (seat IS NOT NULL)""",
    """ALTER TABLE network_mandate ADD CONSTRAINT network_mandate_not_twice
       EXCLUDE USING gist (person WITH =, role WITH =, coalesce(network, 0) WITH =, coalesce(community, 0) WITH =,
                           coalesce(team, 0) WITH =, daterange(since_on, until_on) WITH &&)""",
    """ALTER TABLE network_mandate ADD CONSTRAINT network_mandate_one_unit
       CHECK (num_nonnulls(network, community, team) = CASE role WHEN 'administrator' THEN 0 ELSE 1 END)""",
    "ALTER TABLE network_team ADD CONSTRAINT network_team_one_owner CHECK (num_nonnulls(network, community) = 1)",
    "ALTER TABLE network_act ADD CONSTRAINT network_act_one_owner CHECK (num_nonnulls(network, community) = 1)",
    "ALTER TABLE network_note ADD CONSTRAINT network_note_one_reader CHECK (num_nonnulls(person, address) = 1)",
    "ALTER TABLE network_standing ADD CONSTRAINT network_standing_three_circles CHECK (circle BETWEEN 1 AND 3)",
    "CREATE UNIQUE INDEX network_team_one_pair_uq ON network_team (community) WHERE kind = 'pair'",
    "CREATE UNIQUE INDEX network_territory_kind_code_uq ON network_territory (kind, code)",
    "CREATE INDEX network_territory_sort_key_prefix ON network_territory (sort_key text_pattern_ops)",
    "CREATE INDEX network_territory_postcodes ON network_territory USING gin (postcodes)",
    "CREATE INDEX network_act_community_done_on ON network_act (community, done_on)",
    "CREATE INDEX network_note_waiting ON network_note (ring_at) WHERE state IN ('waiting', 'sending')",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def say_what_no_column_can():
        await Raw.raw("CREATE EXTENSION IF NOT EXISTS btree_gist")
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
