"""Two tabs, one form: what is sent twice at the same moment makes one thing, and neither tab meets a fault."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from events import events
from events.attendances import phone_bookings
from events.attendances.walk_ins import NewPerson
from network.circles import steps
from network.files import keep
from network.ground.files import Paper
from network.notices import enquiries
from network.people import people
from network.plug import Village
from tests.events.days import COMING, day, seen_by
from tests.events.test_events import FACTS

SENT = 6


async def plan(village: Village) -> Any:
    return await events.plan(village.communities["hedges"], FACTS, await seen_by(village, "rita"), code="abcdefghij")


async def add(village: Village) -> Any:
    return await people.add("Nour", "Haddad", code="abcdefghij")


async def call(village: Village) -> Any:
    return await phone_bookings.book_new(await day(COMING), await seen_by(village, "rita"), CALLER)


async def bring(village: Village) -> Any:
    return await keep(Paper("plan.txt", b"Une haie"), {"text/plain"}, 1000, None, code="abcdefghij")


async def write(village: Village) -> Any:
    zoe = await seen_by(village, "zoé")
    return await enquiries.ask("abcdefghij", village.communities["hedges"], "Zoé", "z@example.org", "Bonjour", zoe)


async def propose(village: Village) -> Any:
    rita, lucie = village.people["rita"], village.people["lucie"]
    return await steps.propose(lucie, village.communities["hedges"], 2, "Elle vient", rita.id, "abcdefghij")


CALLER = NewPerson("Nour", "Haddad", "abcdefghij")


@pytest.mark.commit
@pytest.mark.parametrize("send", [plan, add, call, bring, write, propose])
async def test_sent_by_two_tabs_at_once_it_is_one(app: object, send: Callable[[Village], Awaitable[Any]]) -> None:
    from deploy.village import plant

    village = await plant()
    made = await asyncio.gather(*[send(village) for _tab in range(SENT)])
    assert len({one.id for one in made}) == 1
