from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:20:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "search in French without accents; names by the beginnings of their words"

# Accents go before stemming, so that "eleve" finds « élève »: on both sides the same. `network_plain` keeps whole words:
# for names, which have no stem, and for the last word of a question, which is still being typed.
#
# Where the database has no locale, as the embedded one, every sign beyond ASCII is a letter to its parser: « l’eau » would
# be one word, and so would be two with a narrow space between. Each such sign gives place to one of ASCII that is none,
# and network/ground/marks.py puts it back into what is shown.
STATEMENTS = [
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    """CREATE FUNCTION network_split(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT translate(said, E'’‘‚“”„«»‹›…–—\\u2011·•°€\\u00a0\\u202f\\u2009\\u200b', E'\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x08\\x0e\\x0f\\x10\\x11\\x12\\x13\\x14\\x15\\x16\\x17\\x18\\x19\\x1a\\x1b') $$""",
    "CREATE TEXT SEARCH CONFIGURATION network_french (COPY = french)",
    """ALTER TEXT SEARCH CONFIGURATION network_french
       ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
       WITH unaccent, french_stem""",
    "CREATE TEXT SEARCH CONFIGURATION network_plain (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION network_plain
       ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
       WITH unaccent, simple""",
    """ALTER TABLE network_person ADD COLUMN search tsvector
       GENERATED ALWAYS AS (to_tsvector('network_plain', network_split(given_name || ' ' || family_name))) STORED""",
    """ALTER TABLE network_organisation ADD COLUMN search tsvector
       GENERATED ALWAYS AS (to_tsvector('network_plain', network_split(name))) STORED""",
    "CREATE INDEX network_person_search ON network_person USING gin (search)",
    "CREATE INDEX network_organisation_search ON network_organisation USING gin (search)",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def make_search():
        for statement in STATEMENTS:
            await Raw.raw(statement)

    manager.add_raw(make_search)
    return manager
