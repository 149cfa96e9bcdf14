from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T04:05:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "people found again by their name, in whatever order its words stand, among a hundred thousand"

# The words of a sort key in their own order. Every sign that is no letter parts them, named one by one: a database without
# locale does not know which those are beyond ASCII.
STATEMENTS = [
    """CREATE FUNCTION network_name_key(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM regexp_split_to_table(said,
           E'[\\\\u0001-\\\\u002f\\\\u003a-\\\\u0040\\\\u005b-\\\\u0060\\\\u007b-\\\\u00bf\\\\u2000-\\\\u206f]+') AS word
       WHERE word <> '' $$""",
    "CREATE INDEX network_person_name_key ON network_person (network_name_key(sort_key))",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def make_key():
        for statement in STATEMENTS:
            await Raw.raw(statement)

    manager.add_raw(make_key)
    return manager
