"""Gatherings: three years of meeting days, webinars and trainings, and those to come in the next nine months.

Those to come are planned and published by the verbs. The past is written as rows, with those who registered, came and
spoke: the verbs would write thousands of letters about it, at the hour of now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any
from urllib.parse import urlsplit

from deploy.demonstration.chance import ago, at, by_now, code, keep, read, stream
from deploy.demonstration.paths import Way
from deploy.demonstration.places import Place
from events import events, sessions
from events.attendances.attendance import CAME, ORGANISED, SPOKE
from events.facts import Facts
from events.tables import Attendance, Booking, Event, Session
from network.access import viewer_of
from network.acts import ActKind
from network.ground.settings import settings
from network.tables import Act, Territory

FARTHEST = 280  # days ahead
REGISTERS = {1: 0.5, 2: 0.26, 3: 0.1}  # by circle
WEBINAR, CLOSED = {"webinar": 0.75}, 1.7  # how much likelier than a day nearby
WITHDRAWS, COMES, WALKS_IN = 0.06, 0.78, 0.04
OPEN_FOR = 60  # days ahead that people register
AGENDAS = {"webinar": "webinar", "training": "training"}
ONLINE = "En visioconférence"


@dataclass
class Gathering:
    """An event with what the file says of it."""

    row: Event
    said: dict[str, Any]
    agenda: list[list[str]]
    day: date


def days_of(age: int, chance: Random) -> Iterator[date]:
    """One in about six weeks, from the opening on, when people meet; never today, half past and half to come."""
    left = age - chance.randint(20, 40)
    while left > -FARTHEST:
        day = ago(left)
        while day.weekday() > 4 or day == ago(0) or _is_holiday(day):
            day += timedelta(days=1)
        yield day
        left -= chance.randint(40, 52)


def _is_holiday(day: date) -> bool:
    """Around the turn of the year, and in August."""
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 4) or (day.month == 8 and day.day < 24)


async def gather(place: Place) -> list[Gathering]:
    """All of a community, with its agendas; then who registered and who came."""
    said = read("events.toml")
    chance = stream(f"events of {place.row.slug}")
    ours = [one for one in said["events"] if one["theme"] == place.theme]
    age = (ago(0) - place.row.opened_on).days
    found = []
    for number, day in enumerate(days_of(age, chance)):
        one = ours[number % len(ours)]
        agenda = said["agendas"][one.get("agenda") or AGENDAS[one["kind"]]]
        commune = chance.choice(place.said["communes"])
        venue = ONLINE if one["kind"] == "webinar" else chance.choice(said["venues"][commune])
        if day > ago(0):
            found.append(await _to_come(place, one, agenda, day, venue, commune, chance))
        else:
            found.append(_past(place, one, agenda, day, venue, chance))
    past = [one for one in found if one.day < ago(0)]
    await keep([one.row for one in past])
    await keep([row for one in past for row in _sessions(one, chance)])
    await _people(place, found, stream(f"attendance of {place.row.slug}"))
    return found


async def _to_come(
    place: Place, said: dict[str, Any], agenda: list[list[str]], day: date, venue: str, commune: str, chance: Random
) -> Gathering:
    by = await viewer_of(place.pair[0].number)
    where = await Territory.objects().where(Territory.kind == "commune", Territory.code == commune).first()
    facts = Facts(
        title=said["title"],
        summary=said["summary"],
        on=day,
        starts=time.fromisoformat(agenda[0][0]),
        ends=time.fromisoformat(agenda[-1][1]),
        place_name=venue,
        territory=where.id if where and venue != ONLINE else None,
        capacity=said.get("capacity"),
        reach=said.get("reach", "public"),
        organised_by=by.person,
        kind=said["kind"],
    )
    event = await events.plan(place.row, facts, by, code=code(chance))
    for starts, ends, title, form in agenda:
        hours = time.fromisoformat(starts), time.fromisoformat(ends)
        await sessions.add(event, *hours, title, form, code=code(chance))
    await events.publish(event, by)
    return Gathering(event, said, agenda, day)


def _past(
    place: Place, said: dict[str, Any], agenda: list[list[str]], day: date, venue: str, chance: Random
) -> Gathering:
    event = Event(code=code(chance), community=place.row.id, kind=said["kind"], title=said["title"])
    event.uid = f"{event.code}@{urlsplit(settings().address).hostname}"
    event.summary, event.reach, event.place_name = said["summary"], said.get("reach", "public"), venue
    event.starts_at = at(day, time.fromisoformat(agenda[0][0]))
    event.ends_at = at(day, time.fromisoformat(agenda[-1][1]))
    event.capacity = said.get("capacity")
    event.organised_by = event.planned_by = event.published_by = chance.choice(place.pair).number
    event.planned_at = event.published_at = event.changed_at = at(day - timedelta(days=45))
    return Gathering(event, said, agenda, day)


def _sessions(one: Gathering, chance: Random) -> Iterator[Session]:
    for starts, ends, title, form in one.agenda:
        row = Session(code=code(chance), event=one.row.id, title=title, format=form)
        row.starts_at, row.ends_at = (at(one.day, time.fromisoformat(hour)) for hour in (starts, ends))
        yield row


async def _people(place: Place, gatherings: list[Gathering], chance: Random) -> None:
    """Who registered; and of the past who came, spoke, and had organised it."""
    bookings: list[Booking] = []
    came: list[tuple[Gathering, Way, Booking | None]] = []
    for one in gatherings:
        if one.day > ago(-OPEN_FOR):
            continue
        is_past = one.day < ago(0)
        left = (one.row.capacity or 10_000) - (0 if is_past else 1)  # of those to come a place is free
        for way in chance.sample(place.ways, len(place.ways)):
            if left and _registers(one, way, chance):
                booking = _booking(one, way, chance)
                bookings.append(booking)
                left -= booking.cancelled_at is None
                if is_past and booking.cancelled_at is None and chance.random() < COMES:
                    came.append((one, way, booking))
            elif is_past and _walks_in(one, way, chance):
                came.append((one, way, None))
    await keep(bookings)
    await _attended(place, gatherings, came, chance)


def _registers(one: Gathering, way: Way, chance: Random) -> bool:
    circle = way.circle_on(min(one.day, ago(0)))
    if circle is None or (one.row.reach == "circle_1" and circle > 1):
        return False
    wants = REGISTERS[circle] * way.who.eagerness * WEBINAR.get(one.row.kind, 1)
    return chance.random() < min(0.95, wants * (CLOSED if one.row.reach == "circle_1" else 1))


def _walks_in(one: Gathering, way: Way, chance: Random) -> bool:
    circle = way.circle_on(one.day)
    if circle is None or one.row.reach == "circle_1":
        return False
    return chance.random() < WALKS_IN * way.who.eagerness / circle


def _booking(one: Gathering, way: Way, chance: Random) -> Booking:
    booking = Booking(code=code(chance), event=one.row.id, person=way.who.number, college=way.who.college)
    booking.organisation = way.who.organisation.id if way.who.organisation else None
    day = min(one.day - timedelta(days=chance.randint(1, 25)), ago(chance.randint(1, 9)))
    booking.asked_at = booking.confirmed_at = at(day)
    if chance.random() < WITHDRAWS:
        booking.cancelled_at = by_now(at(day + timedelta(days=1)))
    return booking


async def _attended(
    place: Place, gatherings: list[Gathering], came: list[tuple[Gathering, Way, Booking | None]], chance: Random
) -> None:
    attendances, acts = [], []
    speakers: dict[int, int] = {}
    for one, way, booking in came:
        row = Attendance(code=code(chance), event=one.row.id, person=way.who.number, college=way.who.college)
        row.organisation = way.who.organisation.id if way.who.organisation else None
        row.booking = booking.id if booking else None
        row.ticked_by, row.ticked_at = one.row.organised_by, at(one.day, time(18))
        attendances.append(row)
        acts.append(_act(CAME, place, one, way))
        if way.circle_on(one.day) in (1, 2) and speakers.get(one.row.id, 0) < 2 and chance.random() < 0.3:
            speakers[one.row.id] = speakers.get(one.row.id, 0) + 1
            acts.append(_act(SPOKE, place, one, way))
    gardeners = {way.who.number: way for way in [*(Way(who, []) for who in place.pair), *place.ways]}
    acts += [_act(ORGANISED, place, one, gardeners[one.row.organised_by]) for one in gatherings if one.day < ago(0)]
    await keep(attendances)
    await keep(acts)


def _act(kind: ActKind, place: Place, one: Gathering, way: Way) -> Act:
    """As acts.record() would have written it that day."""
    act = Act(kind=kind.name, weight=kind.weight, person=way.who.number, community=place.row.id)
    act.subject, act.done_on, act.college = one.row.id, one.day, way.who.college
    act.organisation = way.who.organisation.id if way.who.organisation else None
    return act
