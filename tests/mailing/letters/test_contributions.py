"""What mailing shows elsewhere: the chapter of the report counts what happened, the panel offers the next act."""

from datetime import timedelta

from mailing.letters import contributions
from mailing.tables import Delivery, Letter, Send, Subscription
from mailing.village import SENT
from network.access import ANYONE, viewer_of
from network.ground import tokens
from network.ground.clock import now, today
from network.plug import Period, Village


def month() -> Period:
    """Until today, whenever midnight passes."""
    return Period(today() - timedelta(days=30), today())


async def figures(
    village: Village, owner: str, period: Period | None = None
) -> tuple[list[int | float], list[int | float]]:
    place = village.communities.get(owner) or village.networks[owner]
    section = await contributions.section(await viewer_of(village.people["rita"]), place, period or month())
    return [figure.value for figure in section.figures], list(section.charts[0].series[0].values)


async def test_letters_and_subscriptions_of_a_period(village: Village) -> None:
    letter = await Letter.objects().where(Letter.code == SENT).first()
    assert letter
    send = Send(code=tokens.code(), content="{}", state="done", started_at=now(), ring_at=now())
    await send.save()
    for position, state in enumerate(["accepted", "accepted", "refused", "unsubscribed"]):
        row = Delivery(send=send.id, position=position, address=f"p{position}@example.org", state=state, ring_at=now())
        await row.save()
    await Letter.update({Letter.send: send.id}).where(Letter.id == letter.id)
    await Subscription.update({Subscription.ended_at: now()}).where(Subscription.person == village.people["amin"].id)
    await Subscription.update({Subscription.since_at: now()}).where(Subscription.person == village.people["lucie"].id)
    assert await figures(village, "hedges") == ([2, 5, 2, 1], [5, 1, 1, 5])
    assert await figures(village, "occitanie") == await figures(village, "hedges")
    assert await figures(village, "climat") == ([0, 0, 0, 0], [0, 0, 0, 0])
    before = Period(today() - timedelta(days=200), today() - timedelta(days=100))
    assert await figures(village, "hedges", before) == ([0, 0, 0, 0], [0, 0, 0, 0])


async def test_the_chapter_speaks_in_sentences_with_base_and_period(village: Village) -> None:
    section = await contributions.section(ANYONE, village.communities["hedges"], month())
    assert str(section.sentence).startswith("2 lettres ont été envoyées du ")
    assert "sont passés de 6 à 6" in str(section.charts[0].sentence) and str(section.figures[2].base) == "sur 0 remises"


async def test_the_panel_offers_to_subscribe_or_to_write(village: Village) -> None:
    hedges, budget = village.communities["hedges"], village.communities["budget"]
    seen = await contributions.panel(ANYONE, hedges)
    assert seen and [item.title for item in seen.items] == ["Nos haies en automne"]
    assert seen.act and (str(seen.act.text), seen.act.path) == ("S’abonner", "/newsletters/hedgespubl")
    rita = await contributions.panel(await viewer_of(village.people["rita"]), hedges)
    assert rita and rita.act and rita.act.path == "/communities/hedges/letters/new"
    assert await contributions.panel(ANYONE, budget) is None
    gil = await contributions.panel(await viewer_of(village.people["gil"]), budget)
    assert gil and gil.items == [] and str(gil.empty) == "Aucune lettre n’a encore été envoyée."
