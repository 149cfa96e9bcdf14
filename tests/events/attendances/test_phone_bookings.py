import pytest

from events import places
from events.attendances import phone_bookings
from events.bookings import bookings
from events.tables import Booking, WaitingPlace
from network.ground.clock import now
from network.ground.errors import Conflict, NotHere
from network.plug import Village
from network.tables import Affiliation, Note, Organisation, Person
from tests.events.attendances.test_walk_ins import IDA
from tests.events.days import COMING, day, seen_by, shift


async def test_somebody_who_calls_holds_a_place_like_everybody_and_is_told(village: Village) -> None:
    event, hedges, rita = await day(), village.communities["hedges"], await seen_by(village, "rita")
    left = await places.places_left(event)
    for _time in range(2):
        booking = await phone_bookings.book_known(event, hedges, village.people["mina"].code, rita)
    assert left and await places.places_left(event) == left - 1 and booking.college == "citizen"
    assert await Note.count().where(Note.kind == "events.confirmed", Note.person == village.people["mina"].id) == 1
    with pytest.raises(NotHere):
        await phone_bookings.book_known(event, hedges, village.people["odile"].code, rita)


async def test_somebody_new_without_address_is_booked_with_what_they_said(village: Village) -> None:
    event, rita = await day(), await seen_by(village, "rita")
    for _time in range(2):
        booking = await phone_bookings.book_new(event, rita, IDA)
    ida = await Person.objects().get(Person.id == booking.person)
    bees = await Organisation.objects().get(Organisation.name == "Les Abeilles")
    assert ida and bees and ida.email is None and "Planter en année sèche" in ida.known_from
    assert (booking.organisation, str(booking.college)) == (bees.id, "civil")
    assert await Booking.count().where(Booking.person == ida.id) == 1
    assert await Affiliation.count().where(Affiliation.person == ida.id) == 1


async def test_of_a_full_day_whoever_calls_stands_in_the_waiting_list(village: Village) -> None:
    event, rita = await shift(COMING, capacity=3), await seen_by(village, "rita")
    for _time in range(2):
        place = await phone_bookings.book_new(event, rita, IDA)
    ida = await Person.objects().get(Person.code == IDA.code)
    bees = await Organisation.objects().get(Organisation.name == "Les Abeilles")
    assert isinstance(place, WaitingPlace) and ida and bees
    assert (place.person, place.organisation, place.college) == (ida.id, bees.id, "civil")
    assert await WaitingPlace.count() == 1 and await places.held_places(event.id) == 3


async def test_a_closed_day_is_closed_on_the_phone_too_and_nobody_is_added(village: Village) -> None:
    event, rita = await shift(COMING, bookings_close_at=now()), await seen_by(village, "rita")
    with pytest.raises(Conflict):
        await phone_bookings.book_new(event, rita, IDA)
    with pytest.raises(Conflict):
        await phone_bookings.book_known(event, village.communities["hedges"], village.people["mina"].code, rita)
    assert not await Person.exists().where(Person.code == IDA.code)
    assert await bookings.booking_of(event, village.people["mina"].id) is None
