"""Mandates: dated offices, as they are told and ended. Person, unit and role of a mandate never change.

Ending one says who and why. What was held stays readable, row by row.
"""

from datetime import date
from typing import Any

import msgspec

from network import notes, objections
from network.access import Viewer
from network.ground.clock import today
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.letterpress import Pressed, press
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _, say_date
from network.owners import numbers_of
from network.tables import Community, Mandate, Network, Note, Person, holds_on

EARLIEST, AHEAD = 1950, 10  # years in which a mandate begins


class Held(msgspec.Struct):
    """A row of the history: who held which office, from when to when, by whom and why."""

    code: str
    person: int | None
    name: str  # empty: somebody erased
    title: str | None  # of the seat
    position: int | None
    since_on: date
    until_on: date | None
    because: str
    appointed_by: str | None
    end_because: str
    ended_by: str | None

    def is_over(self, day: date) -> bool:
        """No longer covers that day."""
        return self.until_on is not None and self.until_on <= day


def require_dates(since: date, until: date | None) -> None:
    """Raises Fault("until_on") for an end that is not after the beginning, Fault("since_on") for a year that is none of
    ours."""
    last = today().year + AHEAD
    if not EARLIEST <= since.year <= last:
        said = _("Is this year right? Between %(first)s and %(last)s is expected.", first=EARLIEST, last=last)
        raise Fault("since_on", said)
    if until and until <= since:
        raise Fault("until_on", _("The end comes before the beginning."))


async def end(mandate: Mandate, because: str, by: int, on: date | None = None) -> Mandate:
    """That day is not covered any more. Ended twice for the same day, it is ended once. Raises Fault("on"), Conflict."""
    day = on or today()
    async with together():
        held = await Mandate.objects().where(Mandate.id == mandate.id).lock_rows("UPDATE").first()
        assert held is not None  # a mandate is never deleted
        if held.ended_by is not None:
            if held.until_on == day:
                return held
            raise Conflict(_("This mandate has been ended already."))
        if day < held.since_on:
            raise Fault("on", _("The mandate begins on %(day)s: it cannot end before.", day=say_date(held.since_on)))
        if held.until_on and day > held.until_on:
            raise Fault("on", _("The mandate ends on %(day)s at the latest.", day=say_date(held.until_on)))
        held.until_on, held.ended_by, held.end_because = day, by, because
        await held.save([Mandate.until_on, Mandate.ended_by, Mandate.end_because])
        if by != held.person:
            await notes.owe("network.mandate_ended", to=held.person, about=held.id)
    return held


async def holder_of(mandate: Mandate) -> Person | None:
    """Nobody: they were erased."""
    return await Person.objects().where(Person.id == (mandate.person or 0)).first()


async def reach(person: Person | None, viewer: Viewer) -> str:
    """Whether the letter about an office arrives: "told"; or why none goes: to oneself, to who wants none, to nowhere."""
    if person is None or person.id == viewer.person:
        return "self"
    if not person.email:
        return "nowhere"
    return "spared" if await objections.of(person.id) else "told"


async def is_the_last(mandate: Mandate) -> bool:
    """Nobody else coordinates that network today, or administers the instance."""
    others = (Mandate.role == mandate.role) & (Mandate.person != mandate.person) & holds_on(today())
    here = Mandate.network == mandate.network if mandate.network else Mandate.network.is_null()
    return not await Mandate.exists().where(others & here)


async def history(owner: Community | Network) -> list[Held]:
    """Of the pair of a community, or of a network's coordination: the newest first."""
    rows = await Mandate.raw(
        """
        SELECT mandate.code, mandate.person, coalesce(trim(person.given_name || ' ' || person.family_name), '') AS name,
               seat.title, seat.position, mandate.since_on, mandate.until_on, mandate.because, mandate.end_because,
               trim(appointer.given_name || ' ' || appointer.family_name) AS appointed_by,
               trim(ender.given_name || ' ' || ender.family_name) AS ended_by
        FROM network_mandate AS mandate
        LEFT JOIN network_person AS person ON person.id = mandate.person
        LEFT JOIN network_seat AS seat ON seat.id = mandate.seat
        LEFT JOIN network_team AS team ON team.id = mandate.team AND team.kind = 'pair'
        LEFT JOIN network_person AS appointer ON appointer.id = mandate.appointed_by
        LEFT JOIN network_person AS ender ON ender.id = mandate.ended_by
        WHERE team.community = {} OR mandate.network = {}
        ORDER BY mandate.until_on DESC NULLS FIRST, seat.position, mandate.since_on DESC, mandate.id DESC
        """,
        *numbers_of(owner),
    )
    return msgspec.convert(rows, list[Held])


async def told(mandate: Mandate) -> Held:
    """One row of the history."""
    unit = await unit_of(mandate)
    return next(row for row in await history(unit) if row.code == mandate.code)


async def unit_of(mandate: Mandate) -> Community | Network:
    """Whose office it is: of a community, through its pair, or of a network. Raises NotHere for the instance's."""
    row = await Mandate.select(Mandate.network, Mandate.team.community).where(Mandate.id == mandate.id).first()
    assert row is not None
    table: type[Community | Network] = Community if row["team.community"] else Network
    found = await table.objects().get(table._meta.primary_key == (row["team.community"] or row["network"] or 0))
    if found is None:
        raise NotHere
    return found


async def write_appointed(note: Note) -> Pressed | None:
    """To whoever received an office."""
    mandate = await Mandate.objects(Mandate.appointed_by).get(Mandate.id == note.subject)
    if mandate is None:
        return None
    unit = await unit_of(mandate)
    parts = {"unit": unit.name, "day": say_date(mandate.since_on)}
    said = {
        "gardener": _("From %(day)s on you are a gardener of %(unit)s.", **parts),
        "coordinator": _("From %(day)s on you coordinate %(unit)s.", **parts),
    }[mandate.role]
    return _press(_("Your mandate in %(unit)s", unit=unit.name), said, mandate.because, mandate.appointed_by, unit)


async def write_ended(note: Note) -> Pressed | None:
    """To whoever held it."""
    mandate = await Mandate.objects(Mandate.ended_by).get(Mandate.id == note.subject)
    if mandate is None or mandate.until_on is None:
        return None
    unit = await unit_of(mandate)
    parts = {"unit": unit.name, "day": say_date(mandate.until_on)}
    said = _("Your mandate in %(unit)s ends on %(day)s: that day is not counted any more.", **parts)
    return _press(_("Your mandate in %(unit)s", unit=unit.name), said, mandate.end_because, mandate.ended_by, unit)


def _press(subject: Sentence, sentence: Sentence, because: str, by: Any, unit: Community | Network) -> Pressed:
    link = settings().address + unit.path
    name = by.name if by else ""
    facts = {"because": because, "by": name, "link": link, "button": _("See the page")}
    return press("network/letters/told", subject, sentence=sentence, owner=unit, **facts)


WRITERS = {"network.appointed": write_appointed, "network.mandate_ended": write_ended}
