from datetime import timedelta

import pytest

from events import events
from events.bookings import bookings, confirmations, withdrawals
from events.bookings.bookings import Asker
from events.tables import Booking
from network.ground import tokens
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere, Refusal
from network.plug import Village
from network.tables import Affiliation, Note, Organisation, Person
from tests.events.bookings.test_bookings import NORA
from tests.events.days import begun, day, seen_by


async def asked(asker: Asker = NORA) -> tuple[str, str]:
    await bookings.ask(await day(), asker, code := tokens.code())
    request = await Booking.objects().get(Booking.code == code)
    assert request
    return code, bookings.token_of(request)


async def test_an_address_that_nobody_has_becomes_a_person_known_from_the_day(village: Village) -> None:
    link = await asked()
    assert not await Person.exists().where(Person.email == "nora@example.org"), "not before it answers"
    booking = await confirmations.confirm(*link)
    nora = await Person.objects().get(Person.id == booking.person)
    assert nora and (nora.name, nora.email) == ("Nora Klein", "nora@example.org")
    assert "Planter en année sèche" in nora.known_from and "Haies et bocages" in nora.known_from
    bees = await Organisation.objects().get(Organisation.name == "Les Abeilles")
    affiliation = await Affiliation.objects().get(Affiliation.person == nora.id)
    assert bees and affiliation and (affiliation.college, affiliation.organisation) == ("civil", bees.id)
    assert (booking.organisation, booking.college) == (bees.id, "civil") and booking.address is None
    assert await Note.exists().where(Note.kind == "events.confirmed", Note.person == nora.id)


async def test_confirmed_twice_is_confirmed_once(village: Village) -> None:
    link = await asked()
    assert (await confirmations.confirm(*link)).id == (await confirmations.confirm(*link)).id
    assert await Person.count().where(Person.email == "nora@example.org") == 1
    assert await Note.count().where(Note.kind == "events.confirmed") == 1


async def test_the_one_person_who_has_the_address_is_meant_whatever_name_was_typed(village: Village) -> None:
    booking = await confirmations.confirm(*await asked(Asker("M.", "C.", "mina@example.org")))
    assert booking.person == village.people["mina"].id
    assert await Person.count().where(Person.email == "mina@example.org") == 1


async def test_who_registered_meanwhile_with_the_button_keeps_that_one_place(village: Village) -> None:
    link = await asked(Asker("Mina", "Costa", "mina@example.org"))
    first = await bookings.book(await day(), await seen_by(village, "mina"))
    assert (await confirmations.confirm(*link)).id == first.id
    assert await Booking.count().where(Booking.person == village.people["mina"].id) == 1


async def test_a_wrong_token_confirms_nothing(village: Village) -> None:
    code, _token = await asked()
    with pytest.raises(NotHere):
        await confirmations.confirm(code, "f" * 32)
    assert not await Booking.exists().where(Booking.code == code, Booking.confirmed_at.is_not_null())


async def test_a_link_older_than_a_day_says_so_and_makes_nobody(village: Village) -> None:
    code, _token = await asked()
    await Booking.update({Booking.asked_at: now() - timedelta(hours=25)}).where(Booking.code == code)
    booking = await Booking.objects().get(Booking.code == code)
    assert booking
    with pytest.raises(Refusal, match="24 hours"):
        await confirmations.confirm(code, bookings.token_of(booking))
    assert not await Person.exists().where(Person.email == "nora@example.org")


async def test_a_cancelled_day_a_begun_one_and_a_withdrawn_request_are_not_confirmed(village: Village) -> None:
    withdrawn = await asked(Asker("Ida", "Roy", "ida@example.org"))
    await withdrawals.withdraw(await bookings.booking_with(*withdrawn))
    with pytest.raises(Refusal, match="withdrawn"):
        await confirmations.confirm(*withdrawn)
    link = await asked()
    await events.cancel(await day(), "Tempête", await seen_by(village, "rita"))
    with pytest.raises(Conflict, match="cancelled"):
        await confirmations.confirm(*link)


async def test_nothing_is_confirmed_once_the_day_has_begun(village: Village) -> None:
    link = await asked()
    await begun()
    with pytest.raises(Conflict):
        await confirmations.confirm(*link)
