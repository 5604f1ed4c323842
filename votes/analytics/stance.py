"""A country's record on a series in numbers: how often it did what, when, and where it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from votes.analytics.series import Taken, Text
from votes.analytics.shifts import Shift, shifts


@dataclass(frozen=True)
class CountedStance:
    """A country's record on one series, counted over the texts at which it was a member.

    `counts` has the letters Y, N, A, X and "-" for no position recorded, `first` and `last` are
    the texts between which it was taken; `shifts` are those over the core texts, `outside` counts
    the texts voted on while the country was not a member.
    """

    counts: dict[str, int]
    first: Text | None
    last: Text | None
    shifts: list[Shift]
    outside: int

    @classmethod
    def of(cls, row: Sequence[Taken]) -> Self:
        """Count a country's row of a series."""
        held = sorted((each for each in row if each.was_member), key=lambda each: each.text.day)
        return cls(
            counts=dict(Counter(each.position or "-" for each in held)),
            first=held[0].text if held else None,
            last=held[-1].text if held else None,
            shifts=shifts(held),
            outside=len(row) - len(held),
        )

    @property
    def unrecorded(self) -> int:
        return self.counts.get("-", 0)

    @property
    def texts(self) -> int:
        return sum(self.counts.values())
