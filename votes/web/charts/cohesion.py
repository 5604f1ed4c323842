"""A group's cohesion through the years: two measures as lines, and how many roll calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from votes.stances.cohesion import GroupAverage
from votes.web.charts.lines import FEW, written
from votes.web.charts.years import Years, in_runs, plain

# The picture, and in it the plot of 0 to 1 and the columns of roll calls below it.
WIDTH, HEIGHT = 720, 316
LEFT, RIGHT, TOP, BOTTOM = 44, 498, 14, 194
COLUMNS_TOP, COLUMNS_BOTTOM = 228, 274
# From so many years on a point is only drawn where it stands alone.
MANY = 40
# How far apart the two names at the end of the lines stand at least, of two lines each.
APART = 56
# Where the names begin. A name no farther than this above, below or beside the end of its line is
# seen to belong to it.
NAMES, BESIDE, FAR = 508, 8, 60


@dataclass(frozen=True)
class Line:
    """One measure: a path for each run of years that follow on each other, its points, and those
    of the years that rest on few roll calls, through which no path leads.

    `label_y` is where its name stands, beside its newest value that does not, if there is one, and
    `leader` leads from there to a name that stands elsewhere: a path, "" where it is beside it."""

    kind: str
    name: str
    paths: list[str]
    points: list[tuple[str, str]]
    few: list[tuple[str, str]]
    label_y: int
    newest: str
    end: tuple[float, float]
    leader: str = ""


@dataclass(frozen=True)
class YearColumn:
    """How many roll calls a year had."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class CohesionChart:
    """Two measures from 0 to 1 by year, with the number of roll calls they rest on."""

    title: str
    description: str
    lines: list[Line]
    columns: list[YearColumn]
    most: tuple[str, str]
    years: list[tuple[str, int]]
    levels: list[tuple[str, str]]

    @classmethod
    def of(cls, name: str, averages: Sequence[GroupAverage]) -> CohesionChart | None:
        """The picture of averages by year; None where there is no year."""
        if not averages:
            return None
        axis = Years(int(averages[0].name), int(averages[-1].name), LEFT, RIGHT)
        lines = [
            line(
                *(axis, "hnr", _("Hix–Noury–Roland")),
                [(int(each.name), each.hix_noury_roland, each.n) for each in averages],
            ),
            line(
                *(axis, "rice", _("Rice")),
                [(int(each.name), each.rice, each.n_rice) for each in averages],
            ),
        ]
        largest = max(averages, key=lambda each: each.n)
        return cls(
            title=_("{group}: cohesion by year").format(group=name),
            description="; ".join(
                _("{year}: Hix–Noury–Roland {hix_noury_roland}, Rice {rice}, n = {n}").format(
                    year=each.name,
                    hix_noury_roland=told(each.hix_noury_roland),
                    rice=told(each.rice),
                    n=each.n,
                )
                for each in averages
            ),
            lines=set_apart([each for each in lines if each]),
            columns=[column(axis, each, largest.n) for each in averages],
            most=(plain(axis.middle(int(largest.name))), f"n = {largest.n}"),
            years=axis.named(),
            levels=[(plain(height(level)), text) for level, text in LEVELS],
        )


LEVELS = ((1.0, "1"), (0.5, "0.5"), (0.0, "0"))


def height(value: float) -> float:
    return BOTTOM - value * (BOTTOM - TOP)


def told(value: float | None) -> str:
    return pgettext("value", "none") if value is None else written(value)


def line(
    axis: Years, kind: str, name: str, measured: Sequence[tuple[int, float | None, int]]
) -> Line | None:
    """One measure by year, each year with its value and the roll calls that this rests on."""
    known = [(year, found, n) for year, found, n in measured if found is not None]
    if not known:
        return None
    firm = [(year, found) for year, found, n in known if n >= FEW]
    few = [(year, found) for year, found, n in known if n < FEW]
    runs = in_runs(firm, lambda each: each[0])
    drawn = firm if axis.last - axis.first < MANY else [run[0] for run in runs if len(run) == 1]
    last_year, last = (firm or few)[-1]
    newest = _("{score} in {year}").format(score=told(last), year=last_year)
    if not firm:
        newest = _("{score}, n = {n}").format(score=newest, n=known[-1][2])
    return Line(
        kind=kind,
        name=name,
        paths=[
            "M" + "L".join(f"{plain(axis.middle(year))} {plain(height(at))}" for year, at in run)
            for run in runs
            if len(run) > 1
        ],
        points=[point(axis, *each) for each in drawn],
        few=[point(axis, *each) for each in few],
        label_y=round(height(last)) + 4,
        newest=newest,
        end=(axis.middle(last_year), height(last)),
    )


def point(axis: Years, year: int, at: float) -> tuple[str, str]:
    return plain(axis.middle(year)), plain(height(at))


def set_apart(lines: list[Line]) -> list[Line]:
    """The lines with their names moved so that none covers another, nor leaves the picture."""
    ordered = sorted(lines, key=lambda each: (each.label_y, each.kind))
    places: list[int] = []
    for each in ordered:
        places.append(max([each.label_y, *(place + APART for place in places)]))
    over = max(0, places[-1] - (BOTTOM - APART // 2)) if places else 0
    return [
        led(replace(each, label_y=max(TOP + 4, place - over)))
        for each, place in zip(ordered, places, strict=True)
    ]


def led(line: Line) -> Line:
    """The line with a leader to its name where that stands away from the line's end."""
    (x, y), level = line.end, line.label_y - 4
    if abs(y - level) < BESIDE and NAMES - x < FAR:
        return line
    start = min(x + 8, RIGHT)
    bend = max(start, RIGHT - 10)
    leader = f"M{plain(start)} {plain(y)}H{plain(bend)}L{RIGHT + 2} {level}H{NAMES - 3}"
    return replace(line, leader=leader)


def column(axis: Years, average: GroupAverage, most: int) -> YearColumn:
    tall = (COLUMNS_BOTTOM - COLUMNS_TOP) * average.n / most if most else 0
    left = axis.middle(int(average.name)) - axis.column / 2
    return YearColumn(plain(left), plain(COLUMNS_BOTTOM - tall), plain(axis.column), plain(tall))
