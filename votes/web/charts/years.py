"""An axis of years, and which of them are named on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
STEPS = (1, 2, 5, 10, 20, 50)
# So many years are named at most, that their names do not touch on a narrow screen.
NAMED = 7


@dataclass(frozen=True)
class Years:
    """The years from the first to the last, each a band of equal width between two places."""

    first: int
    last: int
    left: float
    right: float

    @property
    def band(self) -> float:
        return (self.right - self.left) / (self.last - self.first + 1)

    @property
    def column(self) -> float:
        """How wide a year's column stands in its band."""
        return min(self.band * 0.72, 28)

    def middle(self, year: int) -> float:
        return self.left + (year - self.first + 0.5) * self.band

    def named(self) -> list[tuple[str, int]]:
        """The years that are named on the axis, each with its place."""
        span = self.last - self.first
        step = next((step for step in STEPS if span / step < NAMED), STEPS[-1])
        years = [year for year in range(self.first, self.last + 1) if year % step == 0]
        return [(plain(self.middle(year)), year) for year in years]


def in_runs(ascending: Iterable[T], year: Callable[[T], int]) -> list[list[T]]:
    """What belongs to years, in runs of years that follow on each other."""
    runs: list[list[T]] = []
    for each in ascending:
        if runs and year(runs[-1][-1]) == year(each) - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def plain(place: float) -> str:
    """A place as the markup has it: no more figures than a screen shows."""
    return f"{place:.1f}".removesuffix(".0")
