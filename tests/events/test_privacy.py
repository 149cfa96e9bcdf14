from events import privacy
from events.bookings import bookings
from events.bookings.bookings import Asker
from events.calendars import feeds
from events.tables import Attendance, Booking, Event
from network.access import viewer_of
from network.ground import tokens
from network.plug import Village
from network.privacy import forget
from network.tables import Note
from tests.events.days import PAST, day


async def test_what_is_held_on_somebody_is_shown(village: Village) -> None:
    await feeds.make(await viewer_of(village.people["amin"]), "Mon téléphone", "all", tokens.code())
    shown = {table.__name__: await holding.show(village.people["amin"]) for table, holding in privacy.HOLDINGS.items()}
    assert {name: len(held.facts) for name, held in shown.items()} == {
        "Event": 0,
        "Booking": 2,
        "WaitingPlace": 0,
        "Invitation": 0,
        "Headcount": 0,
        "Paper": 0,
        "Attendance": 1,
        "Feed": 1,
        "Reminder": 0,
        "Thanks": 0,
    }
    prepared = await privacy.show_events(village.people["rita"])
    assert [fact["title"] for fact in prepared.facts] == ["Tailler sans abîmer", "Planter en année sèche"]


async def test_whoever_is_forgotten_leaves_counts_and_nothing_that_leads_to_them(village: Village) -> None:
    past, amin = await day(PAST), village.people["amin"]
    await bookings.ask(await day(), Asker("A", "B", "amin2@example.org"), tokens.code())
    await Booking.update({Booking.address: amin.email}).where(Booking.confirmed_at.is_null())
    await Note.update({Note.address: amin.email}).where(Note.address.is_not_null())
    before = [await table.count().where(table.event == past.id) for table in (Booking, Attendance)]
    await forget(amin)
    after = [await table.count().where(table.event == past.id) for table in (Booking, Attendance)]
    assert not await Note.exists().where(Note.address == amin.email)
    assert before == after and not await Booking.exists().where(Booking.address.is_not_null())
    [row] = await Attendance.objects().where(Attendance.event == past.id, Attendance.person.is_null())
    assert row.somebody and row.college == "expert"


async def test_days_stay_when_their_gardener_goes(village: Village) -> None:
    await forget(village.people["rita"])
    event = await day()
    assert event.organised_by is event.planned_by is event.published_by is None
    assert await Event.count() == 4
