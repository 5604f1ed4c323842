"""Moves of one country between the core texts of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import CAST
from votes.analytics.series import PLACE, Taken, Text


class After(Enum):
    """What the next vote cast on a core text did to a move."""

    LASTED = "lasted"
    REVERTED = "reverted"
    MOVED_ON = "moved on"
    OPEN = "open"

    @classmethod
    def of(cls, before: str, after: str, following: str | None) -> After:
        """What the position cast next did, None where there is none yet."""
        if following is None:
            return cls.OPEN
        return {after: cls.LASTED, before: cls.REVERTED}.get(following, cls.MOVED_ON)


@dataclass(frozen=True)
class Shift:
    """A change against the same country's last position cast on a core text.

    `size` is 1 between Yes and Abstained or Abstained and No, 2 between Yes and No;
    `towards` is "yes" or "no".
    """

    before: str
    after: str
    earlier: Text
    text: Text
    then: After

    @property
    def size(self) -> int:
        return abs(PLACE[self.after] - PLACE[self.before])

    @property
    def towards(self) -> str:
        return "yes" if PLACE[self.after] < PLACE[self.before] else "no"


def shifts(row: Sequence[Taken]) -> list[Shift]:
    """A country's moves over the core texts of a series, oldest first.

    Not voting is no move and is passed over; so is a text on which no position is recorded.
    """
    cast = sorted(
        (each for each in row if each.text.is_core and each.is_cast),
        key=lambda each: (each.text.day, each.text.symbol),
    )
    found = []
    for index in range(1, len(cast)):
        before, after = cast[index - 1].adjusted, cast[index].adjusted
        if before is None or after is None or before == after:
            continue
        following = cast[index + 1].adjusted if index + 1 < len(cast) else None
        then = After.of(before, after, following)
        found.append(Shift(before, after, cast[index - 1].text, cast[index].text, then))
    return found


@dataclass(frozen=True, eq=False)
class Turns:
    """The moves of many countries in many series, an element a move, as the codes of
    `agreement`: `rows` says whose, `earlier` and `columns` lie between which texts."""

    rows: NDArray[np.int64]
    earlier: NDArray[np.int64]
    columns: NDArray[np.int64]
    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    # The code of the position cast next in the series; 0 where there is none yet.
    following: NDArray[np.uint8]

    def at(self, places: NDArray[Any]) -> Turns:
        """Those at some places, or where a mask is true."""
        return Turns(*(getattr(self, each.name)[places] for each in fields(self)))


def shifts_of_all(positions: NDArray[np.uint8], series: NDArray[np.int64]) -> Turns:
    """As `shifts`, of all countries at once: a row a country, a column a core text, those of one
    series together and oldest first, as answers to the series' own question.

    `series` has a number for each column, the same within a series.
    """
    places = np.arange(len(series))
    cast = (positions > 0) & (positions <= CAST)
    # The last column with a position cast before each, and the next one after it.
    last, upcoming = np.full(cast.shape, -1), np.full(cast.shape, len(series))
    last[:, 1:] = np.maximum.accumulate(np.where(cast, places, -1), axis=1)[:, :-1]
    backwards = np.where(cast, places, len(series))[:, ::-1]
    upcoming[:, :-1] = np.minimum.accumulate(backwards, axis=1)[:, ::-1][:, 1:]
    first, behind = bounds(series)
    moved = cast & (last >= first)
    moved &= positions != np.take_along_axis(positions, np.maximum(last, 0), axis=1)
    rows, columns = np.nonzero(moved)
    earlier, later = last[rows, columns], upcoming[rows, columns]
    there = later < behind[columns]
    following = np.where(there, positions[rows, np.where(there, later, 0)], 0)
    before, after = positions[rows, earlier], positions[rows, columns]
    return Turns(rows, earlier, columns, before, after, following)


def bounds(series: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the run of equal numbers that each element is in begins, and where it has ended."""
    edges = np.flatnonzero(np.diff(series)) + 1
    lengths = np.diff(np.concatenate(([0], edges, [len(series)])))
    return (
        np.repeat(np.concatenate(([0], edges)), lengths),
        np.repeat(np.concatenate((edges, [len(series)])), lengths),
    )
