from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table


class Raw(Table):
    """Only to say SQL: a migration must not lean on the tables of a later day."""


ID = "2026-11-23T21:52:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "search in French without accents, kept by triggers; one owner, something to read"

# Accents go before stemming, so that "eleve" finds « élève »: on both sides the same. `library_plain` keeps whole
# words, for the last word of a question that is still being typed. No ICU, nothing of the database's collation.
CONFIGURATIONS = [
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH CONFIGURATION library_french (COPY = french)",
    """ALTER TEXT SEARCH CONFIGURATION library_french
       ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
       WITH unaccent, french_stem""",
    "CREATE TEXT SEARCH CONFIGURATION library_plain (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION library_plain
       ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
       WITH unaccent, simple""",
]

# Whoever writes the row, a verb, a load, somebody with psql: the vectors are right. `head` is what is known of a work,
# small and quick to rank; `search` is the head and everything inside.
FUNCTIONS = [
    """CREATE FUNCTION library_vector(weighed text, letter "char") RETURNS tsvector LANGUAGE plpgsql STABLE
       SET search_path FROM CURRENT AS $$
       BEGIN
           RETURN setweight(to_tsvector('library_french', weighed), letter);
       EXCEPTION WHEN program_limit_exceeded THEN  -- too many different words for a vector: those of the beginning
           RETURN library_vector(left(weighed, length(weighed) / 2), letter);
       END $$""",
    """CREATE FUNCTION library_work_indexed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       DECLARE topics text;
       BEGIN
           SELECT coalesce(string_agg(topic.name, ' ; '), '') INTO topics
           FROM library_work_topic AS about JOIN network_topic AS topic ON topic.id = about.topic
           WHERE about.work = NEW.id;
           NEW.head := library_vector(NEW.title, 'A')
               || setweight(to_tsvector('library_plain', NEW.title), 'A')
               || library_vector(NEW.description, 'B')
               || library_vector(concat_ws(' ; ', NEW.creator, NEW.publisher, NEW.coverage, topics), 'C')
               || setweight(to_tsvector('library_plain', concat_ws(' ; ', NEW.creator, NEW.publisher, topics)), 'C');
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
    """CREATE FUNCTION library_topics_indexed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN
           UPDATE library_work SET title = title WHERE id IN (OLD.work, NEW.work);
           RETURN NULL;
       END $$""",
    """CREATE FUNCTION library_topic_renamed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN
           UPDATE library_work SET title = title
           WHERE id IN (SELECT work FROM library_work_topic WHERE topic = NEW.id);
           RETURN NULL;
       END $$""",
]

RULES = [
    """ALTER TABLE library_work ADD COLUMN head tsvector, ADD COLUMN inside tsvector, ADD COLUMN search tsvector""",
    """CREATE TRIGGER library_work_indexed
       BEFORE INSERT OR UPDATE OF title, description, creator, publisher, coverage, words, text ON library_work
       FOR EACH ROW EXECUTE FUNCTION library_work_indexed()""",
    """CREATE TRIGGER library_topics_indexed AFTER INSERT OR UPDATE OR DELETE ON library_work_topic
       FOR EACH ROW EXECUTE FUNCTION library_topics_indexed()""",
    """CREATE TRIGGER library_topic_renamed AFTER UPDATE OF name ON network_topic
       FOR EACH ROW EXECUTE FUNCTION library_topic_renamed()""",
    "CREATE INDEX library_work_search ON library_work USING gin (search)",
    "CREATE INDEX library_work_newest ON library_work (deposited_at DESC, id DESC) WHERE withdrawn_at IS NULL",
    "CREATE INDEX library_work_waiting ON library_work (text_ring_at) WHERE text_state = 'waiting'",
    "ALTER TABLE library_work ADD CONSTRAINT library_work_one_owner CHECK (num_nonnulls(network, community) = 1)",
    """ALTER TABLE library_work ADD CONSTRAINT library_work_something_to_read
       CHECK (num_nonnulls(file, link) > 0 OR words <> '')""",
    "ALTER TABLE library_work ADD CONSTRAINT library_work_web_link CHECK (link ~* '^https?://')",
]


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="library", description=DESCRIPTION)

    async def make_search():
        for statement in [*CONFIGURATIONS, *FUNCTIONS, *RULES]:
            await Raw.raw(statement)

    manager.add_raw(make_search)
    return manager
