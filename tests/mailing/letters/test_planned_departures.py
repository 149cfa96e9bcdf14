"""A letter leaves at its hour, once; whoever changes it before keeps it here."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing import jobs
from mailing.letters import agreements, blocks, departures, drafts, planned_departures
from mailing.letters.planned_departures import moment_in
from mailing.tables import Block, Delivery, Letter, PlannedDeparture, Send
from mailing.village import DRAFT, SUBSCRIBED
from network.ground.clock import now
from network.ground.errors import Conflict, Fault
from network.notes import write
from network.plug import Village
from network.tables import Mandate, Network, Note
from tests.conftest import Bell, Visitor
from tests.network.test_sign_in import signed_in

PARIS = ZoneInfo("Europe/Paris")
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def stands_at(moment: datetime) -> None:
        monkeypatch.setattr(planned_departures, "now", lambda: moment)

    return stands_at


async def draft() -> Letter:
    found = await Letter.objects().where(Letter.code == DRAFT).first()
    assert found
    return found


async def agreed(village: Village) -> Letter:
    letter, hedges = await draft(), village.communities["hedges"]
    digest = await drafts.digest_of(letter)
    await agreements.ask(letter, hedges, village.people["rita"].id, digest)
    await agreements.answer(letter, hedges, village.people["hugo"].id, "agreed", digest)
    return letter


def tomorrow() -> date:
    return now().astimezone(PARIS).date() + timedelta(days=1)


async def planned(village: Village, letter: Letter, hour: time = time(9, 30)) -> PlannedDeparture:
    digest = await drafts.digest_of(letter)
    rita, hedges = village.people["rita"].id, village.communities["hedges"]
    return await planned_departures.plan(letter, hedges, rita, digest, tomorrow(), hour)


async def told() -> list[int | None]:
    rows = await Note.select(Note.person).where(Note.kind == "mailing.stayed").order_by(Note.id)
    return [row["person"] for row in rows]


async def test_at_its_hour_it_leaves_once_however_often_the_clock_rings(
    village: Village, bell: Bell, clock: Clock
) -> None:
    plan = await planned(village, await agreed(village))
    assert plan.leave_at.astimezone(PARIS).time() == time(9, 30)
    clock(plan.leave_at - timedelta(minutes=1))
    await jobs.ring_planned_departures()
    await jobs.leave_as_planned(plan.id)
    assert not await Send.exists() and ("leave_as_planned", plan.id) not in bell.rung
    clock(plan.leave_at)
    await jobs.ring_planned_departures()
    assert bell.rung[-1] == ("leave_as_planned", plan.id)
    for _ in range(3):
        await jobs.leave_as_planned(plan.id)
    letter = await draft()
    assert await Send.count() == 1 and await Delivery.count() == len(SUBSCRIBED)
    assert letter.sent_way == "agreed" and letter.sent_by == village.people["rita"].id
    assert await planned_departures.due() == [] and await planned_departures.of(letter) is None
    assert await told() == []


@pytest.mark.commit
async def test_two_workers_and_a_gardener_at_once_send_it_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = await agreed(village)
    plan = await planned(village, letter)
    digest = await drafts.digest_of(letter)
    monkeypatch.setattr(planned_departures, "now", lambda: plan.leave_at)
    hand = departures.send(letter, village.communities["hedges"], village.people["hugo"].id, digest)
    await asyncio.gather(jobs.leave_as_planned(plan.id), jobs.leave_as_planned(plan.id), hand)
    assert await Send.count() == 1 and await Delivery.count() == len(SUBSCRIBED) and await told() == []


async def test_without_the_agreement_nothing_is_planned(village: Village) -> None:
    with pytest.raises(Conflict) as refused:
        await planned(village, await draft())
    assert "n’a pas encore donné son accord" in str(refused.value.sentence)
    assert not await PlannedDeparture.exists()


async def test_moved_it_leaves_at_the_new_hour_only(village: Village, clock: Clock) -> None:
    letter = await agreed(village)
    first = await planned(village, letter, time(9, 30))
    second = await planned(village, letter, time(11))
    again = await planned(village, letter, time(11))
    assert second.id == again.id, "a form sent twice plans once"
    clock(first.leave_at)
    await jobs.leave_as_planned(first.id)
    assert not await Send.exists()
    clock(second.leave_at)
    await jobs.leave_as_planned(second.id)
    assert await Send.count() == 1
    rows = await PlannedDeparture.select(PlannedDeparture.became).order_by(PlannedDeparture.id)
    assert [row["became"] for row in rows] == ["moved", "left"]


async def test_stopped_it_stays_and_what_was_agreed_stands(village: Village, clock: Clock) -> None:
    letter = await agreed(village)
    plan = await planned(village, letter)
    await planned_departures.stop(letter, village.people["hugo"].id)
    clock(plan.leave_at)
    await jobs.leave_as_planned(plan.id)
    assert not await Send.exists()
    row = await PlannedDeparture.objects().get(PlannedDeparture.id == plan.id)
    assert row and (row.became, row.ended_by) == ("stopped", village.people["hugo"].id)
    clock(now())
    assert await planned(village, letter), "the agreement is still there"


async def test_changed_behind_every_page_it_stays_all_the_same_and_the_pair_is_told(
    village: Village, clock: Clock
) -> None:
    letter = await agreed(village)
    plan = await planned(village, letter)
    [text, *_rest] = await blocks.of(letter)
    await Block.update({Block.words: "Autre chose"}).where(Block.id == text.id)
    clock(plan.leave_at)
    await jobs.leave_as_planned(plan.id)
    assert not await Send.exists() and (await draft()).sent_at is None
    assert await told() == [village.people["rita"].id, village.people["hugo"].id]
    note = await Note.objects().where(Note.kind == "mailing.stayed").first()
    assert note
    pressed = await write(note)
    assert pressed and "modifiée entre-temps" in " ".join(pressed.text.split()) and "9\u00a0h\u00a030" in pressed.text
    await jobs.leave_as_planned(plan.id)
    assert len(await told()) == 2, "once"


async def test_whoever_planned_it_must_still_animate_at_its_hour(village: Village, clock: Clock) -> None:
    plan = await planned(village, await agreed(village))
    rita = village.people["rita"].id
    await Mandate.update({Mandate.until_on: now().date() - timedelta(days=1)}).where(Mandate.person == rita)
    clock(plan.leave_at)
    await jobs.leave_as_planned(plan.id)
    row = await PlannedDeparture.objects().get(PlannedDeparture.id == plan.id)
    assert row and row.became == "held" and "n’anime plus ici" in row.because and not await Send.exists()


async def test_long_after_its_hour_nobody_expects_it(village: Village, clock: Clock) -> None:
    plan = await planned(village, await agreed(village))
    clock(plan.leave_at + timedelta(hours=7))
    await jobs.leave_as_planned(plan.id)
    assert not await Send.exists() and len(await told()) == 2


async def test_the_hour_is_that_of_the_network(village: Village) -> None:
    network = village.networks["occitanie"].id
    await Network.update({Network.time_zone: "Indian/Reunion"}).where(Network.id == network)
    plan = await planned(village, await agreed(village), time(9))
    assert plan.leave_at.astimezone(UTC).time() == time(5)


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planned_departures, "now", lambda: datetime(2026, 10, 1, tzinfo=UTC))
    with pytest.raises(Fault) as refused:
        moment_in("Europe/Paris", date(2027, 3, 28), time(2, 30))
    assert refused.value.field == "hour"
    assert moment_in("Europe/Paris", date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "field"), [(date(2026, 9, 30), "day"), (date(1, 1, 1), "day"), (date(9999, 12, 31), "day")]
)
def test_a_day_that_cannot_be_is_a_fault_on_its_field(monkeypatch: pytest.MonkeyPatch, day: date, field: str) -> None:
    monkeypatch.setattr(planned_departures, "now", lambda: datetime(2026, 10, 1, 12, tzinfo=UTC))
    with pytest.raises(Fault) as refused:
        moment_in("Pacific/Kiritimati", day, time(12))
    assert refused.value.field == field


@given(st.datetimes(datetime(2026, 10, 2), datetime(2027, 9, 29)), st.sampled_from(["Europe/Paris", "America/Cayenne"]))
def test_whatever_is_planned_is_what_the_clock_there_will_say(at: datetime, zone: str) -> None:
    at = at.replace(second=0, microsecond=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planned_departures, "now", lambda: datetime(2026, 10, 1, tzinfo=UTC))
        try:
            moment = moment_in(zone, at.date(), at.time())
        except Fault:  # one hour of the year, in one of the two
            assert zone == "Europe/Paris" and (at.date(), at.hour) == (date(2027, 3, 28), 2)
            return
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == at


async def test_in_the_browser_it_is_planned_changed_and_given_up(village: Village, visitor: Visitor) -> None:
    await agreed(village)
    await signed_in(visitor)
    page = await visitor.get(f"/letters/{DRAFT}/departure")
    assert "La laisser partir plus tard" in page.text
    sent = {"letter": DRAFT, "digest": await drafts.digest_of(await draft())}
    page = await visitor.submit("/planned-departures", **sent, day="2020-02-03", hour="7h")
    assert page.status_code == 422 and 'id="day-why"' in page.text and 'value="7h"' in page.text
    page = await visitor.submit("/planned-departures", **sent, day=tomorrow().isoformat(), hour="7h")
    assert (
        page.url.path == f"/letters/{DRAFT}" and "Elle part d’elle-même le" in page.text and "à 7\u00a0h" in page.text
    )
    page = await visitor.get("/communities/hedges/letters")
    assert "part d’elle-même le" in page.text
    page = await visitor.submit("/urgencies", letter=DRAFT, urgent_because="")
    assert await planned_departures.of(await draft()), "nothing was changed by that"

    from tests.mailing.letters.pages.test_letters import typed

    form = typed(await visitor.get(f"/letters/{DRAFT}"))
    page = await visitor.submit(f"/letters/{DRAFT}", **form | {"subject": "Un autre objet"})
    assert "ne part plus d’elle-même" in page.text and "Elle part d’elle-même le" not in page.text
    assert await planned_departures.of(await draft()) is None
    assert await told() == [village.people["rita"].id, village.people["hugo"].id]


async def test_an_agreement_taken_back_keeps_it_here(village: Village, visitor: Visitor) -> None:
    letter = await agreed(village)
    await planned(village, letter)
    await signed_in(visitor, "hugo@example.org")
    sent = {"letter": DRAFT, "digest": await drafts.digest_of(letter)}
    await visitor.submit("/agreements", **sent, answer="declined", because="Le jour est faux.")
    assert await planned_departures.of(await draft()) is None and len(await told()) == 2


async def test_after_a_restore_nothing_leaves_by_itself(village: Village, clock: Clock) -> None:
    plan = await planned(village, await agreed(village))
    assert "1" in str(await planned_departures.rest_after_restore())
    clock(plan.leave_at)
    await jobs.leave_as_planned(plan.id)
    assert not await Send.exists() and await planned_departures.rest_after_restore() is None
