from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from markupsafe import escape

from library import files, search, texts, works
from library.search import Asked
from library.tables import Work
from library.works import Description
from network import topics
from network.access import ANYONE, viewer_of
from network.ground import marks
from network.ground.files import Paper
from network.plug import Village
from network.tables import Topic
from tests.library.papers import pdf

MEETINGS = Description(title="Les réunions d'élèves", type="guide", link="https://x.example.org/", reach="public")


async def titles(question: str, viewer: Any = ANYONE, **asked: Any) -> list[str]:
    results = await search.find(viewer, Asked(question, **asked))
    return [marks.plain(work.title) for work in results.works]


async def shelve(village: Village, **said: Any) -> Work:
    return await works.deposit(village.communities["hedges"], msgspec.structs.replace(MEETINGS, **said))


@pytest.mark.parametrize(
    "question",
    [
        "réunion élèves",
        "reunion eleve",
        "RÉUNIONS ÉLÈVE",
        "élèves réunion",
        "l'élève",
        "d’élève",
        "réuni",
        '"réunions d\'élèves"',
        "réunion -moutons",
        "moutons or réunion",
    ],
)
async def test_les_reunions_d_eleves_are_found_by(village: Village, question: str) -> None:
    await shelve(village)
    assert "Les réunions d'élèves" in await titles(question)


@pytest.mark.parametrize(
    "question", ["réunion moutons", "réunion -élèves", '"élèves réunions"', "les", "-", '"', "%", "zz"]
)
async def test_and_not_by(village: Village, question: str) -> None:
    await shelve(village)
    assert "Les réunions d'élèves" not in await titles(question) or question == "les"


async def test_a_word_half_typed_finds_the_whole_one(village: Village) -> None:
    await shelve(village, title="Le développement rural")
    for question in ("dév", "développem", "le développe", "rural développement", "rural dévelo"):
        assert await titles(question) == ["Le développement rural"], question


async def test_every_part_of_a_work_finds_it(village: Village) -> None:
    occitanie = village.networks["occitanie"]
    topic = await topics.find_or_add(occitanie, "Zones humides")
    await shelve(
        village,
        description="Pour les nageurs.",
        creator="Odette Kowalski",
        coverage="Lozère",
        words="La loutre revient.",
        topics=[topic.id],
    )
    for question in ("nageur", "kowalski", "lozere", "loutres", "zone humide"):
        assert await titles(question) == ["Les réunions d'élèves"], question


async def test_words_inside_a_real_pdf_are_found_after_the_worker_has_read_it(village: Village) -> None:
    file = await files.bring(Paper("x.pdf", pdf("Premier", "Le hérisson traverse la nuit")), None)
    said = msgspec.structs.replace(MEETINGS, title="Rapport", link="")
    work = await works.deposit(village.communities["hedges"], said, file)
    assert await titles("hérissons") == []
    await texts.draw_text(work.id)
    [found] = (await search.find(ANYONE, Asked("herissons"))).works
    assert found.title == "Rapport" and "<mark>hérisson</mark>" in marks.marked(found.excerpt)


async def test_a_title_weighs_more_than_words_inside(village: Village) -> None:
    await shelve(village, title="Autre chose", words="Le castor, le castor et encore le castor.")
    await shelve(village, title="Divers", description="Le castor.")
    await shelve(village, title="Le castor")
    assert await titles("castor") == ["Le castor", "Divers", "Autre chose"]


async def test_the_vector_follows_every_change_whoever_makes_it(village: Village) -> None:
    work = await shelve(village)
    topic = await topics.find_or_add(village.networks["occitanie"], "Grenouilles")
    said = msgspec.structs.replace(MEETINGS, title="Assemblées", topics=[topic.id])
    await works.correct(work, village.communities["hedges"], said)
    assert await titles("réunion") == [] and await titles("grenouille") == ["Assemblées"]
    await Topic.update({Topic.name: "Crapauds"}).where(Topic.id == topic.id)
    assert await titles("grenouille") == [] and await titles("crapaud") == ["Assemblées"]
    await Topic.delete().where(Topic.id == topic.id)
    assert await titles("crapaud") == [] and await titles("assemblée") == ["Assemblées"]
    await Work.raw("UPDATE library_work SET description = 'Tritons' WHERE id = {}", work.id)
    assert await titles("triton") == ["Assemblées"]


async def test_a_text_of_too_many_different_words_keeps_those_of_its_beginning(village: Village) -> None:
    words = "commencement " + " ".join(f"mot{number:x}é{number}" for number in range(60_000))
    await shelve(village, words=words)
    assert await titles("commencement") == ["Les réunions d'élèves"]


async def test_what_is_listed_begins_with_whole_words(village: Village) -> None:
    await shelve(village, description="Des haies et encore des haies " * 40)
    [work] = (await search.find(ANYONE, Asked(type="guide"))).works[:1]
    assert work.excerpt.endswith("haies …") or work.excerpt.endswith("encore …"), work.excerpt
    assert len(work.excerpt) < 310


async def test_what_is_found_has_passed_the_door(village: Village) -> None:
    who = {name: await viewer_of(village.people[name]) for name in ("zoé", "amin", "odile", "cora", "karl", "lucie")}
    assert (
        await titles("commune", who["zoé"])
        == ["Ce que le premier cercle garde pour lui"]
        == await titles("communes hésitent", who["cora"])
    )
    for name in ("amin", "odile", "karl", "lucie"):
        assert await titles("communes hésitent", who[name]) == []
    assert await titles("communes hésitent") == [] == await titles("", type="note")
    assert await titles("partage eau", who["amin"]) == ["Étude régionale sur le partage de l’eau"]
    assert await titles("partage eau") == [] and (await search.find(ANYONE, Asked("eau"))).total <= 1


async def test_a_withdrawn_work_is_found_by_nobody_and_listed_for_who_may_bring_it_back(village: Village) -> None:
    work = await shelve(village)
    await works.withdraw(work, "périmé")
    gardener = await viewer_of(village.people["rita"])
    assert await titles("réunion", gardener) == [] == await titles("réunion")
    assert (
        "Les réunions d'élèves" not in await titles("") and "Les réunions d'élèves" == (await titles("", gardener))[-1]
    )


async def test_type_topic_and_owner_narrow_what_is_found(village: Village) -> None:
    cora = await viewer_of(village.people["cora"])
    assert await titles("", cora, type="study") == ["Étude régionale sur le partage de l’eau"]
    assert await titles("", cora, topic="arbres-et-haies") == ["Planter une haie champêtre"]
    assert await titles("haie", cora, owner=village.communities["jury"]) == []
    assert len(await titles("", cora, owner=village.networks["occitanie"])) == 4
    assert await titles("", cora, owner=village.networks["climat"]) == []
    assert ("eau", "Eau") in await search.topics_with_works(cora, None)
    assert await search.topics_with_works(ANYONE, village.communities["jury"]) == []


async def test_pages_hold_twenty_and_say_how_many_there_are(village: Village) -> None:
    for number in range(25):
        await shelve(village, title=f"Cahier {number}")
    for question in ("cahier", ""):
        first, second = [await search.find(ANYONE, Asked(question, page=page)) for page in (1, 2)]
        assert len(first.works) == 20 and first.total == second.total >= 25
        assert not {work.code for work in first.works} & {work.code for work in second.works}
    assert (await search.find(ANYONE, Asked("cahier", page=10**9))).works == []


async def test_markup_in_a_title_is_shown_and_never_run(village: Village) -> None:
    await shelve(village, title="<script>alert('mare')</script> & <b>mare</b>", description="<mark>mare \ue000 \ue001")
    [found] = (await search.find(ANYONE, Asked("mare"))).works
    for shown in (marks.marked(found.title), marks.marked(found.excerpt)):
        assert "<script" not in shown and "<b>" not in shown and "<mark>mare</mark>" in shown
        assert shown.count("<mark>") == shown.count("</mark>")


@given(some.text())
def test_marks_are_always_even_and_everything_else_escaped(text: str) -> None:
    shown = marks.marked(text)
    assert shown.count("<mark>") == shown.count("</mark>")
    assert shown.replace("<mark>", "").replace("</mark>", "") == escape(marks.plain(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=some.text(max_size=60) | some.text(alphabet="aé'’\"-:*&|!()<> orœ½", max_size=30))
async def test_no_question_is_a_fault(village: Village, question: str) -> None:
    assert (await search.find(ANYONE, Asked(question))).total >= 0


@pytest.mark.parametrize("question", ["eau", "partage eau", "l’eau", "haie", "demain", "bocage"])
async def test_the_signs_of_french_typography_end_a_word(village: Village, question: str) -> None:
    said = "Demain\u202f? «\u202fHaie\u202f»… bocage–prairie"
    await shelve(village, title="Le partage de l’eau", description=said)
    results = await search.find(ANYONE, Asked(question))
    [shown] = [work for work in results.works if marks.plain(work.title) == "Le partage de l’eau"]
    assert "<mark>" in marks.marked(shown.title) + marks.marked(shown.excerpt)
    assert marks.plain(shown.excerpt).strip() == said, "and all of them are there again in what is shown"
