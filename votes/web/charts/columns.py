"""Roll calls by year as stacked columns, in the kinds that are never added to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

# From the ground up: those cast beside each other, then those that are no votes.
ORDER = {"yes": "Y", "abstain": "A", "no": "N", "non_voting": "X", "not_recorded": "-"}
WIDTH, LEFT, RIGHT = 960, 44, 148
TOP, HEIGHT = 12, 200
# A column is at most so wide, however few years there are.
WIDEST = 56
# Names at the right are at least so far apart.
APART = 26
# Names stand where the kinds lay in so many of the last years.
NAMED_BY = 10
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Kind:
    """One kind through the years, a stroke a year in one path, and its name beside the last."""

    position: str
    path: str
    # Where the name stands.
    label_y: int
    total: int


@dataclass(frozen=True)
class YearColumns:
    """The columns, the counts named beside them (`y`, count) and the years below (`x`, year)."""

    title: str
    description: str
    kinds: list[Kind]
    counts: list[tuple[int, int]]
    years: list[tuple[int, int]]
    label_x: int
    stroke: int
    width: int = WIDTH
    height: int = TOP + HEIGHT + 26
    left: int = LEFT
    ground: int = TOP + HEIGHT

    @classmethod
    def of(cls, title: str, by_year: Mapping[int, Mapping[str, int]]) -> YearColumns | None:
        """The picture of counts by kind, by year; None where there is nothing to draw."""
        drawn = {
            year: {letter: counts.get(word, 0) for word, letter in ORDER.items()}
            for year, counts in by_year.items()
        }
        tallest = max((sum(counts.values()) for counts in drawn.values()), default=0)
        if not tallest:
            return None
        first, last = min(drawn), max(drawn)
        pitch = min((WIDTH - LEFT - RIGHT) / (last - first + 1), WIDEST)
        step = next(each for each in STEPS if tallest <= each * 4 or each == STEPS[-1])
        ceiling = -(-tallest // step) * step
        paths: dict[str, list[str]] = {letter: [] for letter in ORDER.values()}
        recent: dict[str, list[float]] = {letter: [] for letter in ORDER.values()}
        for year, counts in sorted(drawn.items()):
            x = f"{LEFT + pitch * (year - first + 0.5):.0f}"
            below = ground = TOP + HEIGHT
            stacked = 0
            for letter, count in counts.items():
                stacked += count
                # Rounded where parts meet, so that neither a gap nor an overlap is left.
                top = round(ground - HEIGHT * stacked / ceiling)
                if count:
                    paths[letter].append(f"M{x} {below}V{top}")
                if year > last - NAMED_BY:
                    recent[letter].append((top + below) / 2)
                below = top
        labels = spread(
            {letter: sum(recent[letter]) / len(recent[letter]) for letter in paths if paths[letter]}
        )
        totals = {letter: sum(counts[letter] for counts in drawn.values()) for letter in paths}
        return cls(
            title=title,
            description=ngettext(
                "{first} to {last}; at most {count} roll call in a year",
                "{first} to {last}; at most {count} roll calls in a year",
                tallest,
            ).format(first=first, last=last, count=tallest),
            kinds=[
                Kind(letter, "".join(path), labels[letter], totals[letter])
                for letter, path in paths.items()
                if path
            ],
            counts=[
                (round(TOP + HEIGHT * (1 - count / ceiling)), count)
                for count in range(0, ceiling + 1, step)
            ],
            years=[
                (round(LEFT + pitch * (year - first + 0.5)), year) for year in named(first, last)
            ],
            stroke=max(int(pitch) - 1, 1),
            label_x=round(LEFT + pitch * (last - first + 1)) + 8,
        )


def named(first: int, last: int) -> list[int]:
    """The years to name below the columns: all of few, else every fifth or tenth."""
    span = last - first + 1
    step = 1 if span <= 15 else 5 if span <= 40 else 10
    return [year for year in range(first, last + 1) if step == 1 or year % step == 0]


def spread(middles: Mapping[str, float]) -> dict[str, int]:
    """Heights for names, as near to their own as leaves them apart, from the ground up."""
    found: dict[str, int] = {}
    lowest = float(TOP + HEIGHT)
    for letter, middle in middles.items():
        lowest = min(middle + 4, lowest)
        found[letter] = round(lowest)
        lowest -= APART
    return found
