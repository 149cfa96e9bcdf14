"""Far away: a network that lives by another clock than the instance's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from events import coming
from events.tables import Booking, Event
from network.access import Audience, viewer_for
from network.ground.clock import today
from network.ground.words import speaking
from network.notes import write
from network.plug import Period, Village
from network.reports import reports
from network.tables import Network, Note
from tests.conftest import Visitor
from tests.events.days import COMING, day, seen_by, shift
from tests.network.test_sign_in import signed_in

REUNION = ZoneInfo("Indian/Reunion")


async def move(village: Village) -> None:
    await Network.update({Network.time_zone: "Indian/Reunion"}).where(Network.id == village.networks["occitanie"].id)


async def far_away(village: Village) -> Event:
    """The day to come, from two in the afternoon, four hours before Paris (three in summer)."""
    await move(village)
    begins = datetime.combine(today() + timedelta(days=10), datetime.min.time(), REUNION).replace(hour=14)
    return await shift(
        COMING, time_zone="Indian/Reunion", starts_at=begins, ends_at=begins + timedelta(hours=3), capacity=None
    )


async def test_hours_are_typed_as_the_clock_of_the_network_shows_them(village: Village, visitor: Visitor) -> None:
    await move(village)
    await signed_in(visitor, "rita@example.org")
    planned = await visitor.submit(
        "/communities/hedges/events",
        code="farawayday",
        title="Loin",
        on=(today() + timedelta(days=5)).isoformat(),
        starts="14:00",
        ends="17:00",
        organised_by=village.people["rita"].code,
    )
    assert "heure de" not in planned.text, "one's own clock is not named"
    event = await day("farawayday")
    assert event.time_zone == "Indian/Reunion" and event.starts_at.astimezone(UTC).hour == 10
    form = await visitor.get("/events/farawayday/edit")
    assert 'value="14:00"' in form.text and "heure de" not in form.text


async def test_a_reader_who_lives_elsewhere_is_told_whose_clock_it_is(village: Village, visitor: Visitor) -> None:
    await far_away(village)
    for path in (f"/events/{COMING}", "/events", f"/events/{COMING}/bookings/new"):
        assert "de 14\u00a0h à 17\u00a0h, heure de La Réunion" in (await visitor.get(path)).text, path
    assert "14\u00a0h, heure de La Réunion" in (await visitor.get("/communities/hedges")).text
    await signed_in(visitor, "mina@example.org")
    for path in (f"/events/{COMING}", "/events", "/communities/hedges"):
        shown = (await visitor.get(path)).text
        assert "14\u00a0h" in shown and "heure de La Réunion" not in shown, path
    assert "12\u00a0h\u00a030, heure de Paris" in (await visitor.get("/events/occitanday")).text, (
        "planned on that clock"
    )


async def test_whoever_animates_from_elsewhere_is_told_on_the_form(village: Village, visitor: Visitor) -> None:
    await move(village)
    await signed_in(visitor, "ada@example.org")  # the administration stands in no network
    assert "heure de La Réunion" in (await visitor.get("/communities/hedges/events/new")).text


async def test_letters_say_the_hour_on_the_clock_of_the_day_and_name_it_for_others(village: Village) -> None:
    await far_away(village)
    booking = await Booking.objects().where(Booking.person == village.people["lucie"].id).first()
    assert booking
    said = {}
    for who in ("lucie", "amin"):
        mine = await Booking.objects().where(Booking.person == village.people[who].id).first()
        assert mine
        note = Note(kind="events.confirmed", person=village.people[who].id, subject=mine.id)
        mine.event = (await day()).id
        await mine.save()
        letter = await write(note)
        assert letter
        said[who] = letter.text
    assert "14\u00a0h à 17\u00a0h, heure de La Réunion" in said["lucie"]
    assert "14\u00a0h à 17\u00a0h" in said["amin"] and "heure de" not in said["amin"]


async def test_the_block_of_a_letter_and_the_month_of_the_agenda_go_by_that_clock(village: Village) -> None:
    await move(village)
    newyear = datetime(today().year + 1, 1, 1, 0, 30, tzinfo=REUNION)  # in Paris it is still December
    event = await shift(COMING, time_zone="Indian/Reunion", starts_at=newyear, ends_at=newyear + timedelta(hours=2))
    assert [first.month for first, _days in coming.by_month([event])] == [1]
    hedges = village.communities["hedges"]
    reader = viewer_for(Audience(hedges, "public"))
    until_new_year = Period(today(), newyear.date() - timedelta(days=1))
    assert (await coming.fill(reader, hedges, until_new_year)).items == []
    [item] = (await coming.fill(reader, hedges, Period(today(), newyear.date()))).items
    assert item.zone == "Indian/Reunion"


async def test_a_day_of_the_report_is_a_day_there(village: Village) -> None:
    await move(village)
    hedges = village.communities["hedges"]
    last = datetime(today().year - 1, 12, 31, 23, 30, tzinfo=REUNION)
    await Network.raw("UPDATE network_community SET opened_on = '2020-01-01' WHERE id = {}", hedges.id)
    await shift("hedgespast", time_zone="Indian/Reunion", starts_at=last - timedelta(hours=2), ends_at=last)
    hedges.opened_on = last.date().replace(month=1, day=1)
    with speaking("fr"):
        report = await reports.report_for(await seen_by(village, "rita"), hedges, last.year)
        rows = [row for section in report.sections for listing in section.listings for row in listing.rows]
    assert any(row[0] == f"31 décembre {last.year}" and "Tailler sans abîmer" in row[1] for row in rows), rows
