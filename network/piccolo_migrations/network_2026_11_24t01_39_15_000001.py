from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:39:15:000001"
VERSION = "1.38.0"
DESCRIPTION = "what was said of a thing has one owner, and is found by its key; what /today asks is indexed"

RULES = [
    """ALTER TABLE network_settlement ADD CONSTRAINT network_settlement_one_owner
       CHECK (num_nonnulls(network, community) = 1)""",
    """ALTER TABLE network_settlement ADD CONSTRAINT network_settlement_states
       CHECK (state IN ('done', 'later', 'back') AND (until_on IS NOT NULL) = (state = 'later'))""",
    "CREATE INDEX network_settlement_key_id ON network_settlement (key, id)",
    "CREATE INDEX network_standing_community_since_on ON network_standing (community, since_on)",
    "CREATE INDEX network_standing_first_circle ON network_standing (community, since_on) WHERE circle = 1",
    "CREATE INDEX network_act_person_community_done_on ON network_act (person, community, done_on)",
    "CREATE INDEX network_mandate_ending ON network_mandate (until_on) WHERE until_on IS NOT NULL",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
