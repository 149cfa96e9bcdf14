from datetime import timedelta

import pytest

from events import places
from events.bookings import bookings, confirmations, withdrawals
from events.bookings.bookings import Asker
from events.events import cancel
from events.tables import Booking
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, SignInFirst
from network.people import people
from network.plug import Village
from network.tables import Act, Note, Person
from tests.events.days import COMING, begun, day, seen_by, shift

NORA = Asker("Nora", "Klein", "Nora@Example.org", "Les Abeilles", "civil")


async def waiting() -> list[Booking]:
    return await Booking.objects().where(Booking.confirmed_at.is_null()).order_by(Booking.id)


async def letters(kind: str) -> list[Note]:
    return await Note.objects().where(Note.kind == kind).order_by(Note.id)


async def test_mina_books_twice_and_has_one_place_with_her_college_of_the_day(village: Village) -> None:
    event, mina = await day(), await seen_by(village, "mina")
    first, second = [await bookings.book(event, mina) for _time in range(2)]
    assert first.id == second.id and first.college == "citizen" and first.is_confirmed
    assert len(await letters("events.confirmed")) == 1
    assert await Act.count().where(Act.person == mina.person) == 1, "a booking is no act: she came to the past day"


async def test_nobody_in_particular_is_asked_to_sign_in(village: Village) -> None:
    with pytest.raises(SignInFirst):
        await bookings.book(await day(), await seen_by(village, None))


async def test_a_full_day_says_so_and_a_place_given_back_is_free_at_once(village: Village) -> None:
    event = await shift(COMING, capacity=3)
    mina = await seen_by(village, "mina")
    with pytest.raises(Conflict, match="All places are taken"):
        await bookings.book(event, mina)
    with pytest.raises(Conflict, match="All places are taken"):
        await bookings.ask(event, NORA, tokens.code())
    mine = await bookings.booking_of(event, village.people["amin"].id)
    assert mine
    await withdrawals.withdraw(mine)
    assert (await bookings.book(event, mina)).is_confirmed


async def test_a_request_holds_its_place_for_24_hours_and_not_longer(village: Village) -> None:
    event = await shift(COMING, capacity=4)
    await bookings.ask(event, NORA, tokens.code())
    assert await places.places_left(event) == 0
    with pytest.raises(Conflict):
        await bookings.book(event, await seen_by(village, "mina"))
    nearly, over = now() - timedelta(hours=23, minutes=59), now() - timedelta(hours=24, minutes=1)
    for asked_at, left in ((nearly, 0), (over, 1)):
        await Booking.update({Booking.asked_at: asked_at}).where(Booking.confirmed_at.is_null())
        assert await places.places_left(event) == left
    assert (await bookings.book(event, await seen_by(village, "mina"))).is_confirmed


async def test_the_same_form_or_the_same_address_twice_is_one_request(village: Village) -> None:
    event, code = await day(), tokens.code()
    for again in (code, code, tokens.code()):
        await bookings.ask(event, NORA, again)
    [request] = await waiting()
    assert request.address == "nora@example.org"
    assert [note.address for note in await letters("events.asked")] == ["nora@example.org"] * 2, "the letter once more"


async def test_who_asks_again_after_a_day_has_a_new_request(village: Village) -> None:
    event = await day()
    await bookings.ask(event, NORA, tokens.code())
    await Booking.update({Booking.asked_at: now() - timedelta(days=2)}).where(Booking.confirmed_at.is_null())
    await bookings.ask(event, NORA, tokens.code())
    [request] = await waiting()
    assert bookings.holds_its_place(request)


async def test_who_is_registered_and_asks_again_gets_a_letter_and_no_second_place(village: Village) -> None:
    event = await day()
    left = await places.places_left(event)
    await bookings.ask(event, Asker("A", "B", "Amin@example.org"), tokens.code())
    assert await waiting() == [] and await places.places_left(event) == left
    [note] = await letters("events.confirmed")
    assert note.address == "amin@example.org" and note.person is None


async def test_of_several_who_share_an_address_the_one_of_that_name_is_meant(village: Village) -> None:
    shared = "contact@example.org"
    zoe, paul = [await people.add(given, "Ferrand", email=shared) for given in ("Zoe", "Paul")]
    for given, found in (("Zoé", zoe.id), ("Paul", paul.id), ("Anne", None)):
        person = await bookings.person_at(shared, Asker(given, "FERRAND", shared))
        assert (person.id if person else None) == found


@pytest.mark.parametrize("closed", ["begun", "unpublished", "closed", "cancelled"])
async def test_what_is_not_open_takes_nobody(village: Village, closed: str) -> None:
    if closed == "begun":
        await begun()
    elif closed == "unpublished":
        await shift(COMING, published_at=None)
    elif closed == "closed":
        await shift(COMING, bookings_close_at=now() - timedelta(minutes=1))
    else:
        await cancel(await day(), "Non", await seen_by(village, "rita"))
    event = await day()
    with pytest.raises(Conflict):
        await bookings.book(event, await seen_by(village, "mina"))
    with pytest.raises(Conflict):
        await bookings.ask(event, NORA, tokens.code())
    assert await waiting() == []


async def test_the_door_of_a_link_is_its_token(village: Village) -> None:
    await bookings.ask(await day(), NORA, tokens.code())
    [request] = await waiting()
    assert (await bookings.booking_with(request.code, bookings.token_of(request))).id == request.id
    for code, token in ((request.code, "0" * 32), (tokens.code(), bookings.token_of(request)), (request.code, "")):
        with pytest.raises(NotHere):
            await bookings.booking_with(code, token)


async def test_what_was_never_confirmed_is_forgotten_after_a_week(village: Village) -> None:
    event = await day()
    await bookings.ask(event, NORA, tokens.code())
    await bookings.ask(event, Asker("Ida", "Roy", "ida@example.org"), tokens.code())
    first, second = await waiting()
    await confirmations.confirm(second.code, bookings.token_of(second))
    await Booking.update({Booking.asked_at: now() - timedelta(days=8)}).where(Booking.id.is_in([first.id, second.id]))
    await bookings.forget_unanswered()
    assert await waiting() == [] and await Booking.exists().where(Booking.id == second.id)
    assert not await Person.exists().where(Person.email == "nora@example.org")
    await Note.update({Note.asked_at: now() - timedelta(days=8)}).where(Note.address.is_not_null())
    await bookings.forget_unanswered()
    assert not await Note.exists().where(Note.address.is_not_null())
