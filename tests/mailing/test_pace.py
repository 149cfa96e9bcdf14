import pytest

from mailing.pace import IN_SERIES, LONGEST, Pace


class Clock:
    at = 100.0

    def __call__(self) -> float:
        return self.at


def test_turned_away_again_and_again_it_rests_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    clock, rests = Clock(), []
    pace = Pace(clock=clock)
    for _ in range(14):
        pace.turned_away("421 slowly")
        rests.append(pace.pause)
        clock.at += pace.pause
    assert rests[:4] == [1, 2, 4, 8] and rests[-1] == LONGEST == 900 and pace.said == "421 slowly"


def test_said_to_all_lines_at_once_it_is_one_rest() -> None:
    pace = Pace(clock=Clock())
    for _ in range(4):
        pace.turned_away("gone")
    assert pace.pause == 1 and pace.rests == 1


def test_twenty_letters_taken_forget_one_step() -> None:
    pace = Pace(rests=3, clock=Clock())
    for _ in range(39):
        pace.taken()
    assert pace.rests == 2
    pace.taken()
    assert pace.rests == 1


@pytest.mark.parametrize("said", ["451 later", "550 5.1.1 nobody here"])
def test_said_to_ten_in_series_at_three_places_it_is_about_us(said: str) -> None:
    pace = Pace(clock=Clock())
    places = [f"town{n % 3}.example" for n in range(IN_SERIES)]
    assert [pace.not_taken(place, said) for place in places] == [False] * 9 + [True]
    assert pace.pause == 1 and pace.said == said


def test_one_taken_between_them_says_that_it_was_about_them() -> None:
    pace = Pace(clock=Clock())
    for n in range(30):
        assert not pace.not_taken(f"town{n}.example", "451 later")
        if n % 9 == 0:
            pace.taken()
    assert pace.pause == 0


def test_a_town_hall_that_closed_slows_nobody_but_a_relay_that_knows_us_no_more_does() -> None:
    pace = Pace(clock=Clock())
    assert not any(pace.not_taken("closed.example", "550 5.1.1 nobody here") for _ in range(300))
    assert pace.not_taken("closed.example", "554 5.7.1 relay access denied") and pace.pause == 1
