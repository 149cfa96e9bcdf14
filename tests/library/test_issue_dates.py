import pytest
from hypothesis import given
from hypothesis import strategies as some

from library.issue_dates import understood


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019", "2019-01-01"),
        ("mars 2019", "2019-03-01"),
        ("Décembre 2020", "2020-12-01"),
        ("déc. 2020", "2020-12-01"),
        ("1er février 2021", "2021-02-01"),
        ("12 août 2021", "2021-08-12"),
        ("12/3/2019", "2019-03-12"),
        ("2019-03", "2019-03-01"),
        ("2019-03-12", "2019-03-12"),
        ("May 2019", "2019-05-01"),
        ("printemps 2019", "2019-01-01"),
        ("no 4, marseille 2019", "2019-01-01"),
        ("31/2/2019", "2019-01-01"),
        ("vers 1789", "1789-01-01"),
        ("jadis", None),
        ("", None),
    ],
)
def test_a_date_is_understood_as_people_write_it(written: str, day: str | None) -> None:
    found = understood(written)
    assert (found and found.isoformat()) == day


@given(some.text() | some.text(alphabet="0123456789/- marsé."))
def test_nothing_written_is_a_fault(written: str) -> None:
    understood(written)
