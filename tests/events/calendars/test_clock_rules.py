from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events.calendars.clock_rules import Rule, rules_of, years_of
from network.ground.zones import CLOCKS


def words(zone: str, first: int = 2026, last: int = 2027) -> list[tuple[int | None, str]]:
    return [(rule.month, rule.weekday) for rule in rules_of(zone, first, last)]


def test_paris_changes_on_two_sundays_and_miquelon_on_two_others() -> None:
    assert words("Europe/Paris") == [(3, "-1SU"), (10, "-1SU")]
    assert words("America/Miquelon") == [(3, "2SU"), (11, "1SU")]


@pytest.mark.parametrize("zone", ["Indian/Reunion", "Pacific/Noumea", "America/Cayenne", "Pacific/Marquesas"])
def test_where_clocks_are_left_alone_there_is_one_rule(zone: str) -> None:
    [rule] = rules_of(zone, 2026, 2026)
    assert rule.change.before == rule.change.after and rule.month is None and rule.change.at.year == 1970


def test_what_follows_the_moon_is_named_change_by_change() -> None:
    rules = rules_of("Africa/Casablanca", 2026, 2026)
    assert len(rules) > 4 and {rule.weekday for rule in rules} == {""}


def shown(zone: str, rules: tuple[Rule, ...], at: datetime) -> timedelta:
    """The offset at that moment, for a reader who has these rules only."""
    moments = []
    for rule in rules:
        years = range(rule.change.at.year, at.year + 2) if rule.weekday else [rule.change.at.year]
        for year in years:
            wall = rule.change.at if not rule.weekday else on(rule, year)
            moments.append((wall.replace(tzinfo=UTC) - rule.change.before, rule.change.after))
    return max(moment for moment in moments if moment[0] <= at)[1]


def on(rule: Rule, year: int) -> datetime:
    assert rule.month
    ordinal, weekday = int(rule.weekday[:-2]), ("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(rule.weekday[-2:])
    start = datetime.combine(datetime(year, rule.month, 1), rule.change.at.time())
    days = [start + timedelta(days=n) for n in range(31)]
    fitting = [day for day in days if day.month == rule.month and day.weekday() == weekday]
    return fitting[ordinal if ordinal < 0 else ordinal - 1]


@given(
    at=some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    zone=some.sampled_from([*CLOCKS, "Africa/Casablanca", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Cairo"]),
)
def test_the_rules_tell_what_the_clock_of_the_place_shows(at: datetime, zone: str) -> None:
    moment = at.replace(tzinfo=UTC)
    assert shown(zone, rules_of(zone, 2026, 2027), moment) == moment.astimezone(ZoneInfo(zone)).utcoffset()


def test_the_last_evening_of_a_year_may_be_of_the_next_elsewhere() -> None:
    night = datetime(2026, 12, 31, 22, tzinfo=UTC)
    assert years_of(night, night + timedelta(hours=1)) == (2026, 2027)
