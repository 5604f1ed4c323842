"""How far two countries vote alike: five published indices over the same table of counts.

A table has the roll calls in which both cast a vote: `table[k, l]` is how many times the first
took position k and the second position l, in the order yes, abstain, no. Absence by either drops
the roll call. All functions take one table or an array of tables, shape (…, 3, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Scores = NDArray[np.float64]

# How positions stand in an array: 0 is no position; those from 1 to CAST are votes cast.
CODES = {"Y": 1, "A": 2, "N": 3, "X": 4}
CAST = 3
COLUMNS_AT_ONCE = 8192
# The distance between two positions: yes and no are twice as far apart as either from abstain.
DISTANCE = np.abs(np.subtract.outer(np.arange(CAST), np.arange(CAST)))


@dataclass(frozen=True)
class Agreement:
    """One score with what it rests on: the index, and in how many roll calls both cast a vote.

    `score` is None where it is undefined: nothing shared, or no variance to correct for.
    """

    score: float | None
    n: int
    index: str


def strict(tables: Counts) -> Scores:
    """The share of roll calls with the same position; 0 to 1. The agreement columns of Bailey,
    Strezhnev and Voeten's data are this, by session."""
    return _ratio(np.trace(tables, axis1=-2, axis2=-1), tables.sum((-2, -1)))


def lijphart(tables: Counts) -> Scores:
    """The share of the same positions, counting half where exactly one abstains; 0 to 1.
    Lijphart 1963, American Political Science Review 57(4)."""
    same = np.trace(tables, axis1=-2, axis2=-1)
    half = (tables * (DISTANCE == 1)).sum((-2, -1))
    return _ratio(same + half / 2, tables.sum((-2, -1)))


def yes_no(tables: Counts) -> Scores:
    """The share of the same votes among those in which both voted yes or no; 0 to 1. The US State
    Department's reports to about 2016, "votes only"."""
    same = tables[..., 0, 0] + tables[..., 2, 2]
    return _ratio(same, same + tables[..., 0, 2] + tables[..., 2, 0])


def pi(tables: Counts) -> Scores:
    """Agreement beyond what chance gives two countries with one common habit; at most 1.
    Scott's pi with linear weights: Häge 2011, Political Analysis 19:287."""
    return _beyond_chance(*distances(tables, one_habit=True))


def kappa(tables: Counts) -> Scores:
    """Agreement beyond what chance gives two countries each with its own habit; at most 1.
    Cohen's kappa with linear weights: Häge 2011, Political Analysis 19:287."""
    return _beyond_chance(*distances(tables, one_habit=False))


def distances(tables: Counts, *, one_habit: bool) -> tuple[Scores, Scores]:
    """The mean distance of the two positions, as observed and as expected by chance: where both
    have one common habit, or each its own."""
    shares = _ratio(tables, np.broadcast_to(tables.sum((-2, -1), keepdims=True), tables.shape))
    first, second = shares.sum(-1), shares.sum(-2)
    if one_habit:
        first = second = (first + second) / 2
    expected = first[..., :, None] * second[..., None, :]
    return (shares * DISTANCE).sum((-2, -1)), (expected * DISTANCE).sum((-2, -1))


INDICES: dict[str, Callable[[Counts], Scores]] = {
    "lijphart": lijphart,
    "strict": strict,
    "yes_no": yes_no,
    "pi": pi,
    "kappa": kappa,
}


def tables_with(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> Counts:
    """The tables of one country with each of several, shape (others, 3, 3).

    `one` has its positions, one a roll call; `others` a row a country over the same roll calls.
    """
    width = CAST + 2
    # A pair of codes is one small number; the cells of 200 countries stay in the processor.
    cells = one * np.uint8(width) + others
    counted = np.zeros((len(others), width**2), dtype=np.int64)
    for row, pairs in zip(counted, cells, strict=True):
        row[:] = np.bincount(pairs, minlength=width**2)
    return counted.reshape(len(others), width, width)[:, 1 : CAST + 1, 1 : CAST + 1]


def tables_of_pairs(positions: NDArray[np.uint8]) -> Counts:
    """The tables of every country with every other, shape (countries, countries, 3, 3);
    `positions` has a row a country and a column a roll call."""
    count = len(positions)
    found = np.zeros((count, count, CAST, CAST), dtype=np.int64)
    # By matrix products, over so many columns at a time that little memory is taken.
    for start in range(0, positions.shape[1], COLUMNS_AT_ONCE):
        part = positions[:, start : start + COLUMNS_AT_ONCE]
        taken = [(part == code).astype(np.float32) for code in range(1, CAST + 1)]
        for first, one in enumerate(taken):
            for second, other in enumerate(taken):
                found[:, :, first, second] += (one @ other.T).astype(np.int64)
    return found


def tables_by(
    one: NDArray[np.uint8], other: NDArray[np.uint8], groups: NDArray[np.int64], count: int
) -> Counts:
    """The tables of two countries for each of `count` groups of roll calls, such as years;
    `groups` has the number of each roll call's."""
    width = CAST + 2
    cells = groups * width**2 + one * np.int64(width) + other
    counted = np.bincount(cells, minlength=count * width**2)
    return counted.reshape(count, width, width)[:, 1 : CAST + 1, 1 : CAST + 1]


def agreements(tables: Counts, index: str) -> list[Agreement]:
    """The agreement of each of several tables under one index."""
    scores = INDICES[index](tables)
    counts = tables.sum((-2, -1))
    return [
        Agreement(None if np.isnan(score) else float(score), int(n), index)
        for score, n in zip(scores, counts, strict=True)
    ]


def counted(tables: Counts, index: str) -> list[int]:
    """How many roll calls an index itself counts: for votes only, those without an abstention."""
    cells = tables[..., ::2, ::2] if index == "yes_no" else tables
    return [int(count) for count in cells.sum((-2, -1))]


def ranks(found: Sequence[Agreement], counts: Sequence[int], least: int) -> list[int | None]:
    """The place of each among those that rest on at least `least` roll calls (`counts`, as the
    index counts them), the highest first; equal scores have the same place. None where there is
    no score or too few roll calls."""
    scores = [
        each.score if count >= least else None for each, count in zip(found, counts, strict=True)
    ]
    ordered = sorted((score for score in scores if score is not None), reverse=True)
    places = {score: place for place, score in reversed(list(enumerate(ordered, start=1)))}
    return [None if score is None else places[score] for score in scores]


def _ratio(part: NDArray, whole: NDArray) -> Scores:
    """A share, NaN where there is nothing to share; only within this module."""
    whole = np.asarray(whole, dtype=float)
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)


def _beyond_chance(observed: Scores, expected: Scores) -> Scores:
    """1 − observed distance / distance expected by chance; NaN where none is expected."""
    # Not exactly nought where rounding leaves a trace of two constant positions.
    varies = np.nan_to_num(expected) > 1e-12
    return 1 - np.divide(observed, expected, out=np.full(expected.shape, np.nan), where=varies)
