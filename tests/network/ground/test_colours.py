import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.ground.colours import contrast, mix, read, say, until_read

BYTE = st.integers(0, 255)
COLOUR = st.tuples(BYTE, BYTE, BYTE)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def test_contrast_is_as_the_recommendation_measures_it() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.005)
    assert contrast((119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.005)


@given(COLOUR, COLOUR)
def test_contrast_is_the_same_both_ways_and_never_out_of_bounds(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001
    assert read(say(one)) == one and mix(one, other, 0) == one and mix(one, other, 1) == other


@given(COLOUR)
def test_toward_white_any_colour_can_be_read_on_black(colour: tuple[int, int, int]) -> None:
    assert contrast(until_read(colour, WHITE, lambda shade: contrast(shade, BLACK) >= 7), BLACK) >= 7


def test_what_is_no_colour_is_none() -> None:
    for written in ("", "green", "#fff", "2c6539", "#2c65390", "#2c653g", "#2c6539;}"):
        assert read(written) is None
