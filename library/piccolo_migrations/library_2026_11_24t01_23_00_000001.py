from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-24T01:23:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "in the library too an apostrophe and a narrow space end a word: network_split says why"

STATEMENTS = [
    """CREATE OR REPLACE FUNCTION library_vector(weighed text, letter "char") RETURNS tsvector LANGUAGE plpgsql STABLE
       SET search_path FROM CURRENT AS $$
       BEGIN
           RETURN setweight(to_tsvector('library_french', network_split(weighed)), letter);
       EXCEPTION WHEN program_limit_exceeded THEN  -- too many different words for a vector: those of the beginning
           RETURN library_vector(left(weighed, length(weighed) / 2), letter);
       END $$""",
    """CREATE OR REPLACE FUNCTION library_work_indexed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       DECLARE topics text;
       BEGIN
           SELECT coalesce(string_agg(topic.name, ' ; '), '') INTO topics
           FROM library_work_topic AS about JOIN network_topic AS topic ON topic.id = about.topic
           WHERE about.work = NEW.id;
           NEW.head := library_vector(NEW.title, 'A')
               || setweight(to_tsvector('library_plain', network_split(NEW.title)), 'A')
               || library_vector(NEW.description, 'B')
               || library_vector(concat_ws(' ; ', NEW.creator, NEW.publisher, NEW.coverage, topics), 'C')
               || setweight(to_tsvector('library_plain', network_split(
                      concat_ws(' ; ', NEW.creator, NEW.publisher, topics))), 'C');
           IF TG_OP = 'INSERT' OR NEW.inside IS NULL
              OR (NEW.words, NEW.text) IS DISTINCT FROM (OLD.words, OLD.text) THEN
               NEW.inside := library_vector(NEW.words || E'\\n\\n' || NEW.text, 'D');
           END IF;
           BEGIN
               NEW.search := NEW.head || NEW.inside;
           EXCEPTION WHEN program_limit_exceeded THEN
               NEW.search := NEW.head;
           END;
           RETURN NEW;
       END $$""",
    "UPDATE library_work SET inside = NULL, title = title",  # what is there is indexed again
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="library", description=DESCRIPTION)

    async def mend_search():
        for statement in STATEMENTS:
            await Raw.raw(statement)

    manager.add_raw(mend_search)
    return manager
