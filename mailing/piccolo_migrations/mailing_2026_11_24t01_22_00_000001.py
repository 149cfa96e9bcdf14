from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:22:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "letters can be searched, down to what they say"

# Of a letter what was written, without what stands over and under each: its newsletter's name and how to leave it.
STATEMENTS = [
    """CREATE FUNCTION mailing_said(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT regexp_replace(regexp_replace(split_part($1, E'\\n--\\n', 1), E'^.*?\\n=+\\n', ''), E'\\n---+\\n', E'\\n', 'g') $$""",
    """ALTER TABLE mailing_letter ADD COLUMN search tsvector GENERATED ALWAYS AS (
           to_tsvector('network_french', network_split(subject || ' ; ' || preheader || ' ; ' || mailing_said(text)))
           || to_tsvector('network_plain', network_split(subject))) STORED""",
    "CREATE INDEX mailing_letter_search ON mailing_letter USING gin (search)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="mailing", description=DESCRIPTION)

    async def make_search():
        for statement in STATEMENTS:
            await Raw.raw(statement)

    manager.add_raw(make_search)
    return manager
