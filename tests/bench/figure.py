"""One measured figure beside what it is compared with, and the table of all of them."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass

SIGNS = {"≤": operator.le, "≥": operator.ge, "=": operator.eq}
HEADINGS = ("figure", "database", "floor or peer", "ours", "ratio", "goal", "met")


@dataclass(frozen=True)
class Goal:
    """What a figure must be: `Goal("≤", 5, "×")` limits its ratio, another unit itself."""

    sign: str
    limit: float
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.sign} {amount(self.limit, self.unit)}"


@dataclass(frozen=True)
class Figure:
    """What was measured. Without `beside` there is no ratio, and the goal limits `ours`."""

    name: str
    database: str
    ours: float
    goal: Goal
    unit: str = ""
    beside: float | None = None
    # What `beside` is: "floor", "first import", "Datasette".
    peer: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.beside if self.beside else None

    @property
    def is_met(self) -> bool:
        value = self.ratio if self.goal.unit == "×" else self.ours
        return value is not None and bool(SIGNS[self.goal.sign](value, self.goal.limit))

    def cells(self) -> tuple[str, ...]:
        beside = "" if self.beside is None else f"{self.peer} {amount(self.beside, self.unit)}"
        ratio = "" if self.ratio is None else amount(self.ratio, "×")
        met = "met" if self.is_met else "MISSED"
        ours = amount(self.ours, self.unit)
        return self.name, self.database, beside, ours, ratio, str(self.goal), met


def amount(value: float, unit: str) -> str:
    """A number as people read it: "961,465", "4.31 s", "0.47×"."""
    if unit == "×":
        return f"{value:.2f}".rstrip("0").rstrip(".") + unit
    number = f"{value:,.2f}" if unit == "s" else f"{value:,.0f}"
    return f"{number} {unit}".strip()


def table(figures: Sequence[Figure]) -> str:
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
