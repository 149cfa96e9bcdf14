from datetime import timedelta
from typing import Any

from icalendar import Calendar

from events import events
from events.bookings import bookings, withdrawals
from events.tables import Booking
from network import notes
from network.ground import tokens
from network.ground.clock import now
from network.ground.letterpress import Enclosure, Pressed
from network.plug import Village
from network.tables import Note
from tests.events.bookings.test_bookings import NORA
from tests.events.days import COMING, PAST, day, seen_by, shift


async def written(kind: str) -> list[Pressed | None]:
    return [await notes.write(note) for note in await Note.objects().where(Note.kind == kind).order_by(Note.id)]


async def test_the_letter_to_confirm_has_the_link_and_says_until_when(village: Village) -> None:
    await bookings.ask(await day(), NORA, tokens.code())
    booking = await Booking.objects().get(Booking.address == "nora@example.org")
    [letter] = await written("events.asked")
    assert booking and letter and letter.to == "nora@example.org"
    link = f"http://localhost:8000/bookings/{booking.code}/{bookings.token_of(booking)}"
    assert link in letter.html and link in letter.text
    assert letter.subject == "À confirmer\u00a0: Planter en année sèche"
    assert "La place vous est gardée jusqu’au" in letter.text and "Salle des fêtes, Auch" in letter.text


async def test_a_letter_that_is_no_longer_true_is_not_sent(village: Village) -> None:
    event = await day()
    await bookings.ask(event, NORA, tokens.code())
    await Booking.update({Booking.asked_at: now() - timedelta(hours=25)}).where(Booking.confirmed_at.is_null())
    assert await written("events.asked") == [None]
    mina = await seen_by(village, "mina")
    booking = await bookings.book(event, mina)
    await withdrawals.withdraw(booking)
    [confirmed], [withdrawn] = await written("events.confirmed"), await written("events.withdrawn")
    assert confirmed is None and withdrawn and "Merci de l’avoir dit" in withdrawn.text


async def test_the_confirmation_has_the_day_its_agenda_the_calendar_and_the_way_out(village: Village) -> None:
    booking = await bookings.book(await day(), await seen_by(village, "mina"))
    [letter] = await written("events.confirmed")
    page = f"http://localhost:8000/bookings/{booking.code}/{bookings.token_of(booking)}"
    assert letter and f"{page}/day.ics" in letter.html and f'"{page}"' in letter.html
    assert "Quelles essences pour demain" in letter.text and letter.to == "mina@example.org"


async def test_each_of_those_registered_is_told_why_the_day_is_cancelled(village: Village) -> None:
    await events.cancel(await day(), "La salle a brûlé.", await seen_by(village, "rita"))
    letters = await written("events.cancelled")
    assert {letter.to for letter in letters if letter} == {f"{who}@example.org" for who in ("amin", "zoe", "lucie")}
    assert all(letter and "La salle a brûlé." in letter.text for letter in letters)


async def test_in_english_the_letters_are_english(village: Village) -> None:
    lucie = village.people["lucie"]
    lucie.language = "en"
    await lucie.save()
    await events.cancel(await day(), "Storm.", await seen_by(village, "rita"))
    subjects = [letter.subject for letter in await written("events.cancelled") if letter]
    assert "Cancelled: Planter en année sèche" in subjects and len(set(subjects)) == 2
    assert await day(PAST)


def entry_of(file: Enclosure) -> Any:
    [entry] = Calendar.from_ical(file.content).walk("VEVENT")
    return entry


async def test_the_day_lies_in_the_letters_as_a_calendar_takes_it_the_newer_version_after_the_older(
    village: Village,
) -> None:
    mina, rita = await seen_by(village, "mina"), await seen_by(village, "rita")
    await bookings.book(await day(), mina)
    [confirmed] = await written("events.confirmed")
    assert confirmed
    [first] = confirmed.enclosures
    assert first.name == f"{COMING}.ics" and first.media_type.startswith("text/calendar; method=PUBLISH")
    await events.cancel(await day(), "La salle a brûlé.", rita)
    cancelled = [letter for letter in await written("events.cancelled") if letter]
    before, after = (entry_of(file) for file in (first, cancelled[0].enclosures[0]))
    assert before["UID"] == after["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    await withdrawals.withdraw(await bookings.book(await shift(COMING, cancelled_at=None), mina))
    [withdrawn] = await written("events.withdrawn")
    assert withdrawn and not withdrawn.enclosures, "who does not come needs nothing in their calendar"
