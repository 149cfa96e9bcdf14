from hypothesis import given
from hypothesis import strategies as st

from network.ground.charts import Chart, Series, share
from network.ground.pages import environment
from network.ground.words import _

counts = st.lists(st.integers(0, 1000), min_size=1, max_size=6)


def chart(*series: Series, is_divided: bool = False) -> Chart:
    columns = [f"column {n}" for n in range(len(series[0].values))]
    return Chart(_("Title"), _("Sentence."), columns, series, is_divided)


def test_under_five_there_is_no_percentage() -> None:
    assert share(2, 4) is None and share(2, 5) == 40 and share(0, 0) is None


def test_zeros_are_drawn_as_nothing() -> None:
    assert chart(Series("empty", [0, 0])).largest == 1
    assert list(chart(Series("empty", [0, 0])).pieces(Series("empty", [0, 0]))) == []


@given(counts)
def test_the_pieces_of_a_divided_bar_fill_it_without_a_gap(values: list[int]) -> None:
    row = Series("row", values)
    pieces = list(chart(row, is_divided=True).pieces(row))
    assert [column for column, _begins, _width in pieces] == [n for n, value in enumerate(values) if value]
    end = 0.0
    for _column, begins, width in pieces:
        assert abs(begins - end) < 0.05 and width > 0
        end = begins + width
    assert not pieces or abs(end - 100) < 0.1


def test_a_chart_is_drawn_with_its_numbers_its_sentence_and_its_table(app: object) -> None:
    parts = environment.get_template("ground/parts.html").module
    plain = str(parts.chart(chart(Series("Cercle 1", [14, 20]))))  # type: ignore[attr-defined]
    assert "<b>14</b>" in plain and "<b>20</b>" in plain and "<figcaption>Sentence.</figcaption>" in plain
    assert '<td class="n">20</td>' in plain and "style=" not in plain
    divided = str(parts.chart(chart(Series("Cercle 1", [1, 9]), Series("Cercle 2", [1, 2]), is_divided=True)))  # type: ignore[attr-defined]
    assert "(90\u202f%)" in divided and "(33" not in divided  # of ten; of three only the numbers
