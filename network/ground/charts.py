"""Charts are numbers first: a chart is its table, its sentence, and bars drawn of it in HTML, so that the text keeps
its size on a phone and the page needs neither script nor inline style."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.ground.words import Sentence


@dataclass(frozen=True)
class Series:
    """One row of the table, one group of bars: a label, and a value for each column."""

    label: str
    values: Sequence[int | float]


@dataclass(frozen=True)
class Chart:
    """`columns` name the values of each series, in order."""

    title: Sentence
    sentence: Sentence
    columns: Sequence[str]
    series: Sequence[Series]

    @property
    def largest(self) -> float:
        """The value that fills the whole width: at least 1, so that zeros are drawn as nothing."""
        return max([1, *(value for row in self.series for value in row.values)])
