"""How many members a group had, year by year, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from votes.web.charts.years import Years, plain

WIDTH, HEIGHT = 720, 176
LEFT, RIGHT, TOP, BOTTOM = 8, 712, 34, 136


@dataclass(frozen=True)
class MembersColumn:
    """One year's members."""

    x: str
    y: str
    width: str
    height: str
    is_now: bool


@dataclass(frozen=True)
class MembersChart:
    """A group's members at the end of each year, and today; `labels` are the numbers that are
    written: the first, the largest and the last, each with its place and how it is anchored."""

    title: str
    description: str
    columns: list[MembersColumn]
    labels: list[tuple[str, str, str, int]]
    years: list[tuple[str, int]]

    @classmethod
    def of(cls, name: str, counts: Sequence[tuple[date, int]]) -> MembersChart | None:
        """The picture of counts by day, oldest first; None where there was never a member."""
        most = max((count for _, count in counts), default=0)
        if not most:
            return None
        axis = Years(counts[0][0].year, counts[-1][0].year, LEFT, RIGHT)

        def top(count: int) -> float:
            return BOTTOM - (BOTTOM - TOP) * count / most

        first, last = counts[0], counts[-1]
        largest = max(counts, key=lambda each: each[1])
        # The largest is written where it is neither beside the first nor beside the last.
        between = min(largest[0].year - first[0].year, last[0].year - largest[0].year)
        is_apart = 6 * between > last[0].year - first[0].year
        apart = [largest] if is_apart and largest[1] > max(first[1], last[1]) else []
        return cls(
            title=_("{group}: members by year").format(group=name),
            description="; ".join(f"{day.year}: {count}" for day, count in counts),
            columns=[
                MembersColumn(
                    plain(axis.middle(day.year) - axis.column / 2),
                    plain(top(count)),
                    plain(axis.column),
                    plain(BOTTOM - top(count)),
                    day == last[0],
                )
                for day, count in counts
            ],
            labels=[
                (anchor, plain(place), plain(top(count) - 7), count)
                for anchor, place, count in [
                    ("start", axis.middle(first[0].year) - axis.column / 2, first[1]),
                    *(("middle", axis.middle(day.year), count) for day, count in apart),
                    ("end", axis.middle(last[0].year) + axis.column / 2, last[1]),
                ][: 3 if len(counts) > 1 else 1]
            ],
            years=axis.named(),
        )
