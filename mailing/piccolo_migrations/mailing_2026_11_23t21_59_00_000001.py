from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-23T21:59:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "one owner, one running subscription of an address"

RULES = [
    "ALTER TABLE mailing_newsletter ADD CONSTRAINT mailing_newsletter_one_owner CHECK (num_nonnulls(network, community) = 1)",
    "ALTER TABLE mailing_letter ADD CONSTRAINT mailing_letter_one_owner CHECK (num_nonnulls(network, community) = 1)",
    """CREATE UNIQUE INDEX mailing_subscription_one_running_uq ON mailing_subscription (newsletter, address)
       WHERE since_at IS NOT NULL AND ended_at IS NULL AND address <> ''""",
    "CREATE INDEX mailing_letter_sent_at ON mailing_letter (sent_at) WHERE sent_at IS NOT NULL",
    "CREATE INDEX mailing_agreement_letter_at ON mailing_agreement (letter, at)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="mailing", description=DESCRIPTION)

    async def say_what_no_column_can():
        for rule in RULES:
            await Raw.raw(rule)

    manager.add_raw(say_what_no_column_can)
    return manager
