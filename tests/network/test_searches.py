"""What is found is what may be seen: by the doors of every noun, for everybody of the village."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import events.access
import library.access
import mailing.access
from events.tables import Event
from library.tables import Work
from mailing.tables import Letter
from network import doors, searches
from network.access import ANYONE, Viewer, viewer_of
from network.circles import members
from network.ground import marks
from network.ground.errors import NotHere
from network.people import disclosures
from network.plug import Hits, Village
from network.tables import Community, Network, Person

Door = Callable[..., Awaitable[Any]]
NOUNS: list[
    tuple[str, Any, str, str, str, Door]
] = [  # its kind of search, its rows, what they are called, key, page, door
    ("people", Person, "name", "code", "/people", doors.person_for),
    ("communities", Community, "name", "slug", "/communities", doors.community_for),
    ("communities", Network, "name", "slug", "/networks", doors.network_for),
    ("events", Event, "title", "code", "/events", events.access.event_for),
    ("works", Work, "title", "code", "/works", library.access.work_for),
    ("letters", Letter, "subject", "code", "/letters", mailing.access.letter_for),
]


async def found(viewer: Viewer, kind: str, words: str) -> Hits:
    return (await searches.look_among(viewer, kind, words, 1)).found


async def paths(viewer: Viewer, kind: str, words: str) -> set[str]:
    return {hit.path for hit in (await found(viewer, kind, words)).hits}


async def names(village: Village, who: str, words: str) -> list[str]:
    viewer = await viewer_of(village.people[who])
    return [marks.plain(hit.title) for hit in (await found(viewer, "people", words)).hits]


async def opens(door: Awaitable[object]) -> bool:
    try:
        return bool(await door)
    except NotHere:
        return False


@pytest.mark.parametrize(
    ("kind", "noun", "called", "key", "page", "door"), NOUNS, ids=[noun[1].__name__ for noun in NOUNS]
)
async def test_everybody_finds_exactly_what_the_door_opens_to_them(
    village: Village, kind: str, noun: Any, called: str, key: str, page: str, door: Door
) -> None:
    for agreeing in ("zoé", "mina"):  # their names go farther than their pages
        await disclosures.choose(village.people[agreeing], "network")
    rows = await noun.objects()
    assert rows
    for viewer in [ANYONE, *[await viewer_of(person) for person in village.people.values()]]:
        for row in rows:
            path = f"{page}/{getattr(row, key)}"
            is_found = path in await paths(viewer, kind, getattr(row, called))
            assert is_found == await opens(door(viewer, getattr(row, key))), (viewer.name, getattr(row, called))


async def test_a_name_alone_is_found_by_whoever_reads_it_in_the_circles_and_leads_there(village: Village) -> None:
    await disclosures.choose(village.people["zoé"], "network")
    await disclosures.choose(village.people["amin"], "community")
    hedges = village.communities["hedges"]
    for person in village.people.values():
        viewer = await viewer_of(person)
        read = {one.name for one in await members.named(viewer, hedges, [1, 2, 3])}
        for who, circle in (("zoé", 1), ("amin", 2), ("mina", 3)):
            name = village.people[who].name
            shown = await paths(viewer, "people", name)
            is_open = await opens(doors.person_for(viewer, village.people[who].code))
            assert (f"/communities/hedges/circles/{circle}" in shown) == (name in read and not is_open), (
                viewer.name,
                who,
            )
    [hit] = (await found(await viewer_of(village.people["mina"]), "people", "zoé")).hits
    assert hit.facts == ["premier cercle, Haies et bocages"], "the name was agreed to, not what goes with it"


async def test_who_agreed_to_nothing_is_found_by_no_member_and_nobody_by_the_public(village: Village) -> None:
    assert await names(village, "mina", "amin") == [] and await names(village, "mina", "université") == []
    for person in village.people.values():
        assert (await found(ANYONE, "people", person.name)).total == 0


@pytest.mark.parametrize(
    "words",
    ["zoé", "ZOE", "fer", "ferrand zoé", "zo fe", "auch", "commune d'auch", "zoé auch", "zoe@example.org", "zoe@"],
)
async def test_a_gardener_finds_zoé_by(village: Village, words: str) -> None:
    assert "Zoé Ferrand" in await names(village, "hugo", words)


@pytest.mark.parametrize(
    "words", ["zoé amin", "errand", "toulouse zoé", "oe@example.org", "zoe@example.orgx", "%", "_", "@"]
)
async def test_and_not_by(village: Village, words: str) -> None:
    assert "Zoé Ferrand" not in await names(village, "hugo", words) or words == "@"


async def test_an_address_is_found_by_those_alone_who_may_see_it(village: Village) -> None:
    await disclosures.choose(village.people["zoé"], "network")
    assert await names(village, "mina", "zoe@example.org") == []
    assert await names(village, "zoé", "zoe@example.org") == ["Zoé Ferrand"]
    assert len(await names(village, "ada", "@example.org")) == 11


@pytest.mark.parametrize("words", ["05 62 10 20 30", "0562102030", "+33 5 62 10 20 30", "0033562102030", "05.62.10"])
async def test_a_phone_finds_those_who_may_be_called_so(village: Village, words: str) -> None:
    await Person.update({Person.phone: "05 62 10 20 30"}).where(Person.id == village.people["zoé"].id)
    await disclosures.choose(village.people["zoé"], "network")
    [hit] = (await found(await viewer_of(village.people["hugo"]), "people", words)).hits
    assert marks.plain(hit.title) == "Zoé Ferrand" and "05 62 10 20 30" in hit.facts
    assert await names(village, "mina", words) == [], "whoever reads a name alone finds nobody by a number"


@pytest.mark.parametrize("words", ["62 10 20 30", "05 62 10 20 31", "05 62", "2026"])
async def test_and_not_by_another(village: Village, words: str) -> None:
    await Person.update({Person.phone: "05 62 10 20 30"}).where(Person.id == village.people["zoé"].id)
    assert await names(village, "hugo", words) == []


@pytest.mark.parametrize("words", ["le gall", "gall", "odile le", "LE GALL Odile"])
async def test_a_particle_is_part_of_a_name(village: Village, words: str) -> None:
    assert await names(village, "cora", words) == ["Odile Le Gall"]


async def test_what_was_looked_for_stands_out(village: Village) -> None:
    hugo = await viewer_of(village.people["hugo"])
    [hit] = (await found(hugo, "people", "fer zo")).hits
    assert marks.marked(hit.title) == "<mark>Zoé</mark> <mark>Ferrand</mark>"
    assert hit.facts == ["personne élue", "Commune d’Auch"]


@pytest.mark.parametrize("words", ["puits", "rivière", "PUITS ET RIVIERES", "riviè", "maison de l'eau", "albi"])
async def test_a_day_is_found_by_its_title_and_place(village: Village, words: str) -> None:
    odile = await viewer_of(village.people["odile"])
    assert await paths(odile, "events", words) == {"/events/jurycircle"}


async def test_a_day_is_found_by_what_happens_in_it_and_those_to_come_are_first(village: Village) -> None:
    found_days = [hit.path for hit in (await found(ANYONE, "events", "essences demain")).hits]
    assert found_days == ["/events/hedgescome", "/events/hedgespast"]
    [first, _second] = (await found(ANYONE, "events", "essences demain")).hits
    assert "Quelles <mark>essences</mark> pour <mark>demain</mark>" in marks.marked(first.words)


async def test_a_letter_is_found_by_what_it_says(village: Village) -> None:
    await Letter.update({Letter.text: "La tourbière oubliée des Estives."}).where(Letter.code == "lettersent")
    [hit] = (await found(ANYONE, "letters", "tourbieres oubliees")).hits
    assert hit.path == "/letters/lettersent" and "<mark>tourbière</mark>" in marks.marked(hit.words)


@pytest.mark.parametrize("words", ["les", "le la les de", "dans du"])
async def test_words_that_say_nothing_find_nothing(village: Village, words: str) -> None:
    await Letter.update({Letter.subject: "Les haies et des mares dans le jury"}).where(Letter.code == "lettersent")
    assert not [group for group in await searches.look(ANYONE, words) if group.kind.name != "people"]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("compte-rendu du verger", True),
        ("compte rendu", True),
        ("porte à porte", True),
        ("🌱 verger", True),
        ("-verger", True),
        ("verg", True),
        ("alimentation", True),
        ("terre", False),
        ("mares", False),
        ("terri", True),
    ],
)
async def test_a_letter_on_an_orchard_is_found_by(village: Village, words: str, is_found: bool) -> None:
    said = "Compte rendu du verger, fait en porte-à-porte : un plan alimentaire du territoire, au marché."
    await Letter.update({Letter.text: said}).where(Letter.code == "lettersent")
    assert ("/letters/lettersent" in await paths(ANYONE, "letters", words)) == is_found


async def test_what_a_minus_stands_before_is_looked_for_in_the_library_too(village: Village) -> None:
    assert await paths(ANYONE, "works", "-haies") == await paths(ANYONE, "works", "haies") != set()


async def test_a_passage_of_a_letter_shows_no_sign_of_its_plain_text(village: Village) -> None:
    text = "Bonjour.\n\n## Nos rendez-vous\n\n- mardi : le verger\n- jeudi : la mare"
    await Letter.update({Letter.text: text}).where(Letter.code == "lettersent")
    [hit] = (await found(ANYONE, "letters", "verger")).hits
    assert "#" not in hit.words and "- " not in hit.words and "Nos rendez-vous ; mardi" in marks.plain(hit.words)


async def test_a_question_is_asked_of_every_noun_at_once(village: Village) -> None:
    groups = await searches.look(await viewer_of(village.people["odile"]), "eau")
    assert [group.kind.name for group in groups] == ["communities", "events", "works"]
    assert [group.kind.name for group in await searches.look(ANYONE, "haies")] == ["communities", "works", "letters"]


@pytest.mark.parametrize("words", ["", " ", "-", "%", "'", '"', "\x00", "a", "…", "🌿", "!!!", "\ue000\ue001", ":*"])
def test_what_has_no_word_is_no_question(words: str) -> None:
    assert not searches.is_a_question(words)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=some.one_of(some.text(max_size=80), some.text("haies'\\:*&|!()<->@%_ \u00e9", max_size=40)))
async def test_whatever_is_asked_there_is_an_answer(village: Village, words: str) -> None:
    hugo = await viewer_of(village.people["hugo"])
    for group in await searches.look(hugo, words):
        assert group.found.total >= len(group.found.hits) > 0


async def test_a_noun_that_nobody_knows_is_not_here(village: Village) -> None:
    with pytest.raises(NotHere):
        await searches.look_among(ANYONE, "secrets", "eau", 1)


async def test_what_stands_over_and_under_each_letter_is_not_looked_through(village: Village) -> None:
    text = "La gazette – Haies\n\nAutomne\n=======\n\nLe verger\n---------\n\nVenez.\n\n--\nÉcrite par Rita Moreau."
    await Letter.update({Letter.text: text}).where(Letter.code == "lettersent")
    for words, times in (("gazette", 0), ("moreau", 0), ("verger", 1), ("venez", 1)):
        assert (await found(ANYONE, "letters", words)).total == times, words
    [hit] = (await found(ANYONE, "letters", "verger")).hits
    assert "==" not in hit.words and "--" not in hit.words
