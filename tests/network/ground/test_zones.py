from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from network.ground import zones
from network.ground.clock import HERE, live_by, living_by, wall
from network.ground.words import say_date, say_hour, say_moment, speaking

AFTERNOON = datetime(2026, 12, 3, 10, tzinfo=UTC)  # 11 h in Paris, 14 h in Saint-Denis


def test_a_moment_is_said_on_the_clock_of_its_reader() -> None:
    with speaking("fr"):
        assert say_moment(AFTERNOON) == "jeudi 3 décembre 2026 à 11\u00a0h"
        with living_by("Indian/Reunion"):
            assert say_moment(AFTERNOON) == "jeudi 3 décembre 2026 à 14\u00a0h"
            assert say_date(datetime(2026, 12, 3, 21, tzinfo=UTC)) == "4 décembre 2026"
        assert say_hour(AFTERNOON) == "11\u00a0h", "and nobody else's clock has been moved"


def test_the_clock_of_another_place_is_named_and_one_s_own_is_not() -> None:
    with speaking("fr"):
        said = "jeudi 3 décembre 2026 à 14\u00a0h, heure de La Réunion"
        assert zones.say_moment_there(AFTERNOON, "Indian/Reunion") == said
        with living_by("Indian/Reunion"):
            assert zones.say_moment_there(AFTERNOON, "Indian/Reunion") == "jeudi 3 décembre 2026 à 14\u00a0h"
            assert zones.say_moment_there(AFTERNOON, "Europe/Paris").endswith("11\u00a0h, heure de Paris")
        assert zones.say_moment_there(AFTERNOON, "Europe/Brussels") == say_moment(AFTERNOON), "the same hour there"


@pytest.mark.parametrize("zone", zones.CLOCKS)
def test_each_clock_of_france_is_called_in_french(zone: str) -> None:
    assert zones.is_known(zone) and len(zone) <= 40
    with speaking("fr"):
        assert str(zones.say_clock(zone)).startswith(("heure de", "heure des", "heure d’"))


def test_any_other_place_has_a_name_too() -> None:
    with speaking("fr"):
        assert str(zones.say_clock("Europe/Brussels")) == "heure locale, Bruxelles"
    with speaking("en"):
        assert str(zones.say_clock("Europe/Athens")) == "local time, Athens"


@pytest.mark.parametrize(
    "zone", ["", "Paris", "UTC", "Etc/GMT+1", "Europe/Atlantis", "../../etc/passwd", "Europe/Paris\0"]
)
def test_what_is_no_place_is_no_clock(zone: str) -> None:
    assert not zones.is_known(zone)


def test_nobody_s_clock_is_that_of_the_instance() -> None:
    with living_by("Pacific/Noumea"):
        live_by("")
        assert wall() == HERE


@given(
    at=some.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    zone=some.sampled_from([*zones.CLOCKS]),
    own=some.sampled_from([*zones.CLOCKS]),
)
def test_a_clock_is_named_exactly_where_the_hours_differ(at: datetime, zone: str, own: str) -> None:
    moment = at.replace(tzinfo=UTC)
    with living_by(own):
        differs = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != moment.astimezone(ZoneInfo(own)).replace(
            tzinfo=None
        )
        assert bool(zones.foreign_clock(moment, zone)) == differs
        assert (say_hour(moment, zone) != say_hour(moment)) <= differs


def test_a_day_without_an_hour_has_no_clock() -> None:
    assert zones.foreign_clock(AFTERNOON.date(), "Indian/Reunion") == ""
    assert zones.foreign_clock(AFTERNOON + timedelta(days=1), None) == ""
