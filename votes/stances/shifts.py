"""Who moved between the core texts of a series, when, and whether it lasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import CAST, CODES
from votes.analytics.series import OPPOSITE, Taken, Text
from votes.analytics.shifts import Shift, shifts
from votes.models import Country, Resolution, Series
from votes.stances.matrix import Matrix, matrix
from votes.stances.series import SeriesRow, SeriesText, texts_of

LETTERS = {code: letter for letter, code in CODES.items()}


@dataclass(frozen=True)
class SeriesShift:
    """One country's move in one series, with the texts it lies between."""

    country: int
    series: Series
    shift: Shift
    earlier: SeriesText
    text: SeriesText


@dataclass(frozen=True)
class Mover:
    """What one country did on two texts, as letters, in answer to the series' own question."""

    country: int
    before: str
    after: str


@dataclass(frozen=True)
class Movers:
    """Who moved from what to what between two texts of a series.

    `through_non_voting` did not vote on one of the two, and cast a position on the other; `kept`
    counts those with the same position on both, by its letter, not voting on either included.
    """

    movers: list[Mover]
    through_non_voting: list[Mover]
    kept: dict[str, int]

    @property
    def unchanged(self) -> int:
        return sum(self.kept.values())

    @property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How many did what on the one and what on the other, by their letters; those that did
        the same and those that did not vote included."""
        changed = [(each.before, each.after) for each in (*self.movers, *self.through_non_voting)]
        return Counter(changed) + Counter({(each, each): n for each, n in self.kept.items()})


@dataclass(frozen=True)
class TextShifts:
    """The moves at one core text, against the last position cast on an earlier one.

    `pairs` counts them by the letters before and after; `cast_both` the countries that cast a
    position at this text and before, moved or not.
    """

    text: SeriesText
    pairs: Counter[tuple[str, str]]
    cast_both: int

    @property
    def moved(self) -> int:
        return self.pairs.total()


def newest_shifts(
    series: Iterable[Series],
    countries: Collection[Country] | None = None,
    as_intended: bool = False,
) -> list[SeriesShift]:
    """The moves in several series, of some countries or of all, the newest first; as recorded or
    as delegations later said they had meant to vote."""
    series = list(series)
    texts, whole = texts_of(series), matrix()
    pks = None if countries is None else {country.pk for country in countries}
    found = [
        shift
        for each in series
        for shift in shifts_in(each, texts.get(each.pk, []), whole, pks, as_intended)
    ]
    return sorted(found, key=place_of, reverse=True)


def place_of(move: SeriesShift) -> tuple[date, int, int, str]:
    """What orders moves, each of them by itself: two of one country may share a day."""
    text = move.shift.text
    return text.day, move.series.pk, move.country, text.symbol


def shifts_in(
    series: Series,
    texts: Sequence[SeriesText],
    whole: Matrix,
    countries: Collection[int] | None = None,
    as_intended: bool = False,
) -> Iterator[SeriesShift]:
    """The moves in one series of these texts, by country; of some countries' keys or of all."""
    core = [each for each in texts if each.text.is_core]
    if len(core) < 2:
        return
    positions = positions_on(core, whole, as_intended)
    cast = (positions > 0) & (positions <= CAST)
    lowest = np.where(cast, positions, CAST + 1).min(1)
    highest = np.where(cast, positions, 0).max(1)
    # Whoever cast one and the same position each time did not move; unless a text is turned.
    turned = any(each.text.direction < 0 for each in core)
    for row in np.flatnonzero((highest > lowest) | (turned & (highest > 0))):
        pk = int(whole.countries[row])
        if countries is not None and pk not in countries:
            continue
        taken = [
            Taken(each.text, LETTERS.get(int(code)))
            for each, code in zip(core, positions[row], strict=True)
        ]
        by_text = {each.text: each for each in core}
        for shift in shifts(taken):
            yield SeriesShift(pk, series, shift, by_text[shift.earlier], by_text[shift.text])


def shifts_by_text(
    series: Series, texts: Sequence[SeriesText], as_intended: bool = False
) -> list[TextShifts]:
    """The moves in a series of these texts at each of its core texts, in their order."""
    whole = matrix()
    core = [each for each in texts if each.text.is_core]
    positions = positions_on(core, whole, as_intended)
    cast = (positions > 0) & (positions <= CAST)
    pairs: dict[Text, Counter[tuple[str, str]]] = {each.text: Counter() for each in core}
    for each in shifts_in(series, texts, whole, as_intended=as_intended):
        pairs[each.shift.text][each.shift.before, each.shift.after] += 1
    return [
        TextShifts(each, pairs[each.text], int((cast[:, place] & cast[:, :place].any(1)).sum()))
        for place, each in enumerate(core)
    ]


def movers(before: SeriesText, after: SeriesText, as_intended: bool = False) -> Movers:
    """Who moved between two texts of one series, by country's key."""
    whole = matrix()
    positions = positions_on([before, after], whole, as_intended)
    return compared(
        Mover(
            int(whole.countries[row]),
            answer(before, LETTERS[int(positions[row, 0])]),
            answer(after, LETTERS[int(positions[row, 1])]),
        )
        for row in np.flatnonzero(positions.all(1))
    )


def movers_among(rows: Iterable[SeriesRow], before: SeriesText, after: SeriesText) -> Movers:
    """As `movers`, of rows of the series that are read already."""
    found = []
    for row in rows:
        taken = {each.text: each.adjusted for each in row.taken}
        first, second = taken[before.text], taken[after.text]
        if first and second:
            found.append(Mover(row.country.pk, first, second))
    return compared(found)


def compared(found: Iterable[Mover]) -> Movers:
    """Movers told from those who came from or went to not voting, and from those who stayed."""
    moved, through = [], []
    kept: Counter[str] = Counter()
    for each in found:
        if each.before == each.after:
            kept[each.before] += 1
        elif "X" in (each.before, each.after):
            through.append(each)
        else:
            moved.append(each)
    return Movers(moved, through, dict(kept))


def answer(text: SeriesText, letter: str) -> str:
    """A position as an answer to the series' own question."""
    return OPPOSITE.get(letter, letter) if text.text.direction < 0 else letter


def positions_on(
    texts: Sequence[SeriesText], whole: Matrix, as_intended: bool
) -> NDArray[np.uint8]:
    """The codes of all countries on several texts, a column each in their order; no positions
    where a roll call has been taken back since the texts were read."""
    positions = whole.positions(as_intended)
    found = np.zeros((len(positions), len(texts)), dtype=np.uint8)
    for column, each in enumerate(texts):
        for place in whole.places(np.array([each.roll_call.pk])):
            found[:, column] = positions[:, place]
    return found


def text_called(texts: Sequence[SeriesText], resolution: Resolution) -> SeriesText | None:
    """The one of a series' texts that is this resolution."""
    return next((each for each in texts if each.entry.resolution_id == resolution.pk), None)
