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


def test_later_said_to_one_is_about_them_and_in_series_about_us() -> None:
    pace = Pace(clock=Clock())
    for _ in range(IN_SERIES - 1):
        pace.put_off("451 later")
    assert pace.pause == 0
    pace.taken()
    for _ in range(IN_SERIES):
        pace.put_off("451 later")
    assert pace.pause == 1 and pace.said == "451 later"
