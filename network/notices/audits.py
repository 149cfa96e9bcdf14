"""Audits of accessibility. Until one is recorded the house says of itself that it is not compliant, and again when the
last one is three years old. The state stands at the foot of every page, so each process looks it up once a minute."""

from datetime import date, timedelta

from network.ground.clock import now, today
from network.ground.errors import Fault
from network.ground.words import Sentence, _
from network.tables import Audit

YEARS = 3  # a declaration is good for so long
FRESH = timedelta(minutes=1)
NOT, PARTLY, FULLY = (
    _("Accessibility: not compliant"),
    _("Accessibility: partly compliant"),
    _("Accessibility: fully compliant"),
)

_known = NOT
_known_at = now() - FRESH


async def latest() -> Audit | None:
    """The one whose day is the newest."""
    return await Audit.objects().order_by(Audit.done_on, ascending=False).order_by(Audit.id, ascending=False).first()


async def record(done_on: date, done_by: str, rate: int, faults: str, by: int) -> Audit:
    """An audit that took place, with what it found."""
    if done_on > today():
        raise Fault("done_on", _("This day is yet to come."))
    audit = Audit(done_on=done_on, done_by=done_by, rate=rate, faults=faults, recorded_by=by, recorded_at=now())
    await audit.save()
    await look()
    return audit


def state_of(audit: Audit | None) -> Sentence:
    """What the law has us say."""
    if audit is None or is_old(audit) or audit.rate < 50:
        return NOT
    return FULLY if audit.rate == 100 else PARTLY


def is_old(audit: Audit) -> bool:
    """Three years later it says nothing any more."""
    return audit.done_on < today() - timedelta(days=365 * YEARS)


async def look() -> None:
    """At the table, now."""
    global _known, _known_at
    _known, _known_at = state_of(await latest()), now()


async def keep_known() -> None:
    """Before a page is drawn: at most once a minute."""
    if now() - _known_at >= FRESH:
        await look()


def known() -> Sentence:
    """As it was when somebody last looked."""
    return _known
