"""What is expected of states as a stacked bar, those without an expectation left blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A part that is at least so wide, in per cent, has its number written in it.
WIDE = 4
# Where fewer than this share of the members has an expectation, these are drawn enlarged too.
ENLARGE_BELOW = 0.5


@dataclass(frozen=True)
class WhipSegment:
    """One part of a bar; `kind` is a position's letter, "M" expected in several ways, "" nothing
    expected; `x`, `width` and `middle` are percentages of the bar's length."""

    kind: str
    count: int
    x: str
    width: str
    middle: str
    is_wide: bool


@dataclass(frozen=True)
class WhipBar:
    """All members as one bar, and the few of which something is expected as a second, enlarged.

    `expected_end` is where those end in the bar of all, in per cent; `enlarged` is empty where
    they can be read there.
    """

    segments: list[WhipSegment]
    enlarged: list[WhipSegment]
    expected_end: str
    label: str

    @classmethod
    def of(cls, counts: Sequence[tuple[str, int]], none: int | None, label: str) -> WhipBar | None:
        """The bar of states by kind, each state in one kind only; `none` are those without an
        expectation, None where they cannot be counted. No bar where nothing is expected."""
        expected = sum(count for _, count in counts)
        if not expected:
            return None
        whole = expected + (none or 0)
        few = bool(none) and expected < ENLARGE_BELOW * whole
        blank = [("", none)] if none else []
        return cls(
            segments=segments([*counts, *blank], whole),
            enlarged=segments(counts, expected) if few else [],
            expected_end=f"{100 * expected / whole:.2f}",
            label=label,
        )


def segments(counts: Sequence[tuple[str, int]], whole: int) -> list[WhipSegment]:
    """The parts of one bar in their order; empty ones left out."""
    found, start = [], 0
    for kind, count in counts:
        if count:
            x, width = 100 * start / whole, 100 * count / whole
            found.append(
                WhipSegment(
                    kind, count, f"{x:.2f}", f"{width:.2f}", f"{x + width / 2:.2f}", width >= WIDE
                )
            )
        start += count
    return found
