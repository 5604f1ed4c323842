"""Results as stacked bars, and the majority that a vote needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import Position, RollCall
from votes.web.charts.wording import counted


@dataclass(frozen=True)
class Segment:
    """One part of a bar; `x` and `width` are percentages of its length."""

    position: str
    count: int
    x: str
    width: str

    @property
    def words(self) -> str:
        return counted(self.position, self.count)


@dataclass(frozen=True)
class Bar:
    """A result as one stacked bar, its parts in the order yes, no, abstained, did not vote."""

    segments: list[Segment]
    totals: list[tuple[Position, int]]

    @property
    def label(self) -> str:
        """The totals that are known, in words."""
        return ", ".join(counted(position.value, total) for position, total in self.totals)

    @classmethod
    def of(cls, totals: Mapping[Position, int | None]) -> Bar | None:
        """The bar of a result; None where nothing was counted."""
        counts = [(position, totals.get(position) or 0) for position in Position]
        whole = sum(count for _, count in counts)
        if not whole:
            return None
        segments, start = [], 0
        for position, count in counts:
            if count:
                x, width = f"{100 * start / whole:.2f}", f"{100 * count / whole:.2f}"
                segments.append(Segment(position.value, count, x, width))
            start += count
        known = [
            (position, total)
            for position in Position
            if (total := totals.get(position)) is not None
        ]
        return cls(segments, known)


# Where the needed votes end, in per cent of yes and no together, and what the rule is called.
MAJORITIES: dict[str, tuple[str, str]] = {
    RollCall.Rule.TWO_THIRDS: ("66.67", gettext_noop("two thirds")),
    RollCall.Rule.SIMPLE: ("50", gettext_noop("a majority")),
}


@dataclass(frozen=True)
class Majority:
    """How the yes and no votes stand to a majority rule; percentages of yes and no together.

    `x` is where the needed votes end, `needed` how many they are.
    """

    yes: str
    no: str
    x: str
    needed: int
    of: int
    name: str

    @classmethod
    def of_roll_call(cls, roll_call: RollCall) -> Majority | None:
        """The majority of an Assembly vote whose rule and totals are known."""
        name = MAJORITIES.get(roll_call.majority_rule)
        needed = roll_call.needed()
        yes, no = roll_call.total_yes or 0, roll_call.total_no or 0
        if name is None or needed is None or not yes + no:
            return None
        both, (x, words) = yes + no, name
        return cls(f"{100 * yes / both:.2f}", f"{100 * no / both:.2f}", x, needed, both, _(words))
