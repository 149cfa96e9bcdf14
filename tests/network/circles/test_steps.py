import pytest

from network import notes
from network.access import viewer_of
from network.circles import circles, steps
from network.ground import tokens
from network.ground.errors import Conflict, Fault, NotHere
from network.plug import Village
from network.tables import Note, Standing, Step


async def proposed(village: Village, to: str = "mina", circle: int = 2, code: str | None = None) -> Step:
    person, hedges, by = village.people[to], village.communities["hedges"], village.people["hugo"].id
    return await steps.propose(person, hedges, circle, "Elle est de toutes les plantations", by, code or tokens.code())


async def test_mina_is_asked_by_a_letter_and_accepts(village: Village) -> None:
    mina, hedges = village.people["mina"], village.communities["hedges"]
    step = await proposed(village)
    assert await circles.circle_of(mina, hedges) == 3  # asking moves nobody
    [note] = await Note.objects().where(Note.kind == "network.step")
    letter = await notes.write(note)
    assert letter and letter.to == "mina@example.org" and f"/steps/{step.code}" in letter.html
    assert "toutes les plantations" in letter.html and "Hugo Lemoine" in letter.text

    for _twice in range(2):
        await steps.accept(step, by=mina.id)
    assert await circles.circle_of(mina, hedges) == 2
    assert await Standing.count().where(Standing.person == mina.id) == 2
    assert await notes.write(note) is None  # answered: there is nothing to ask any more
    [answer] = await Note.objects().where(Note.kind == "network.step_answered")
    told = await notes.write(answer)
    assert told and told.to == "hugo@example.org" and "Mina Costa" in told.text


async def test_she_declines_and_stays_where_she_is(village: Village) -> None:
    mina, step = village.people["mina"], await proposed(village)
    await steps.decline(step, by=mina.id, because="Pas cette année")
    assert await circles.circle_of(mina, village.communities["hedges"]) == 3
    with pytest.raises(Conflict):
        await steps.accept(step, by=mina.id)
    assert (await proposed(village)).id != step.id  # it may be asked again


async def test_nobody_else_answers_not_even_who_asked(village: Village) -> None:
    step = await proposed(village)
    for stranger in ("hugo", "zoé", "ada"):
        with pytest.raises(NotHere):
            await steps.accept(step, by=village.people[stranger].id)


async def test_a_form_sent_twice_is_one_step_and_a_second_question_waits_for_the_first_answer(
    village: Village,
) -> None:
    code = tokens.code()
    assert (await proposed(village, code=code)).id == (await proposed(village, code=code)).id
    with pytest.raises(Conflict):
        await proposed(village, circle=1)
    assert await Note.count().where(Note.kind == "network.step") == 1


async def test_what_cannot_be_proposed(village: Village) -> None:
    for to, circle in (("zoé", 1), ("zoé", 2), ("hugo", 1), ("mina", 4)):
        with pytest.raises(Fault) as refused:
            await proposed(village, to, circle)
        assert refused.value.field == "circle"


async def test_a_step_never_leads_outward(village: Village) -> None:
    mina, hedges, step = village.people["mina"], village.communities["hedges"], await proposed(village)
    await circles.place(mina, hedges, 1, because="meanwhile")
    await steps.accept(step, by=mina.id)
    assert await circles.circle_of(mina, hedges) == 1


async def test_what_waits_for_an_answer(village: Village) -> None:
    step, mina = await proposed(village), village.people["mina"].id
    [waiting] = await steps.open_for(await viewer_of(mina))
    assert (waiting.code, waiting.community, waiting.to_circle) == (step.code, "Haies et bocages", 2)
    await steps.decline(step, by=mina)
    assert await steps.open_for(await viewer_of(mina)) == []


async def test_a_question_is_taken_back_before_its_answer_and_asked_anew(village: Village) -> None:
    mina, hugo, step = village.people["mina"], village.people["hugo"], await proposed(village)
    for _twice in range(2):
        assert (await steps.withdraw(step, by=hugo.id)).state == "withdrawn"
    [note] = await Note.objects().where(Note.kind == "network.step")
    assert await notes.write(note) is None  # the letter that had not left does not leave
    with pytest.raises(Conflict):
        await steps.accept(step, by=mina.id)
    anew = await proposed(village)
    await steps.accept(anew, by=mina.id)
    with pytest.raises(Conflict):
        await steps.withdraw(anew, by=hugo.id)
