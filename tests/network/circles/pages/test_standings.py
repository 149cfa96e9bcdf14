import pytest

from network.circles import circles, steps
from network.ground import tokens
from network.ground.clock import today
from network.plug import Village
from network.tables import Note, Standing, Step
from tests.conftest import Visitor
from tests.network.pages.visits import come_as, hidden


async def form_of(visitor: Visitor, village: Village, who: str) -> dict[str, str]:
    page = await visitor.get(f"/communities/hedges/standings/{village.people[who].code}")
    assert page.status_code == 200
    return hidden(page.text)


async def test_hugo_proposes_mina_is_asked_and_accepts_herself(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "hugo")
    form = await form_of(visitor, village, "mina")
    for _double_click in range(2):
        done = await visitor.submit("/steps", **form, circle=2, because="De toutes les plantations")
    assert "La place est proposée à Mina Costa" in done.text and "attend une réponse" in done.text
    assert await Step.count() == 1

    await come_as(visitor, village, "mina")
    assert "Une place vous est proposée dans le deuxième cercle" in (await visitor.get("/")).text
    page = await visitor.get(f"/steps/{form['code']}")
    assert "De toutes les plantations" in page.text and "Accepter cette place" in page.text
    for _double_click in range(2):
        done = await visitor.submit("/acceptances", step=form["code"])
        assert done.status_code == 200 and "Vous avez votre place dans le 2e cercle" in done.text
    assert await Standing.count().where(Standing.person == village.people["mina"].id) == 2


async def test_mina_declines_with_a_word_and_cannot_accept_after(village: Village, visitor: Visitor) -> None:
    mina, hugo, hedges = village.people["mina"], village.people["hugo"], village.communities["hedges"]
    step = await steps.propose(mina, hedges, 2, "because", by=hugo.id, code=tokens.code())
    await come_as(visitor, village, "mina")
    done = await visitor.submit("/refusals", step=step.code, because="Pas cette année")
    assert "Vous restez où vous êtes" in done.text and "Pas cette année" in done.text
    late = await visitor.submit("/acceptances", step=step.code)
    assert late.status_code == 409 and "déjà reçu une réponse" in late.text


@pytest.mark.parametrize("who", ["hugo", "cora", "zoé", "lucie"])
async def test_nobody_answers_for_mina(village: Village, visitor: Visitor, who: str) -> None:
    mina, hugo, hedges = village.people["mina"], village.people["hugo"], village.communities["hedges"]
    step = await steps.propose(mina, hedges, 2, "because", by=hugo.id, code=tokens.code())
    await come_as(visitor, village, who)
    for path in ("/acceptances", "/refusals"):
        assert (await visitor.submit(path, step=step.code)).status_code == 404
    assert await circles.circle_of(mina, hedges) == 3
    assert (await visitor.get(f"/steps/{step.code}")).status_code == (200 if who in ("hugo", "cora") else 404)


async def test_outward_is_done_at_once_and_told(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "hugo")
    form = await form_of(visitor, village, "amin")
    done = await visitor.submit("/steps", **form, circle=3, because="Parti à Lyon", on=today().isoformat())
    assert "a une autre place" in done.text and "Parti à Lyon" in done.text
    assert await Note.exists().where(Note.kind == "network.moved", Note.person == village.people["amin"].id)
    form = await form_of(visitor, village, "amin")
    done = await visitor.submit("/steps", **form, circle=0, because="À sa demande")
    assert "n’est plus dans les cercles" in done.text and "N’est dans aucun cercle" in done.text
    assert await Note.exists().where(Note.kind == "network.let_go", Note.person == village.people["amin"].id)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"circle": 2, "because": ""}, "because"),
        ({"circle": 7, "because": "x"}, "circle"),
        ({"because": "x"}, "circle"),
        ({"circle": 0, "because": "x", "on": "2126-01-01"}, "on"),
        ({"circle": 0, "because": "x", "on": "2001-01-01"}, "on"),
        ({"circle": 0, "because": "x", "on": "tomorrow"}, "on"),
    ],
)
async def test_what_is_wrong_is_said_on_its_field_and_what_was_typed_is_kept(
    village: Village, visitor: Visitor, typed: dict[str, object], field: str
) -> None:
    await come_as(visitor, village, "hugo")
    form = await form_of(visitor, village, "mina")
    answer = await visitor.submit("/steps", **form, **typed)
    assert answer.status_code == 422 and f'id="{field}-why"' in answer.text
    assert form["code"] in answer.text and str(typed.get("on", "")) in answer.text
    assert not await Step.exists() and await circles.circle_of(village.people["mina"], village.communities["hedges"])


async def test_a_gardener_who_stands_in_a_circle_does_not_propose_to_herself(
    village: Village, visitor: Visitor
) -> None:
    await circles.move(village.people["rita"], village.communities["hedges"], 2, "test", by=village.people["hugo"].id)
    await come_as(visitor, village, "rita")
    form = await form_of(visitor, village, "rita")
    answer = await visitor.submit("/steps", **form, circle=1, because="x")
    assert answer.status_code == 422 and "Personne ne se propose une place" in answer.text


async def test_a_second_question_before_the_answer_is_a_conflict(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "hugo")
    form = await form_of(visitor, village, "mina")
    await visitor.submit("/steps", **form, circle=2, because="x")
    again = await visitor.submit("/steps", **{**form, "code": tokens.code()}, circle=1, because="x")
    assert again.status_code == 409 and "n’a pas encore répondu" in again.text


async def test_the_history_is_for_those_who_animate_and_of_those_who_stood_there(
    village: Village, visitor: Visitor
) -> None:
    mina, lucie = village.people["mina"].code, village.people["lucie"].code
    for who, status in ((None, 401), ("zoé", 403), ("gil", 403), ("karl", 403), ("hugo", 200), ("cora", 200)):
        await come_as(visitor, village, who)
        assert (await visitor.get(f"/communities/hedges/standings/{mina}")).status_code == status
    assert (await visitor.get(f"/communities/hedges/standings/{lucie}")).status_code == 404
    sent = {"code": tokens.code(), "community": "hedges", "person": lucie, "circle": 3, "because": "x"}
    assert (await visitor.submit("/steps", **sent)).status_code == 404


async def test_zoe_leaves_of_herself_and_needs_no_reason(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "zoé")
    assert (await visitor.get("/communities/hedges/departures/new")).status_code == 200
    done = await visitor.submit("/departures", community="hedges")
    assert "Vous n’avez plus de place dans les cercles (Haies et bocages)" in done.text
    assert await circles.circle_of(village.people["zoé"], village.communities["hedges"]) is None
    assert (await visitor.submit("/departures", community="hedges")).status_code == 403
    assert (await visitor.submit("/departures", community="jury")).status_code == 404


async def test_hugo_takes_the_question_back_and_mina_cannot(village: Village, visitor: Visitor) -> None:
    mina, hugo, hedges = village.people["mina"], village.people["hugo"], village.communities["hedges"]
    step = await steps.propose(mina, hedges, 2, "because", by=hugo.id, code=tokens.code())
    await come_as(visitor, village, "mina")
    assert (await visitor.submit("/step-withdrawals", step=step.code)).status_code == 403
    await come_as(visitor, village, "hugo")
    assert "Reprendre la proposition" in (await visitor.get(f"/steps/{step.code}")).text
    assert "avant toute réponse" in (await visitor.submit("/step-withdrawals", step=step.code)).text
    await come_as(visitor, village, "mina")
    assert "Accepter cette place" not in (await visitor.get(f"/steps/{step.code}")).text
