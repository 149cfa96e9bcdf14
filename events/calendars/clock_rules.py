"""Clock rules: when the clocks of a place are put forward and back, told in the few rules of a VTIMEZONE (RFC 5545, 3.6.5).

Drawn from the IANA database that Python carries, for the years that a calendar is about. Where a change comes back each
year on the same Sunday at the same hour (Paris, Miquelon), it is one rule; where it does not (Casablanca, whose clocks
follow Ramadan), each change of those years is named; where clocks are left alone (Saint-Denis, Nouméa), there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AHEAD = 4  # years: what has come back for so long and more is taken for a rule
EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Change:
    """The moment at which clocks are changed, as the wall showed it just before, and what they show from then on."""

    at: datetime  # naive: on the wall
    before: timedelta
    after: timedelta
    name: str

    @property
    def is_forward(self) -> bool:
        return self.after > self.before


@dataclass(frozen=True)
class Rule:
    """A change and, where it comes back every year, the Sunday on which it does: « the last one of October », -1SU."""

    change: Change
    month: int | None = None
    weekday: str = ""


@cache
def rules_of(zone: str, first: int, last: int) -> tuple[Rule, ...]:
    """What is in force from the first of these years to the last, both counted."""
    there, changes = ZoneInfo(zone), _changes(zone, first - 1, last + AHEAD)
    start = there.utcoffset(datetime(first - 1, 1, 1))
    assert start is not None
    before = Change(EPOCH, start, start, there.tzname(datetime(first - 1, 1, 1)) or zone)
    if not changes:
        return (Rule(before),)
    kinds = [[*those] for _kind, those in groupby(sorted(changes, key=_kind), key=_kind)]
    years = range(first - 1, last + AHEAD + 1)
    regular = [_yearly(kind) for kind in kinds if [change.at.year for change in kind] == [*years]]
    if len(regular) == len(kinds) and all(regular):
        return tuple(rule for rule in regular if rule)
    return (Rule(before), *(Rule(change) for change in changes if change.at.year <= last + 1))


def _kind(change: Change) -> tuple[timedelta, timedelta, str]:
    return change.before, change.after, change.name


def _yearly(changes: list[Change]) -> Rule | None:
    """The rule that all of them follow, if there is one."""
    first = changes[0]
    if len({(change.at.month, change.at.weekday(), change.at.time()) for change in changes}) > 1:
        return None
    weekday = DAYS[first.at.weekday()]
    if all((change.at + timedelta(days=7)).month != change.at.month for change in changes):
        return Rule(first, first.at.month, f"-1{weekday}")
    ordinals = {(change.at.day - 1) // 7 + 1 for change in changes}
    return Rule(first, first.at.month, f"{ordinals.pop()}{weekday}") if len(ordinals) == 1 else None


def _changes(zone: str, first: int, last: int) -> list[Change]:
    return [*_found(ZoneInfo(zone), datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC))]


def _found(there: ZoneInfo, since: datetime, until: datetime) -> Iterator[Change]:
    """Looked for day by day, then to the second."""
    at, step = since, timedelta(days=1)
    while at < until:
        if _offset(there, at) != _offset(there, at + step):
            low, high = at, at + step
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if _offset(there, middle) == _offset(there, low) else (low, middle)
            before, after = _offset(there, low), _offset(there, high)
            name = high.astimezone(there).tzname() or str(there)
            yield Change((high + before).replace(tzinfo=None), before, after, name)
        at += step


def _offset(there: ZoneInfo, at: datetime) -> timedelta:
    found = at.astimezone(there).utcoffset()
    assert found is not None
    return found


def years_of(first: datetime, last: datetime) -> tuple[int, int]:
    """Those that a calendar from the one moment to the other is about, wherever they are said."""
    days: tuple[date, date] = ((first - timedelta(days=1)).date(), (last + timedelta(days=1)).date())
    return days[0].year, days[1].year
