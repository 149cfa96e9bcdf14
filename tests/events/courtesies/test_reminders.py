from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events import events
from events.bookings import withdrawals
from events.courtesies import reminders
from events.tables import Booking, Reminder
from network.ground.clock import now
from network.ground.errors import Conflict
from network.plug import Village
from network.tables import Note
from tests.events.bookings.test_booking_notes import written
from tests.events.days import COMING, day, seen_by, shift

PARIS = ZoneInfo("Europe/Paris")


async def rung(at: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many are reminded in all, after the clock has rung then."""
    monkeypatch.setattr(reminders, "now", lambda: at)
    await reminders.remind()
    return int(await Note.count().where(Note.kind == "events.reminder"))


async def morning(before: int, hour: int = 9, minute: int = 1) -> datetime:
    """So many days before the day, on the wall."""
    starts = (await day()).starts_at.astimezone(PARIS)
    on = starts.date() - timedelta(days=before)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=PARIS)


async def test_the_day_before_from_nine_each_is_reminded_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, count in (
        (await morning(2), 0),
        (await morning(1, 8, 59), 0),
        (await morning(1), 3),
        (await morning(1), 3),
        (await morning(1, 20), 3),
        (await morning(0, 9), 3),
    ):
        assert await rung(at, monkeypatch) == count, at
    monkeypatch.setattr(reminders, "now", now)
    letters = await written("events.reminder")
    assert all(letter and {address for _name, address in letter.reply_to} for letter in letters)


@pytest.mark.parametrize("days", [0, 1, 2, 7])
async def test_as_many_days_before_as_was_decided_also_when_the_clock_stood_still(
    village: Village, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    await reminders.decide(await day(), days, "", await seen_by(village, "rita"))
    await Booking.update({Booking.confirmed_at: now() - timedelta(days=30)}, force=True)
    for before in range(9, 0, -1):
        wanted = 3 if days and before <= days else 0
        if before == 5 and days == 7:
            continue  # a night in which nothing ran
        assert await rung(await morning(before), monkeypatch) == wanted, before


async def test_who_registers_after_the_reminder_is_reminded_on_the_eve_and_that_very_day_not_at_all(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reminders.decide(event := await day(), 7, "", await seen_by(village, "rita"))
    for who, confirmed in (("amin", await morning(20)), ("zoé", await morning(4)), ("lucie", await morning(1, 8))):
        theirs = (Booking.event == event.id) & (Booking.person == village.people[who].id)
        await Booking.update({Booking.confirmed_at: confirmed}).where(theirs)
    for before, count in ((7, 1), (4, 1), (3, 1), (1, 2), (0, 2)):
        assert await rung(await morning(before, 10), monkeypatch) == count, before
    people = set(await Note.select(Note.person).where(Note.kind == "events.reminder").output(as_list=True))
    assert people == {village.people["amin"].id, village.people["zoé"].id}


async def test_a_training_is_remembered_two_days_before_without_anybody_deciding(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shift(COMING, kind="training")
    assert (await reminders.reminder_of(await day())).days == 2
    assert [await rung(await morning(before), monkeypatch) for before in (3, 2, 1)] == [0, 3, 3]


async def test_nobody_is_reminded_of_a_cancelled_day_nor_who_gave_the_place_back(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    amin = await Booking.objects().where(Booking.code == "aminbooked").first()
    assert amin
    await withdrawals.withdraw(amin)
    assert await rung(await morning(1), monkeypatch) == 2
    [first, second] = await Note.objects().where(Note.kind == "events.reminder")
    await Booking.update({Booking.cancelled_at: now()}).where(Booking.id == first.subject)
    assert [bool(letter) for letter in await written("events.reminder")] == [False, True], "given back meanwhile"
    await shift(COMING, cancelled_at=now())
    assert await written("events.reminder") == [None, None] and second
    await Booking.update({Booking.reminded_at: None}, force=True)
    assert await rung(await morning(1), monkeypatch) == 2


async def test_of_a_day_that_was_moved_the_reminder_says_the_new_one_and_comes_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await day()
    assert await rung(await morning(1), monkeypatch) == 3
    later = event.starts_at + timedelta(days=20)
    await shift(COMING, starts_at=later, ends_at=event.ends_at + timedelta(days=20))
    letter = (await written("events.reminder"))[0]
    assert letter and letter.subject.startswith("Dans 21") and f"{later.astimezone(PARIS).day} " in letter.text
    assert await rung(await morning(1), monkeypatch) == 3, "not again: those registered were told of the change"


async def test_the_letter_has_the_line_of_the_pair_the_facts_the_calendar_and_the_way_out(village: Village) -> None:
    rita = await seen_by(village, "rita")
    await reminders.decide(await day(), 1, "Prenez vos bottes : https://example.org/boue", rita)
    booking = await Booking.objects().where(Booking.code == "aminbooked").first()
    letter = await reminders.draft(await day(), booking)
    for said in ("Prenez vos bottes", "Salle des fêtes, Auch", "day.ics", "/bookings/aminbooked/", "Quelles essences"):
        assert said in letter.text, said
    assert (
        '<a href="https://example.org/boue">' in letter.html
        and letter.subject == "Dans 10 jours\u00a0: " + (await day()).title
    )
    assert {address for _name, address in letter.reply_to} == {"rita@example.org", "hugo@example.org"}
    beforehand = await reminders.draft(await day())
    assert "/bookings/" not in beforehand.text and "/events/hedgescome" in beforehand.text
    assert beforehand.subject.startswith("Demain"), "as it will be said when it leaves"


async def test_once_it_has_left_or_the_day_has_begun_nothing_is_decided(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    rita = await seen_by(village, "rita")
    await reminders.decide(await day(), 2, "un", rita)
    await reminders.decide(await day(), 1, "deux", rita)
    assert await Reminder.count() == 1 and (await reminders.reminder_of(await day())).line == "deux"
    await rung(await morning(1), monkeypatch)
    with pytest.raises(Conflict):
        await reminders.decide(await day(), 0, "", rita)
    await events.cancel(await day(), "Neige.", rita)
    with pytest.raises(Conflict):
        await reminders.decide(await day(), 0, "", rita)


async def test_after_a_restore_those_whose_hour_had_come_are_not_reminded_again(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reminders.decide(await day(), 7, "", await seen_by(village, "rita"))
    await Booking.update({Booking.reminded_at: None}, force=True)
    monkeypatch.setattr(reminders, "now", lambda: now() - timedelta(days=1))
    await reminders.rest_after_restore()
    assert not await Booking.exists().where(Booking.event == (await day()).id, Booking.reminded_at.is_not_null())
    at = await morning(6)
    monkeypatch.setattr(reminders, "now", lambda: at)
    assert "3" in str(await reminders.rest_after_restore())
    assert await rung(at, monkeypatch) == 0 == await rung(await morning(1), monkeypatch)
