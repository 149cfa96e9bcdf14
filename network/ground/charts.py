"""Charts are numbers first: a chart is its table, its sentence, and bars drawn of it in HTML, so that the text keeps
its size on a phone and the page needs neither script nor inline style."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from network.ground.words import Sentence

FEW = 5  # under this many, a percentage says more of persons than of a whole: it is not said


def share(part: float, whole: float) -> int | None:
    """In percent, or nothing when the whole is too small to be spoken of in percent."""
    return round(100 * part / whole) if whole >= FEW else None


@dataclass(frozen=True)
class Series:
    """One row of the table, one group of bars: a label, and a value for each column."""

    label: str
    values: Sequence[int | float]

    @property
    def total(self) -> float:
        return sum(self.values)


@dataclass(frozen=True)
class Chart:
    """`columns` name the values of each series, in order. With `is_divided` the values are parts of a whole: one bar for
    each series, cut in as many pieces, and the table says the shares with the number that they are of."""

    title: Sentence
    sentence: Sentence
    columns: Sequence[str]
    series: Sequence[Series]
    is_divided: bool = False

    @property
    def largest(self) -> float:
        """The value that fills the whole width: at least 1, so that zeros are drawn as nothing."""
        return max([1, *(value for row in self.series for value in row.values)])

    def pieces(self, row: Series) -> Iterator[tuple[int, float, float]]:
        """Of a divided bar: the column, where its piece begins and how wide it is, in percent; empty ones left out."""
        begins = 0.0
        for column, value in enumerate(row.values):
            width = 100 * value / row.total if row.total else 0.0
            if width:
                yield column, round(begins, 2), round(width, 2)
            begins += width

    def share(self, value: float, row: Series) -> int | None:
        return share(value, row.total)


@dataclass(frozen=True)
class Listing:
    """A table of words: who held which office, which day was held where. A line is put into words when it is read: a long
    list shows the first of its things, and words for a thousand others took longer than all the rest of the page."""

    title: Sentence
    columns: Sequence[str]
    things: Sequence[Any]
    row: Callable[[Any], Sequence[str]]
    paths: Callable[[Any], Sequence[str]] | None = None  # beside a row: where each cell leads, or nothing

    def lines(self, most: int | None = None) -> Iterator[list[tuple[str, str]]]:
        """Of the first so many things, or of all: each cell with where it leads."""
        for thing in self.things[:most]:
            row = self.row(thing)
            yield list(zip(row, self.paths(thing) if self.paths else [""] * len(row), strict=True))

    @property
    def rows(self) -> list[list[str]]:
        return [[cell for cell, _path in line] for line in self.lines()]

    @property
    def links(self) -> list[list[str]]:
        return [[path for _cell, path in line] for line in self.lines()]
