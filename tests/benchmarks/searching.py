"""How quick search is over a large library and many people:
`python -m tests.benchmarks.searching [works] [words inside each] [people]`.

Made-up works of real French words, a few common and many rare, as in a language; half with a text inside. Each question
is asked as the public and as a coordinator; what is timed is the whole: finding, ranking, marking. Then the field at the
top of each page, which asks for everything at once, is asked by a coordinator who sees all, and by a member who sees names.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

from deploy.embedded import Embedded

ENDINGS = ["er", "tion", "ment", "age", "eur", "euse", "ité", "ois", "ette", "ade", "ique", "ure", "ance", "if"]
BEGINNINGS = [
    "ch",
    "b",
    "pl",
    "gr",
    "s",
    "l",
    "m",
    "v",
    "tr",
    "pr",
    "d",
    "f",
    "r",
    "n",
    "c",
    "j",
    "g",
    "fl",
    "br",
    "cr",
    "ét",
    "acc",
    "dép",
    "rel",
    "sout",
    "inv",
    "préc",
]
MIDDLES = ["a", "ai", "au", "é", "ê", "i", "o", "ou", "u", "oi", "an", "en", "on", "in", "eau"]
QUESTIONS = [
    "haie",
    "réunions d'élèves",
    "développement rural",
    "eau",
    "com",
    '"plan de gestion"',
    "zzyzx",
    "haie or mare",
]
KNOWN = [
    "haie",
    "eau",
    "réunion",
    "élève",
    "développement",
    "rural",
    "commune",
    "plan",
    "gestion",
    "mare",
    "projet",
    "territoire",
    "habitant",
]


def words_of_a_language(count: int, dice: random.Random) -> list[str]:
    """The commonest first."""
    made = {dice.choice(BEGINNINGS) + dice.choice(MIDDLES) + dice.choice(ENDINGS) for _ in range(count)}
    longer = {dice.choice(BEGINNINGS) + dice.choice(MIDDLES) + word for word in made}
    return KNOWN + sorted(made | longer, key=lambda word: dice.random())


async def fill(count: int, inside: int) -> None:
    from library.tables import Work
    from network.communities import communities
    from network.ground.database import engine

    dice = random.Random(2026)
    words = words_of_a_language(8_000, dice)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    network = await communities.open_network("bench", "Bench")
    community = await communities.open_community(network, "bench", "Bench")
    reaches = ["public", "public", "network", "community", "circle_1"]

    def text(length: int) -> str:
        return " ".join(dice.choices(words, weights, k=length))

    rows = [
        (
            f"b{number:09}"[:10].replace("0", "a").replace("1", "z"),
            community.id, dice.choice(reaches), "guide", text(6).capitalize(), text(30),
            "https://x.example/", text(inside) if number % 2 else "", dice.randint(0, 3000),
        )
        for number in range(count)
    ]  # fmt: skip
    async with engine().pool.acquire() as line:  # type: ignore[union-attr]
        await line.execute("CREATE TEMP TABLE brought (code text, community int, reach text, type text, title text,"
                           " description text, link text, text text, days int)")  # fmt: skip
        await line.copy_records_to_table("brought", records=rows)
        began = time.perf_counter()
        await line.execute(
            "INSERT INTO library_work (code, community, reach, type, title, description, link, text, deposited_at)"
            " SELECT code, community, reach, type, title, description, link, text, now() - days * interval '1 day'"
            " FROM brought"
        )
        print(f"indexed in {(time.perf_counter() - began) / count * 1000:.1f} ms each")
        await line.execute("ANALYZE library_work")
        size = await line.fetchval("SELECT pg_size_pretty(pg_total_relation_size('library_work'))")
    print(f"{await Work.count()} works, {inside} words inside every other one, {size}")


async def ask(rounds: int = 10) -> None:
    from library import search
    from library.search import Asked
    from network.access import ANYONE, Viewer
    from network.tables import Network

    network = await Network.objects().first()
    assert network
    coordinator = Viewer(person=1, coordinates=frozenset([network.id]), networks=frozenset([network.id]))
    every = []
    for question in [*QUESTIONS, ""]:
        times = []
        for number in range(rounds * 2):
            began = time.perf_counter()
            found = await search.find(coordinator if number % 2 else ANYONE, Asked(question))
            times.append((time.perf_counter() - began) * 1000)
        every += times
        middle, worst = statistics.median(times), max(times)
        print(f"{question or '(newest)':<24}{found.total:>7} found{middle:>9.1f} ms{worst:>9.1f} ms at most")
    every.sort()
    print(f"p50 {every[len(every) // 2]:.1f} ms   p95 {every[int(len(every) * 0.95)]:.1f} ms")


GIVEN = ["Marie", "Jean", "Zoé", "Amin", "Odile", "José", "Inès", "Hélène", "Paul", "Léa", "Yann", "Théodora"]
PARTICLES = ["", "", "", "", "de ", "Le ", "de la ", "d’", "El "]
EVERYTHING = ["marie", "jo le", "de la", "zoé b", "mairie", "helene eau", "haie", "développement rural", "ma", "zzyzx"]
COMMUNITIES = 300


async def settle(count: int) -> None:
    """People in three hundred communities of the network, one in three known by name to the others."""
    from network.ground.database import engine

    dice = random.Random(2027)
    names = [word.capitalize() for word in words_of_a_language(4_000, dice)]
    rows = [
        (f"p{number:09}"[:10], dice.choice(GIVEN), dice.choice(PARTICLES) + dice.choice(names), number % COMMUNITIES)
        for number in range(count)
    ]
    async with engine().pool.acquire() as line:  # type: ignore[union-attr]
        await line.execute("CREATE TEMP TABLE settled (code text, given text, family text, community int)")
        await line.copy_records_to_table("settled", records=rows)
        for statement in (
            (
                "INSERT INTO network_community (slug, name, network, opened_on) SELECT 'c' || n, 'Communauté ' || n,"
                f" (SELECT min(id) FROM network_network), '2020-01-01' FROM generate_series(0, {COMMUNITIES - 1}) AS n"
            ),
            (
                "INSERT INTO network_organisation (code, name, sort_key) SELECT 'o' || n, 'Mairie de ' || n, 'mairie ' || n"
                " FROM generate_series(0, 999) AS n"
            ),
            (
                "INSERT INTO network_person (code, given_name, family_name, sort_key, email)"
                " SELECT code, given, family, lower(family || ' ' || given), code || '@example.org' FROM settled"
            ),
            (
                "INSERT INTO network_standing (person, community, circle, since_on) SELECT person.id, community.id, 3, '2025-01-01'"
                " FROM settled JOIN network_person AS person USING (code)"
                " JOIN network_community AS community ON community.slug = 'c' || settled.community"
            ),
            (
                "INSERT INTO network_affiliation (person, organisation, college, since_on) SELECT person.id, organisation.id,"
                " 'agent', '2025-01-01' FROM network_person AS person"
                " JOIN network_organisation AS organisation ON organisation.code = 'o' || person.id % 1000"
            ),
            (
                "INSERT INTO network_disclosure (person, field, reach, chosen_at)"
                " SELECT id, 'name', 'network', now() FROM network_person WHERE id % 3 = 0"
            ),
            "ANALYZE",
        ):
            await line.execute(statement)


async def ask_everything(rounds: int = 8) -> None:
    from network import searches
    from network.access import Viewer, viewer_of
    from network.tables import Network, Person, Standing

    network, standing = await Network.objects().first(), await Standing.objects().first()
    assert network and standing
    print(f"\n{await Person.count()} people in {COMMUNITIES} communities, and all those works, asked for at once")
    member = await viewer_of(standing.person)
    both = {"coordinator": Viewer(person=1, coordinates=frozenset([network.id]), networks=frozenset([network.id]))}
    for who, viewer in {**both, "member": member}.items():
        every = []
        for question in EVERYTHING:
            times = []
            for _round in range(rounds):
                began = time.perf_counter()
                groups = await searches.look(viewer, question)
                times.append((time.perf_counter() - began) * 1000)
            every += times
            counts = ", ".join(f"{group.found.total} {group.kind.name}" for group in groups) or "nothing"
            print(f"{who:<12}{question:<22}{statistics.median(times):>9.1f} ms{max(times):>9.1f} ms at most   {counts}")
        every.sort()
        print(f"{who:<12}p50 {every[len(every) // 2]:.1f} ms   p95 {every[int(len(every) * 0.95)]:.1f} ms")


async def main(count: int, inside: int, people: int) -> None:
    from deploy.house import open_house

    async with open_house():
        await fill(count, inside)
        await ask()
        await settle(people)
        await ask_everything()


if __name__ == "__main__":
    sizes = [int(said) for said in sys.argv[1:]] + [10_000, 1_500, 100_000][len(sys.argv) - 1 :]
    with tempfile.TemporaryDirectory() as data:
        servers = Embedded(f"benchmark-{os.getpid()}").start()
        try:
            where = {"DATABASE_URL": servers.database_url(), "REDIS_URL": servers.redis_url}
            os.environ |= {"SECRET_KEY": "benchmark", "TERREAU_DATA": data, **where}
            migrate = [sys.executable, "-m", "deploy.cli", "migrate"]
            subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
            asyncio.run(main(*sizes))
        finally:
            servers.remove()
