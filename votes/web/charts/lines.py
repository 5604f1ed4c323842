"""Scores through the years as lines, each named at its end; gaps where a year has no score, or one
that rests on few roll calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from votes.web.charts.years import in_runs

# With fewer roll calls than this behind it, a year is drawn as a hollow point beside the line.
FEW = 10
# More lines than this cannot be told apart in one frame: each then has a frame of its own.
TOGETHER = 5
# Heights in pixels of the plot of a common frame and of one of many; what stands above and below.
HEIGHT, SMALL_HEIGHT, ABOVE, BELOW = 272, 96, 10, 26
# The width of the box that paths are drawn in; it is stretched to the frame's.
BOX = 1000
# The least distance of two names at the ends of lines.
APART = 16
# How many years are named below the plot at most.
YEARS_NAMED, YEARS_NAMED_SMALL = 8, 4
STEPS = (1, 2, 5, 10, 20, 50)
MINUS = "\u2212"
# The hollow points, for those who do not see them.
BESIDE = ngettext_lazy(
    "{count} more point rests on fewer than {few} roll calls.",
    "{count} more points rest on fewer than {few} roll calls.",
    "count",
)
# What arithmetic leaves of nought.
ROUNDING = 1e-9


@dataclass(frozen=True)
class YearScore:
    """The score of one year, None where it is not defined, and the roll calls that it rests on."""

    year: int
    score: float | None
    n: int

    @property
    def is_few(self) -> bool:
        return self.n < FEW


@dataclass(frozen=True)
class Scored:
    """What one line shows: its name in full, the short one at its end (eight letters or so, as
    there is room for: PAK–CHN), and its years."""

    name: str
    label: str
    years: Sequence[YearScore]

    @property
    def known(self) -> list[YearScore]:
        return [each for each in self.years if each.score is not None]

    @property
    def firm(self) -> list[YearScore]:
        """The years that the line is drawn through and told by: those that do not rest on few
        roll calls; all where no other is known."""
        return [each for each in self.known if not each.is_few] or self.known

    @property
    def words(self) -> str:
        """The line for those who do not see it: where it begins, ends, is lowest and highest."""
        firm = self.firm
        first, last = firm[0], firm[-1]
        low = min(firm, key=lambda each: (each.score, each.year))
        high = max(firm, key=lambda each: (each.score, -each.year))
        if first is last:
            return _("{name}: {score}.").format(name=self.name, score=said(first))
        return _("{name}: from {first} to {last}; lowest {low}, highest {high}.").format(
            name=self.name, first=said(first), last=said(last), low=said(low), high=said(high)
        )


@dataclass(frozen=True)
class Point:
    """A point drawn by itself: a year between gaps, or (`is_few`) one with few roll calls."""

    x: str
    y: str
    is_few: bool
    words: str


@dataclass(frozen=True)
class End:
    """The name at the end of a line: the end (`x`, `y`), which is the last year that does not rest
    on few roll calls if there is one, and the height the name stands at."""

    x: str
    y: str
    label_y: int
    label: str
    score: str
    n: int
    is_few: bool
    year: int
    # Whether what is known of it ends before the frame does.
    is_early: bool
    # Whether later years rest on few roll calls.
    goes_on: bool


@dataclass(frozen=True)
class Line:
    """One line; `look` tells it from the others, by colour, dashes and the form of its points, from
    1."""

    look: int
    path: str
    points: list[Point]
    end: End

    @property
    def marks(self) -> list[tuple[bool, list[Point]]]:
        """The points that rest on few roll calls, and the others."""
        return [
            (is_few, found)
            for is_few in (True, False)
            if (found := [each for each in self.points if each.is_few == is_few])
        ]


@dataclass(frozen=True)
class Frame:
    """One plot; `x` are percentages of its width, `y` pixels from its top.

    `heights` are the scores named beside the plot with their `y`; `years` those below it with
    their `x`, and whether a narrow screen leaves them out.
    """

    key: str
    title: str
    description: str
    height: int
    bottom: int
    year_y: int
    heights: list[tuple[int, str]]
    years: list[tuple[str, int, bool]]
    lines: list[Line]


@dataclass(frozen=True)
class Lines:
    """Scores by year: in one frame where they can be told apart, else in one frame each, all with
    the same years, from `first` to `last`, and the same heights. `without` are the names of those
    that no year has a score of."""

    frames: list[Frame]
    first: int
    last: int
    has_few: bool
    without: list[str]

    FEW = FEW

    @property
    def are_apart(self) -> bool:
        return len(self.frames) > 1

    @classmethod
    def of(cls, key: str, title: str, scored: Sequence[Scored]) -> Lines | None:
        """The picture; `key` tells it from others on its page. None where there is no score.

        Heights begin at 0, or below it at a round number where scores do; they end at 1.
        """
        drawn = [each for each in scored if each.known]
        if not drawn:
            return None
        known = [year for each in drawn for year in each.known]
        scale = Scale.over(known)
        groups = [drawn] if len(drawn) <= TOGETHER else [[each] for each in drawn]
        return cls(
            frames=[
                scale.frame(
                    key if len(groups) == 1 else f"{key}-{number}",
                    title
                    if len(groups) == 1
                    else _("{title}: {name}").format(title=title, name=group[0].name),
                    group,
                    is_small=len(groups) > 1,
                )
                for number, group in enumerate(groups, start=1)
            ],
            first=scale.first,
            last=scale.last,
            has_few=any(each.is_few for each in known),
            without=[each.name for each in scored if not each.known],
        )


@dataclass(frozen=True)
class Scale:
    """The years and scores that frames have in common."""

    first: int
    last: int
    lowest: float

    @classmethod
    def over(cls, known: Sequence[YearScore]) -> Scale:
        years = [each.year for each in known]
        least = min(each.score or 0.0 for each in known)
        return cls(min(years), max(years), min(0.0, floor(least * 2) / 2))

    def x(self, year: int) -> float:
        """The place of a year, in per cent; a year alone stands in the middle."""
        span = self.last - self.first
        return 100 * (year - self.first) / span if span else 50.0

    def y(self, score: float, height: int) -> float:
        return ABOVE + height * (1 - score) / (1 - self.lowest)

    def frame(self, key: str, title: str, scored: Sequence[Scored], *, is_small: bool) -> Frame:
        height = SMALL_HEIGHT if is_small else HEIGHT
        ends = [self.y(each.firm[-1].score or 0.0, height) for each in scored]
        places = apart(ends, ABOVE, ABOVE + height)
        step = 0.5 if is_small or self.lowest < 0 else 0.25
        count = round((1 - self.lowest) / step)
        scores = [self.lowest + step * number for number in range(count + 1)]
        return Frame(
            key=key,
            title=title,
            description=" ".join([*(each.words for each in scored), *beside(scored)]),
            height=ABOVE + height + BELOW,
            bottom=ABOVE + height,
            year_y=ABOVE + height + 18,
            heights=[
                (round(self.y(score, height)), f"{score:g}".replace("-", MINUS)) for score in scores
            ],
            years=self.years(YEARS_NAMED_SMALL if is_small else YEARS_NAMED),
            lines=[
                self.line(each, look, height, place)
                for look, (each, place) in enumerate(zip(scored, places, strict=True), start=1)
            ],
        )

    def years(self, at_most: int) -> list[tuple[str, int, bool]]:
        """Round years to name; every second one can be left out."""
        for step in STEPS:
            named = range(-(-self.first // step) * step, self.last + 1, step)
            if len(named) <= at_most:
                break
        return [
            (f"{self.x(year):.2f}", year, bool((len(named) - 1 - place) % 2))
            for place, year in enumerate(named)
        ]

    def line(self, scored: Scored, look: int, height: int, label_y: int) -> Line:
        firm = [each for each in scored.known if not each.is_few]
        runs = in_runs(firm, lambda each: each.year)
        path = " ".join(
            "M"
            + "L".join(
                f"{self.x(each.year) * BOX / 100:.0f} {self.y(each.score or 0.0, height):.0f}"
                for each in run
            )
            for run in runs
            if len(run) > 1
        )
        alone = {run[0].year for run in runs if len(run) == 1}
        last = scored.firm[-1]
        return Line(
            look=look,
            path=path,
            points=[
                Point(
                    x=f"{self.x(each.year):.1f}",
                    y=f"{self.y(each.score or 0.0, height):.0f}",
                    is_few=each.is_few,
                    words=_("{name}, {score}").format(name=scored.label, score=said(each)),
                )
                for each in scored.known
                if each.is_few or each.year in alone
            ],
            end=End(
                x=f"{self.x(last.year):.2f}",
                y=f"{self.y(last.score or 0.0, height):.1f}",
                label_y=label_y,
                label=scored.label,
                score=written(last.score or 0.0),
                n=last.n,
                is_few=last.is_few,
                year=last.year,
                is_early=scored.known[-1].year < self.last,
                goes_on=scored.known[-1] is not last,
            ),
        )


def beside(scored: Sequence[Scored]) -> list[str]:
    """How many points lie beside the lines, in a sentence; none where none do."""
    left = sum(len(each.known) - len(each.firm) for each in scored)
    return [BESIDE.format(count=left, few=FEW)] if left else []


def apart(wanted: Sequence[float], top: int, bottom: int) -> list[int]:
    """Heights near the wanted ones, in their order, none nearer to the next than `APART`."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    least = float(top)
    for place in order:
        found[place] = max(wanted[place], least)
        least = found[place] + APART
    most = float(bottom)
    for place in reversed(order):
        found[place] = min(found[place], most)
        most = found[place] - APART
    return [round(height) for height in found]


def written(score: float) -> str:
    """A score as pages write it: two decimals, or as many as it takes not to make it all or
    nothing where it is not."""
    text = f"{score:.2f}"
    whole = round(score)
    if abs(score - whole) < ROUNDING:
        text = f"{whole}.00"
    else:
        decimals = 2
        while float(text) == whole:
            decimals += 1
            text = f"{score:.{decimals}f}"
    return text.replace("-", MINUS)


def said(year: YearScore) -> str:
    return _("{score} in {year} (n = {n})").format(
        score=written(year.score or 0.0), year=year.year, n=year.n
    )
