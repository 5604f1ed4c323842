"""Who moved between the core texts of a series, when, and whether it lasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import CAST, CODES
from votes.analytics.series import OPPOSITE, Text
from votes.analytics.shifts import After, Shift, Turns, shifts_of_all
from votes.models import Country, Resolution, Series
from votes.stances.matrix import Matrix, matrix
from votes.stances.series import SeriesRow, SeriesText

LETTERS = {code: letter for letter, code in CODES.items()}
# Codes as answers to a question that is the opposite.
TURNED = np.array([0, *(CODES[OPPOSITE.get(letter, letter)] for letter in CODES)], dtype=np.uint8)


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


@dataclass(frozen=True, eq=False)
class ShiftList(Sequence[SeriesShift]):
    """Moves, the newest first. They stand in arrays, of which one is made when it is asked for:
    `turns` by the places of core texts in `texts` and of countries' keys in `countries`."""

    texts: Sequence[tuple[Series, SeriesText]]
    countries: NDArray[np.int64]
    turns: Turns

    @classmethod
    def of(
        cls,
        listed: Iterable[tuple[Series, Sequence[SeriesText]]],
        whole: Matrix,
        as_intended: bool = False,
    ) -> ShiftList:
        """The moves in several series with their texts, as recorded or as delegations later said
        they had meant to vote."""
        core = [(series, each) for series, texts in listed for each in texts if each.text.is_core]
        texts = [each for _, each in core]
        positions = positions_on(texts, whole, as_intended)
        turned = np.array([each.text.direction < 0 for each in texts], dtype=bool)
        positions[:, turned] = TURNED[positions[:, turned]]
        series = np.array([each.pk for each, _ in core], dtype=np.int64)
        turns = shifts_of_all(positions, series)
        # What orders moves, each of them by itself: two of one country may share a day.
        days = np.array([each.roll_call.date.toordinal() for each in texts], dtype=np.int64)
        symbols = ranks([each.text.symbol for each in texts])
        at, keys = turns.columns, whole.countries[turns.rows]
        order = np.lexsort((symbols[at], keys, series[at], days[at]))[::-1]
        return cls(core, whole.countries, turns.at(order))

    def __len__(self) -> int:
        return len(self.turns.rows)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self.move(each) for each in range(*place.indices(len(self)))]
        return self.move(range(len(self))[place])

    def move(self, place: int) -> SeriesShift:
        turns = self.turns
        series, text = self.texts[turns.columns[place]]
        _, earlier = self.texts[turns.earlier[place]]
        before, after = (LETTERS[int(each[place])] for each in (turns.before, turns.after))
        then = After.of(before, after, LETTERS.get(int(turns.following[place])))
        shift = Shift(before, after, earlier.text, text.text, then)
        return SeriesShift(int(self.countries[turns.rows[place]]), series, shift, earlier, text)

    def among(
        self,
        countries: Iterable[Country] | None = None,
        series: Iterable[Series] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> ShiftList:
        """Those of some countries, in some series, on one day to another, both included; of all
        where None."""
        keys = None if series is None else {each.pk for each in series}
        wanted = [
            (keys is None or each.pk in keys)
            and (since is None or text.roll_call.date >= since)
            and (until is None or text.roll_call.date <= until)
            for each, text in self.texts
        ]
        kept = np.array(wanted, dtype=bool)[self.turns.columns]
        if countries is not None:
            own = np.array([each.pk for each in countries], dtype=np.int64)
            kept &= np.isin(self.countries, own)[self.turns.rows]
        return replace(self, turns=self.turns.at(kept))

    def last_written_first(self) -> ShiftList:
        """By when the votes or entries that each lies between were last written; among equals the
        newest first."""
        written = ranks([each.written_at for _, each in self.texts])
        last = np.maximum(written[self.turns.earlier], written[self.turns.columns])
        return replace(self, turns=self.turns.at(np.argsort(-last, kind="stable")))


def ranks(values: Sequence[Any]) -> NDArray[np.int64]:
    """The place of each value among all that there are, equal ones at the same."""
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([places[value] for value in values], dtype=np.int64)


def place_of(move: SeriesShift) -> tuple[date, int, int, str]:
    """What orders moves in a list."""
    text = move.shift.text
    return text.day, move.series.pk, move.country, text.symbol


def shifts_by_text(
    series: Series, texts: Sequence[SeriesText], as_intended: bool = False
) -> list[TextShifts]:
    """The moves in a series of these texts at each of its core texts, in their order."""
    whole = matrix()
    core = [each for each in texts if each.text.is_core]
    positions = positions_on(core, whole, as_intended)
    cast = (positions > 0) & (positions <= CAST)
    pairs: dict[Text, Counter[tuple[str, str]]] = {each.text: Counter() for each in core}
    for each in ShiftList.of([(series, texts)], whole, as_intended):
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
    places = whole.place_of_each(np.array([each.roll_call.pk for each in texts], dtype=np.int64))
    found[:, places >= 0] = positions[:, places[places >= 0]]
    return found


def text_called(texts: Sequence[SeriesText], resolution: Resolution) -> SeriesText | None:
    """The one of a series' texts that is this resolution."""
    return next((each for each in texts if each.entry.resolution_id == resolution.pk), None)
