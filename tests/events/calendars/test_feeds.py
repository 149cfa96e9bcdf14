from datetime import timedelta

import pytest

from events import events
from events.access import events_for
from events.bookings import bookings
from events.calendars import feeds
from events.calendars.days import KEPT, days_for
from events.calendars.entries import Day
from events.tables import Event, Feed
from network import privacy
from network.access import ANYONE
from network.circles import circles
from network.ground import tokens
from network.ground.clock import now, today
from network.ground.errors import Conflict, NotHere, SignInFirst
from network.plug import Village
from network.tables import Person
from tests.events.days import CIRCLE, COMING, OF_NETWORK, PAST, day, seen_by, shift
from tests.network.test_doors import viewers


async def made(village: Village, who: str, holds: str = "all", code: str = "") -> tuple[Feed, str, str]:
    """The feed, with the two parts of its address."""
    feed = await feeds.make(await seen_by(village, who), "Mon téléphone", holds, code or tokens.code())
    code, secret = feeds.address_of(feed).removesuffix(".ics").split("/")[-2:]
    return feed, code, secret


def codes(days: list[Day]) -> list[str]:
    return [one.event.code for one in days]


async def test_a_feed_holds_exactly_what_each_viewer_sees_in_the_lists(village: Village) -> None:
    for viewer in await viewers(village):
        assert codes(await days_for(viewer)) == [event.code for event in await events_for(viewer)], viewer


async def test_what_a_person_may_no_longer_see_is_no_longer_in_their_feed(village: Village) -> None:
    _feed, code, secret = await made(village, "odile")
    assert CIRCLE in codes((await feeds.read_own(code, secret)).days)
    before = (await feeds.read_own(code, secret)).digest
    await circles.place(village.people["odile"], village.communities["jury"], 3, because="test", on=today())
    after = await feeds.read_own(code, secret)
    assert CIRCLE not in codes(after.days) and after.digest != before


async def test_only_those_where_one_goes(village: Village) -> None:
    _feed, code, secret = await made(village, "mina", "mine")
    assert (await feeds.read_own(code, secret)).days == []
    booking = await bookings.book(await day(), await seen_by(village, "mina"))
    [mine] = (await feeds.read_own(code, secret)).days
    assert mine.event.code == COMING and mine.is_mine and booking
    _feed, code, secret = await made(village, "rita", "mine")
    assert codes((await feeds.read_own(code, secret)).days) == [PAST, COMING], "what one organises too"


async def test_of_all_days_those_where_one_is_registered_are_marked(village: Village) -> None:
    found = {one.event.code: one.is_mine for one in await days_for(await seen_by(village, "amin"))}
    assert found == {PAST: True, COMING: True, OF_NETWORK: False}


async def test_the_address_of_another_or_a_wrong_or_old_one_leads_nowhere(village: Village) -> None:
    feed, code, secret = await made(village, "zoé")
    _other, _code, others = await made(village, "mina")
    for wrong in (others, secret[:-1], secret.upper(), "", secret + "x", "é"):
        with pytest.raises(NotHere):
            await feeds.read_own(code, wrong)
    with pytest.raises(NotHere):
        await feeds.feed_for(await seen_by(village, "mina"), code)
    await feeds.take_back(await seen_by(village, "mina"), code)  # not hers: nothing happens
    assert (await feeds.read_own(code, secret)).days
    await feeds.take_back(await seen_by(village, "zoé"), feed.code)
    with pytest.raises(NotHere):
        await feeds.read_own(code, secret)


async def test_the_secret_lies_in_no_table(village: Village) -> None:
    _feed, code, secret = await made(village, "zoé")
    [row] = await Feed.raw("SELECT events_feed::text AS row FROM events_feed WHERE code = {}", code)
    assert secret not in row["row"]


async def test_a_form_sent_twice_makes_one_and_the_eleventh_is_refused(village: Village) -> None:
    await made(village, "zoé", code="samefeed22")
    await made(village, "zoé", code="samefeed22")
    zoé = await seen_by(village, "zoé")
    assert len(await feeds.feeds_for(zoé)) == 1
    for _ in range(feeds.MOST - 1):
        await made(village, "zoé")
    with pytest.raises(Conflict):
        await made(village, "zoé")
    with pytest.raises(SignInFirst):
        await feeds.make(ANYONE, "x", "all", tokens.code())


async def test_a_code_that_is_somebody_else_s_makes_nothing(village: Village) -> None:
    await made(village, "zoé", code="samefeed22")
    with pytest.raises(NotHere):
        await made(village, "mina", code="samefeed22")
    assert await feeds.feeds_for(await seen_by(village, "mina")) == []


async def test_when_it_was_read_last_is_written_down_once_an_hour(village: Village) -> None:
    feed, code, secret = await made(village, "zoé")
    assert feed.read_at is None
    await feeds.read_own(code, secret)
    first = (await feeds.feed_for(await seen_by(village, "zoé"), code)).read_at
    await feeds.read_own(code, secret)
    assert first and (await feeds.feed_for(await seen_by(village, "zoé"), code)).read_at == first
    await Feed.update({Feed.read_at: now() - timedelta(hours=2)}).where(Feed.id == feed.id)
    await feeds.read_own(code, secret)
    assert (await feeds.feed_for(await seen_by(village, "zoé"), code)).read_at >= first


async def test_an_erased_person_s_address_says_nothing(village: Village) -> None:
    _feed, code, secret = await made(village, "zoé")
    zoé = await Person.objects().get(Person.id == village.people["zoé"].id)
    assert zoé
    await privacy.forget(zoé)
    with pytest.raises(NotHere):
        await feeds.read_own(code, secret)


async def test_an_address_that_nobody_reads_is_taken_back_after_a_year(village: Village) -> None:
    old, *_ = await made(village, "zoé")
    read, *_ = await made(village, "zoé")
    await made(village, "mina")
    long_ago = now() - feeds.UNREAD - timedelta(days=1)
    await Feed.update({Feed.made_at: long_ago}).where(Feed.id.is_in([old.id, read.id]))
    await Feed.update({Feed.read_at: now()}).where(Feed.id == read.id)
    await feeds.forget_unread()
    assert [row["id"] for row in await Feed.select(Feed.id).where(Feed.person == village.people["zoé"].id)] == [read.id]
    assert await Feed.count() == 2


async def test_a_cancelled_day_stays_told_as_cancelled_and_a_draft_that_was_dropped_does_not(village: Village) -> None:
    before = await feeds.read_public(village.communities["hedges"], "/x")
    rita = await seen_by(village, "rita")
    await events.cancel(await day(), "La salle a brûlé.", rita)
    after = await feeds.read_public(village.communities["hedges"], "/x")
    assert codes(after.days) == codes(before.days) and b"STATUS:CANCELLED" in after.pack()
    assert after.digest != before.digest and after.changed_at and before.changed_at
    assert after.changed_at > before.changed_at
    await shift(COMING, published_at=None)
    assert COMING not in codes(await days_for(rita))


async def test_what_is_being_prepared_is_in_the_feed_of_those_who_prepare_it(village: Village) -> None:
    await shift(COMING, published_at=None)
    assert COMING in codes(await days_for(await seen_by(village, "hugo")))
    assert COMING not in codes(await days_for(await seen_by(village, "zoé"))) + codes(await days_for(ANYONE))


async def test_days_of_long_ago_are_left_out_and_the_present_is_never_crowded_out(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = now() - KEPT - timedelta(days=2)
    await shift(PAST, starts_at=long_ago, ends_at=long_ago + timedelta(hours=2))
    assert codes(await days_for(ANYONE)) == [COMING]
    await shift(PAST, starts_at=now() - timedelta(days=9), ends_at=now() - timedelta(days=8))
    monkeypatch.setattr("events.calendars.days.MOST_PAST", 0)
    assert codes(await days_for(ANYONE)) == [COMING]


async def test_a_day_that_is_no_longer_public_moves_the_feed_s_last_change(village: Village) -> None:
    hedges = village.communities["hedges"]
    before = await feeds.read_public(hedges, "/x")
    await Event.update({Event.reach: "circle_1", Event.changed_at: now()}).where(Event.code == COMING)
    after = await feeds.read_public(hedges, "/x")
    assert codes(after.days) == [PAST] and after.changed_at and before.changed_at
    assert after.changed_at > before.changed_at
