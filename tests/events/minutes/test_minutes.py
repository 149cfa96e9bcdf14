import pytest

from events import papers
from events.events import day_of
from events.minutes import minutes
from events.tables import Event, Paper
from library.tables import Work
from library.works import Description
from network import topics
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, Fault
from network.ground.words import say_date, speaking
from network.plug import Village
from network.tables import Act, Territory
from tests.events.days import COMING, PAST, day, seen_by, shift


async def drafted(village: Village, event: Event) -> Description:
    hedges = village.communities["hedges"]
    return await minutes.draft(event, hedges, await topics.topics_of(hedges))


async def test_what_is_known_of_the_day_is_not_typed_again(village: Village) -> None:
    event = await shift(PAST, summary="On taille les arbres et haies du bocage.")
    said = await drafted(village, event)
    assert (said.title, said.type, said.reach) == ("Compte rendu\u00a0: Tailler sans abîmer", "minutes", "public")
    assert said.creator == "Rita Moreau et Hugo Lemoine" and said.publisher == "Haies et bocages"
    assert said.issued == say_date(day_of(event))
    assert said.description.endswith("Ferme du Bosquet, Auch. 3 personnes étaient là.")
    for part in ("9 h, Accueil et tour de table", "Quelles essences pour demain ? (Amin Bey", "Ce que nous retenons"):
        assert part in said.words.replace("\u202f", " ").replace("\u00a0", " "), said.words
    trees = next(topic for topic in await topics.topics_of(village.communities["hedges"]) if "haies" in topic.name)
    assert said.topics == [trees.id], "a topic that the day names is ticked, water is not"


async def test_a_town_that_the_place_names_is_not_said_twice(village: Village) -> None:
    town = Territory(kind="commune", code="32013", name="Auch", sort_key="auch")
    await town.save()
    said = await drafted(village, await shift(PAST, territory=town.id))
    assert said.description.endswith("Ferme du Bosquet, Auch. 3 personnes étaient là.")


async def test_a_frame_in_which_nobody_wrote_is_no_text(village: Village) -> None:
    event = await day(PAST)
    frame = (await drafted(village, event)).words
    assert await minutes.written(event, frame.replace("\n", "\r\n") + "  ") == ""
    with speaking("en"):
        assert await minutes.written(event, frame) == ""
    assert "On a taillé." in await minutes.written(event, frame + "\nOn a taillé.")


async def test_they_lie_in_the_library_with_their_day_and_are_an_act_of_whoever_brought_them(village: Village) -> None:
    rita, hedges, event = await seen_by(village, "rita"), village.communities["hedges"], await day(PAST)
    said = Description(title="Compte rendu", type="minutes", words="On a taillé.", reach="public")
    code = tokens.code()
    work = await minutes.deposit(event, hedges, said, None, rita, code)
    again = await minutes.deposit(event, hedges, said, None, rita, code)
    assert again.id == work.id and await Paper.count().where(Paper.work == work.id) == 1
    assert (await papers.minutes_of(rita, [event.id]))[event.id].path == f"/works/{code}"
    assert await Act.exists().where(Act.kind == "library.deposited", Act.subject == work.id, Act.person == rita.person)


async def test_minutes_wait_for_the_end_of_a_day_that_took_place_and_other_papers_do_not(village: Village) -> None:
    rita, hedges = await seen_by(village, "rita"), village.communities["hedges"]
    said = Description(title="Le programme", type="minutes", words="À lire avant.", reach="public")
    with pytest.raises(Fault) as refused:
        await minutes.deposit(await day(COMING), hedges, said, None, rita, tokens.code())
    assert refused.value.field == "type" and await Work.count().where(Work.title == said.title) == 0
    said.type = "note"
    await minutes.deposit(await day(COMING), hedges, said, None, rita, tokens.code())
    assert await Paper.count().where(Paper.event == (await day(COMING)).id) == 1
    with pytest.raises(Conflict):
        await minutes.deposit(await shift(PAST, cancelled_at=now()), hedges, said, None, rita, tokens.code())
