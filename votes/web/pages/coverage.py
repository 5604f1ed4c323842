"""Of which years the record holds few roll calls, so that a low number is not taken for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from votes.web.charts.lines import FEW
from votes.web.charts.years import in_runs


@dataclass(frozen=True)
class Coverage:
    """Years of which the record holds fewer than `FEW` roll calls or none: in words, "" where
    there are none."""

    years: str

    FEW = FEW

    @classmethod
    def of(cls, years: Iterable[int], first: int, last: int) -> Coverage:
        """From one year to another; `years` has the year of each roll call in the record."""
        counts = Counter(years)
        return cls(in_words([year for year in range(first, last + 1) if counts[year] < FEW]))


def in_words(years: Sequence[int]) -> str:
    """Years in ascending order, those that follow on each other as one: "1951 and 2020 to 2025"."""
    told = [
        _("{first} to {last}").format(first=run[0], last=run[-1]) if len(run) > 1 else str(run[0])
        for run in in_runs(years, int)
    ]
    return get_text_list(told, _("and"))
