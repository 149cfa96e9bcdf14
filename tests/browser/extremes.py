"""Two houses at the ends: one just opened, with nobody and nothing in it, and one where everything is many and long.

The empty one has who opened it, its coordination, one gardener, and Zoé, who is known and stands nowhere. The full one is
the village with its rows many times over: SQL, for what is looked at are the pages.
"""

from datetime import timedelta

from deploy.village import PEOPLE
from network.circles import circles
from network.communities import communities, gardeners
from network.ground.clock import today
from network.ground.database import engine
from network.ground.queue import together
from network.people import people
from network.plug import Village

WORD = "Interkommunalverbandsversammlungsprotokoll"
NAME = "Observatoire participatif des tourbières oubliées et des haies de Midi-Pyrénées-Est"  # 80 and some letters
LONG = " ".join([f"{NAME}, {WORD.lower()} : une phrase qui n’en finit pas, et qui revient."] * 20)[:3000]
NAMES = [  # given, family: of many alphabets, long, short, and one that looks like a tag
    ("ليلى عبد الرحمن", "المنصوري"),
    ("Κωνσταντίνος", "Παπαδημητρακόπουλος"),
    ("Nguyễn Thị Ánh Tuyết", "Trần"),
    (
        "Hubert Blaine Wolfeschlegelstein",
        "Wolfeschlegelsteinhausenbergerdorff-de-la-Rochefoucauld-Montmorency-Lavaliere",
    ),
    ("Ō", "Ng"),
    ("Marie-Antoinette Joséphine Jeanne Élisabeth Charlotte de la Trinité et du Saint-Esprit", "<b>Le Goff</b>"),
    ("Владислав", "Рождественский"),
    ("美咲", "小鳥遊"),
]
GIVEN = "(ARRAY[{}])[1 + n % {}]".format(", ".join(f"'{given[:80]}'" for given, _family in NAMES), len(NAMES))
FAMILY = "(ARRAY[{}])[1 + n % {}]".format(", ".join(f"'{family[:70]}'" for _given, family in NAMES), len(NAMES))
CODE = "translate(lpad(n::text, 10, 'w'), '01', 'xy')"
THE = "(SELECT id FROM network_person WHERE email = '{}@example.org')"
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'"
EACH = "(SELECT id FROM network_person WHERE email = 'full' || n || '@example.org')"
OF_PERSON = "person = (SELECT id FROM network_person WHERE email = '{}@example.org')"
MANY: list[tuple[str, str, int, dict[str, str]]] = [  # table, the row to be many, how many, what differs
    ("network_person", "email = 'mina@example.org'", 400, {
        "code": CODE, "email": "'full' || n || '@example.org'", "given_name": GIVEN, "family_name": f"{FAMILY} || ' ' || n % 370",
        "sort_key": "lpad(n::text, 5, '0')"}),
    ("network_standing", OF_PERSON.format("mina"), 400, {"person": EACH, "circle": "1 + (n % 7 > 0)::int + (n % 3 > 0)::int"}),
    ("network_affiliation", OF_PERSON.format("zoe"), 400, {
        "person": EACH, "college": "(ARRAY['elected', 'agent', 'civil', 'expert', 'citizen'])[1 + n % 5]",
        "function": f"left('{NAME}', 120)"}),
    ("network_step", "code = 'mina23step'", 60, {"code": CODE, "person": EACH}),
    ("network_mandate", OF_PERSON.format("hugo"), 30, {
        "code": CODE, "since_on": "current_date - 500 - 20 * n", "until_on": "current_date - 490 - 20 * n",
        "because": f"'{LONG[:300]}'"}),
    ("network_merge", "code = 'mergedmina'", 40, {"code": CODE, "gone_name": f"'{NAME}'"}),
    ("network_import", "code = 'hedgesrows'", 20, {"code": CODE, "name": f"'{WORD}{WORD}.csv'"}),
    ("network_written_note", "code = 'hedgesnote'", 60, {"code": CODE, "subject": f"'{NAME} {WORD}'"}),
    ("network_addressee", "TRUE ORDER BY id LIMIT 1", 300, {"person": EACH, "note": "null", "state": "'failed'"}),
    ("network_note", "person IS NOT NULL ORDER BY id LIMIT 1", 80, {"code": CODE, "person": THE.format("hugo")}),
    ("network_topic", "slug LIKE '%haies'", 60, {"slug": "'topic-' || n", "name": f"left('{NAME}', 70) || n"}),
    ("events_event", "code = 'hedgescome'", 40, {
        "code": CODE, "uid": "'full' || n", "title": f"n || ' {NAME} {WORD}'",
        "starts_at": "now() + n * interval '3 days'", "ends_at": "now() + n * interval '3 days' + interval '2 hours'"}),
    ("events_event", "code = 'hedgespast'", 40, {
        "code": "replace(" + CODE + ", 'w', 'v')", "uid": "'past' || n", "title": f"n || ' {NAME} {WORD}'",
        "starts_at": "now() - n * interval '9 days'", "ends_at": "now() - n * interval '9 days' + interval '2 hours'"}),
    ("events_session", "code = 'welcomehdg'", 20, {"code": CODE, "title": f"'{NAME} {WORD}'", "speakers": f"'{LONG[:300]}'"}),
    ("events_booking", "code = 'aminbooked'", 200, {"code": CODE, "person": EACH}),
    ("events_invitation", "code = 'minaasked2'", 150, {
        "code": CODE, "person": EACH, "answer": "(ARRAY['yes', 'no', 'maybe'])[1 + n % 3]", "answered_at": "now()"}),
    ("events_waiting_place", "code = 'minawaits2'", 60, {"code": CODE, "person": EACH}),
    ("events_attendance", "TRUE ORDER BY id LIMIT 1", 150, {"code": CODE, "person": EACH, "booking": "null"}),
    ("events_feed", "code = 'zoecalend2'", 20, {"code": CODE, "person": THE.format("hugo"), "name": f"left('{NAME}', 80)"}),
    ("library_work", "title LIKE 'Planter une haie%'", 80, {"code": CODE, "title": f"n || ' {NAME} {WORD}'"}),
    ("mailing_newsletter", "code = 'hedgespubl'", 15, {"code": CODE, "name": f"n || ' {NAME}'"}),
    ("mailing_letter", "code = 'lettersent'", 60, {
        "code": CODE, "subject": f"n || ' {NAME} {WORD}'",
        "sent_at": "now() - n * interval '5 days'"}),
    ("mailing_delivery", "TRUE ORDER BY id LIMIT 1", 400, {
        "position": "100 + n", "address": f"'{WORD.lower()}' || n || '@{WORD.lower()}.example.org'",
        "name": f"'{NAME}'", "state": "(ARRAY['waiting', 'accepted', 'refused', 'unknown'])[1 + n % 4]",
        "reply": f"'550 5.1.1 {WORD} {NAME}'"}),
]  # fmt: skip
LONGER = [
    f"UPDATE network_network SET name = 'Réseau, {NAME}', purpose = '{LONG}', legal_notice = '{LONG}' WHERE slug = 'occitanie'",
    f"UPDATE network_community SET name = '{NAME}', aim = '{LONG}' WHERE slug = 'hedges'",
    f"UPDATE network_organisation SET name = '{NAME} {WORD}'",
    (
        f"UPDATE events_event SET title = code || ', {NAME} {WORD}', summary = '{LONG}', place_name = '{NAME}', place_address = '{LONG[:300]}',"
        f" bring = '{LONG[:500]}', travel = '{LONG}' WHERE code LIKE 'hedges%' OR code = 'occitanday'"
    ),
    f"UPDATE library_work SET title = 'Ressource ' || code || ', {NAME} {WORD}', description = '{LONG}', creator = '{NAME} {WORD}' WHERE code NOT LIKE 'w%'",
    f"UPDATE mailing_newsletter SET name = left(code || ', {NAME}', 120), description = '{LONG}' WHERE code LIKE 'hedges%'",
    f"UPDATE mailing_letter SET subject = left(code || ', {NAME} {WORD}', 150) WHERE code LIKE 'letter%'",
    f"UPDATE network_written_note SET words = '{LONG}'",
    (
        f"UPDATE network_person SET given_name = '{NAMES[3][0]}', family_name = '{NAMES[3][1][:80]}'"
        " WHERE email IN ('hugo@example.org', 'mina@example.org')"
    ),
    f"UPDATE network_person SET given_name = '{NAMES[0][0]}', family_name = '{NAMES[0][1]}' WHERE email = 'zoe@example.org'",
]


async def open_empty() -> dict[str, str]:
    """What the braces in a path stand for."""
    async with together():
        who = {}
        for key in ("hugo", "cora", "ada", "zoé"):
            given, family, *_rest = PEOPLE[key]
            who[key] = await people.add(
                given, family, email=f"{key.replace('é', 'e')}@example.org", known_from="village"
            )
        network = await communities.open_network("occitanie", "Occitanie", "")
        hedges = await communities.open_community(network, "hedges", "Haies et bocages", "", "public")
        await gardeners.appoint(who["hugo"], hedges, 2, because="planted", since=today() - timedelta(days=1))
        await gardeners.make_coordinator(who["cora"], network, because="planted")
        await gardeners.make_administrator(who["ada"], because="planted")
    return {f"person_{key}": who["zoé"].code for key in ("zoé", "mina")} | {"year": str(today().year)}


async def fill(village: Village) -> None:
    """Much of everything, and long."""
    occitanie = village.networks["occitanie"]
    async with engine().pool.acquire() as line:  # type: ignore[union-attr]
        for table, which, count, differs in MANY:
            columns = [row["column_name"] for row in await line.fetch(COLUMNS, table)]
            await line.execute(_many(table, columns, which, count, differs))
        for longer in LONGER:
            await line.execute(longer)
    for number in range(40):
        opened = await communities.open_community(occitanie, f"full-{number}", f"{number} {NAME}"[:120], LONG, "public")
        if number % 2:
            await circles.place(village.people["amin"], opened, 2, because="planted")


def _many(table: str, columns: list[str], which: str, count: int, differs: dict[str, str]) -> str:
    said = {"id": f"nextval(pg_get_serial_sequence('{table}', 'id'))"} | differs
    pairs = ", ".join(f"'{column}', {value}" for column, value in said.items())
    named = ", ".join(columns)
    return (
        f"INSERT INTO {table} ({named}) SELECT {', '.join(f'(one).{column}' for column in columns)} FROM ("
        f"SELECT jsonb_populate_record(NULL::{table}, to_jsonb(one) || jsonb_build_object({pairs})) AS one"
        f" FROM (SELECT * FROM {table} WHERE {which}) AS one, generate_series(1, {count}) AS n) AS many"
    )
