"""Planned departures: a letter that the pair agrees to leaves by itself, at a day and an hour of its network.

The plan is for one content. Whoever changes the letter afterwards, or takes an agreement back, ends the plan, and the
pair is told; at the hour all is judged once more as if somebody pressed the button. What cannot leave stays, with the
reason, and is not tried again by itself. A plan is moved, or stopped, as long as the letter is here.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mailing.letters import drafts, proofs
from mailing.letters.agreements import case_of, hold, way_of
from mailing.letters.departures import departure_of, send
from mailing.tables import Letter, PlannedDeparture
from network import notes
from network.access import may_animate, viewer_of
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, NotHere
from network.ground.queue import together
from network.ground.words import Sentence, _, say_number, speaking
from network.owners import Owner, owner_of
from network.tables import Community
from network.zones import zone_of

FARTHEST = timedelta(days=366)
PAST = _("This is in the past.")
TOO_LATE = timedelta(hours=6)  # after so long a silence of the house, nobody expects the letter any more


async def plan(letter: Letter, owner: Owner, by: int, digest: str, day: date, hour: time) -> PlannedDeparture:
    """In the place of what was planned before. Raises Fault for an hour that cannot be, Conflict where it may not leave."""
    leave_at = moment_in(await zone_of(owner), day, hour)
    async with together():
        await hold(letter)
        departure = await departure_of(letter, owner, by)
        if departure.digest != digest:
            raise Conflict(_("The letter was changed meanwhile. Please look at it once more before you send it."))
        if departure.hindrance:
            raise Conflict(departure.hindrance)
        before = await of(letter)
        if before and (before.leave_at, before.digest) == (leave_at, digest):
            return before
        await _end(letter, "moved", by)
        planned = PlannedDeparture(letter=letter.id, leave_at=leave_at, digest=digest, planned_by=by, planned_at=now())
        await planned.save()
    return planned


def moment_in(zone: str, day: date, hour: time) -> datetime:
    """A day and an hour as the clock there says them. When it says them twice, the first time."""
    today = now().astimezone(ZoneInfo(zone)).date()
    if day < today:
        raise Fault("day", PAST)
    if day > today + FARTHEST:
        raise Fault("day", _("Please choose a day of the coming year."))
    at = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    there = at.astimezone(UTC).astimezone(ZoneInfo(zone))
    if there.replace(tzinfo=None) != at.replace(tzinfo=None):
        raise Fault("hour", _("That night the clocks go forward, and this hour does not exist: please choose another."))
    if at <= now():
        raise Fault("hour", PAST)
    return at.astimezone(UTC)


async def of(letter: Letter) -> PlannedDeparture | None:
    """What is planned for a letter now."""
    return await PlannedDeparture.objects().where(_is_open(letter)).first()


async def stop(letter: Letter, by: int) -> None:
    """The draft stays, and what the pair agreed to. Raises Conflict where the letter has left."""
    async with together():
        await hold(letter)
        await _end(letter, "stopped", by)


async def review(letter: Letter, owner: Owner, by: int) -> bool:
    """After a change: whether what was planned had to be given up. The pair is told."""
    planned = await of(letter)
    if planned is None:
        return False
    digest = await drafts.digest_of(letter)
    if digest == planned.digest and way_of(await case_of(letter, owner, planned.planned_by or 0, digest)):
        return False
    async with together():
        await _end(letter, "changed", by)
        await _tell(letter, owner)
    return True


async def due() -> list[int]:
    """Those whose hour has come."""
    waiting = PlannedDeparture.ended_at.is_null() & (PlannedDeparture.leave_at <= now())
    return list(await PlannedDeparture.select(PlannedDeparture.id).where(waiting).output(as_list=True))


async def depart(planned_id: int) -> None:
    """At its hour, once; what cannot leave stays, and those who write are told why."""
    planned = await PlannedDeparture.objects().get(PlannedDeparture.id == planned_id)
    if planned is None:
        return
    async with together():
        await Letter.select(Letter.id).where(Letter.id == planned.letter).lock_rows("UPDATE")
        letter = await Letter.objects().get(Letter.id == planned.letter)
        planned = await PlannedDeparture.objects().get(PlannedDeparture.id == planned_id)
        if letter is None or planned is None or planned.ended_at or planned.leave_at > now():
            return
        owner = await owner_of(letter)
        with speaking(letter.language):
            hindrance = await _hindrance(letter, owner, planned)
            if hindrance:
                await _end(letter, "held", None, str(hindrance))
                await _tell(letter, owner)


async def rest_after_restore() -> Sentence | None:
    """A letter that was to leave may have left since the backup was made: none leaves by itself before somebody has looked."""
    ended: dict[Any, Any] = {PlannedDeparture.became: "stopped", PlannedDeparture.ended_at: now()}
    is_open = PlannedDeparture.ended_at.is_null()
    rows = await PlannedDeparture.update(ended).where(is_open).returning(PlannedDeparture.id)
    if not rows:
        return None
    return _("Letters that were to leave by themselves, and do not any more: %(count)s.", count=say_number(len(rows)))


async def _hindrance(letter: Letter, owner: Owner, planned: PlannedDeparture) -> Sentence | None:
    """None: it has left."""
    if planned.leave_at < now() - TOO_LATE:
        return _("The house was closed at that hour, and for long.")
    try:
        by = await viewer_of(planned.planned_by or 0)
    except NotHere:
        return _("Whoever planned it is not here any more.")
    if not may_animate(by, owner):
        return _("Whoever planned it does not animate here any more.")
    try:
        await send(letter, owner, by.person or 0, planned.digest)
    except Conflict as conflict:
        return conflict.sentence
    return None


async def _end(letter: Letter, became: str, by: int | None, because: str = "") -> None:
    ended: dict[Any, Any] = {PlannedDeparture.became: became, PlannedDeparture.because: because}
    ended |= {PlannedDeparture.ended_by: by, PlannedDeparture.ended_at: now()}
    await PlannedDeparture.update(ended).where(_is_open(letter))


def _is_open(letter: Letter) -> Any:
    return (PlannedDeparture.letter == letter.id) & PlannedDeparture.ended_at.is_null()


async def _tell(letter: Letter, owner: Owner) -> None:
    writers = await proofs.writers_of(owner)
    if not writers and isinstance(owner, Community):
        writers = await proofs.coordinators_of(owner.network)
    for person in writers:
        await notes.owe("mailing.stayed", person.id, about=letter.id)
