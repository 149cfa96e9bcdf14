from datetime import timedelta

from events.bookings import bookings
from events.invitations import unanswered
from network.ground.clock import now
from network.plug import Village
from tests.events.days import COMING, OF_NETWORK, asked, day, seen_by, shift


async def near(code: str = COMING, days: float = 5) -> None:
    await shift(code, starts_at=now() + timedelta(days=days), ends_at=now() + timedelta(days=days, hours=3))


async def test_the_pair_hears_of_those_who_have_not_answered_as_the_day_nears(village: Village) -> None:
    rita = await seen_by(village, "rita")
    for who in ("mina", "gil"):
        await asked(village.people[who].id, f"{village.people[who].code[:9]}2")
    await near(days=11)
    assert await unanswered.answers_to_ask(rita) == []
    await near()
    [waiting] = await unanswered.answers_to_ask(rita)
    assert waiting.key == f"events.unanswered:{COMING}" and waiting.path == f"/events/{COMING}/invitations"
    assert str(waiting.title).startswith("2 personnes invitées") and waiting.due
    assert waiting.community == village.communities["hedges"].id
    await bookings.book(await day(), await seen_by(village, "mina"))
    [waiting] = await unanswered.answers_to_ask(rita)
    assert str(waiting.title).startswith("Une personne invitée")
    await bookings.book(await day(), await seen_by(village, "gil"))
    assert await unanswered.answers_to_ask(rita) == []


async def test_it_waits_for_those_who_animate_the_owner_and_for_nobody_else(village: Village) -> None:
    await asked(village.people["mina"].id, "minaasked2")
    await asked(village.people["amin"].id, "aminasked2", to=OF_NETWORK)
    await near()
    await near(OF_NETWORK)
    told = {
        who: [waiting.key.partition(":")[2] for waiting in await unanswered.answers_to_ask(await seen_by(village, who))]
        for who in ("rita", "cora", "gil", "mina", None)
    }
    assert told == {"rita": [COMING], "cora": [OF_NETWORK], "gil": [], "mina": [], None: []}


async def test_of_a_day_that_is_off_or_has_begun_nothing_waits(village: Village) -> None:
    await asked(village.people["mina"].id, "minaasked2")
    await near()
    await shift(COMING, cancelled_at=now())
    assert await unanswered.answers_to_ask(await seen_by(village, "rita")) == []
    await shift(COMING, cancelled_at=None, starts_at=now() - timedelta(hours=1))
    assert await unanswered.answers_to_ask(await seen_by(village, "rita")) == []
