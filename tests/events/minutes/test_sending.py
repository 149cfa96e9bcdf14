from events.courtesies import thanks
from events.minutes import sending
from network.access import ANYONE
from network.plug import Village
from tests.conftest import Visitor
from tests.events.days import PAST, day
from tests.events.test_papers import left_by
from tests.network.test_sign_in import signed_in


async def test_the_thanks_offer_the_minutes_once(village: Village) -> None:
    event, hedges = await day(PAST), village.communities["hedges"]
    work = await left_by(village, event, title="Compte rendu [illustré]")
    said = (await thanks.draft(event, hedges)).words
    assert "Le compte rendu est dans la bibliothèque" in said
    assert said.count(f"[Compte rendu (illustré)](http://localhost:8000/works/{work.code})") == 1


async def test_minutes_of_a_closer_circle_are_offered_to_nobody_else(village: Village) -> None:
    event, hedges = await day(PAST), village.communities["hedges"]
    await left_by(village, event, reach="circle_1")
    assert "compte rendu" not in (await thanks.draft(event, hedges)).words
    assert await sending.draft(ANYONE, event.id) is None


async def test_a_note_to_those_who_came_is_ready_when_the_thanks_have_left(village: Village, visitor: Visitor) -> None:
    work = await left_by(village, await day(PAST))
    await signed_in(visitor)
    page = (await visitor.get(f"/events/{PAST}/papers")).text
    assert "draft=minutes" in page and "Envoyer le compte rendu à celles et ceux qui étaient là" in page
    form = (await visitor.get(f"/written-notes/new?about=event&of={PAST}&to=events.came&draft=minutes")).text
    assert f"/works/{work.code}" in form and "Le compte rendu\u00a0: Tailler sans abîmer" in form
    plain = (await visitor.get(f"/written-notes/new?about=event&of={PAST}&to=events.came&draft=nothing")).text
    assert work.code not in plain
