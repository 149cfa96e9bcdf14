"""Headcounts: how many came, where nobody's name was taken: a market stall, a walk, a room of two hundred. Who counted
and how stands beside the number. A correction is a row of its own, with its reason; the last one counts.

A number without names makes participations, never participants: it does not say whether somebody came twice.
"""

from events.attendances.attendance import require_ticking
from events.events import locked
from events.tables import Event, Headcount
from network.access import Viewer
from network.ground.clock import now
from network.ground.errors import Fault
from network.ground.forms import MISSING, NO_CHOICE
from network.ground.queue import together
from network.ground.words import Sentence, _

WAYS: dict[str, Sentence] = {
    "door": _("counted at the door"),
    "room": _("counted in the room"),
    "sheet": _("counted on the signed sheet"),
    "screen": _("read on the screen of the online meeting"),
    "estimate": _("estimated"),
}


async def record(
    event: Event, people: int, how: str, counted_by: str, because: str, by: Viewer, code: str
) -> Headcount:
    """On the day or afterwards. Sent twice is once; the same number once more is no correction. Raises Fault, Conflict."""
    require_ticking(event)
    if how not in WAYS:
        raise Fault("how", NO_CHOICE)
    async with together():
        held = await locked(event.id)
        known = await Headcount.objects().where(Headcount.code == code, Headcount.event == held.id).first()
        before = await count_of(held)
        if known:
            return known
        if before and (before.people, before.how, before.counted_by) == (people, how, counted_by):
            return before
        if before and not because:
            raise Fault("because", MISSING)
        row = Headcount(code=code, event=held.id, people=people, how=how, counted_by=counted_by)
        row.because, row.written_by, row.written_at = because if before else "", by.person, now()
        await row.save()
    return row


async def count_of(event: Event) -> Headcount | None:
    """The number that counts."""
    return await Headcount.objects().where(Headcount.event == event.id).order_by(Headcount.id, ascending=False).first()


async def counts_of(event: Event) -> list[Headcount]:
    """All that was written down, the last first."""
    return await Headcount.objects().where(Headcount.event == event.id).order_by(Headcount.id, ascending=False)
