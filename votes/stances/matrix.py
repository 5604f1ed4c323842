"""All published votes as one small array, read once for each state of the record."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Case, F, Value, When
from numpy.typing import NDArray

from votes.analytics.agreement import CODES, Counts, tables_of_pairs, tables_with
from votes.models import Country, DataVersion, RollCall, Vote

log = logging.getLogger(__name__)
# A vote as one number: the roll call, the country, the position's code.
COUNTRIES_AT_MOST = 1_000_000
PLACES = COUNTRIES_AT_MOST * 10
# The form of the array: one that an earlier release has left is not taken up.
FORM = 2
# So many questions' columns are kept.
SELECTED_AT_MOST = 64
# How long another process may take up an array: a day.
KEPT_SECONDS = 86_400


@dataclass(frozen=True)
class Matrix:
    """The positions of all countries (rows, by key) in all published roll calls (columns, by date
    and key), as the codes of `analytics.agreement`; 0 is no position.

    The last row is that of a country that is not among them, such as one added since: no position.
    `days` has the date of each column as its ordinal; `is_general` says where every member of the
    United Nations may vote and is named, as in the Assembly's plenary. `intended` are the
    positions that delegations later said they had meant to take, as (row, column, code).
    """

    countries: NDArray[np.int64]
    roll_calls: NDArray[np.int64]
    days: NDArray[np.int64]
    is_general: NDArray[np.bool_]
    recorded: NDArray[np.uint8]
    intended: NDArray[np.int64]
    # Columns by the question that selected them, in this process.
    selected: dict[tuple[Any, ...], NDArray[np.int64]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def row(self, country: int) -> int:
        """The row of a country's key."""
        place = int(np.searchsorted(self.countries, country))
        is_there = place < len(self.countries) and self.countries[place] == country
        return place if is_there else len(self.countries)

    def positions(self, as_intended: bool) -> NDArray[np.uint8]:
        """All positions, as recorded or as intended where that differs."""
        return self.meant if as_intended else self.recorded

    @cached_property
    def meant(self) -> NDArray[np.uint8]:
        if not len(self.intended):
            return self.recorded
        meant = self.recorded.copy()
        rows, columns, codes = self.intended.T
        meant[rows, columns] = codes
        return meant

    @cached_property
    def years(self) -> NDArray[np.int64]:
        """The year of each column."""
        return years_of(self.days)

    @cached_property
    def pairs_recorded(self) -> Counts:
        """The tables of every pair of rows over all roll calls, as recorded."""
        return tables_of_pairs(self.recorded)

    @cached_property
    def pairs_meant(self) -> Counts:
        return tables_of_pairs(self.meant) if len(self.intended) else self.pairs_recorded

    def columns(self, roll_calls: Any = None) -> NDArray[np.int64]:
        """The columns of the roll calls that a queryset selects, ascending; all without one."""
        if roll_calls is None:
            return np.arange(len(self.roll_calls))
        rows = roll_calls.order_by().values_list("pk", flat=True)
        try:
            statement = rows.query.sql_with_params()
        except EmptyResultSet:
            # It selects nothing, whatever there is.
            return np.arange(0)
        # What a question selects holds until anything changes.
        asked = (DataVersion.current(), *statement)
        found = self.selected.get(asked)
        if found is None:
            pks = np.fromiter(rows.iterator(chunk_size=10_000), dtype=np.int64)
            found = self.places(pks)
            if len(self.selected) >= SELECTED_AT_MOST:
                self.selected.clear()
            self.selected[asked] = found
        return found

    def places(self, pks: NDArray[np.int64]) -> NDArray[np.int64]:
        """The columns of roll calls by their keys, ascending; those that are not there are left
        out."""
        return np.flatnonzero(np.isin(self.roll_calls, pks))

    def place_of_each(self, pks: NDArray[np.int64]) -> NDArray[np.int64]:
        """The column of each of several roll calls, in their order; -1 where it is not there."""
        if not len(self.roll_calls):
            return np.full(len(pks), -1)
        order = np.argsort(self.roll_calls)
        found = np.searchsorted(self.roll_calls, pks, sorter=order)
        places = order[np.minimum(found, len(order) - 1)]
        return np.where(self.roll_calls[places] == pks, places, -1)


@dataclass(frozen=True)
class Selection:
    """The part of the record that a question is about: `positions` has a row a country and a
    column for each roll call that was selected, with its date in `days`."""

    matrix: Matrix
    columns: NDArray[np.int64]
    positions: NDArray[np.uint8]

    @classmethod
    def whole(cls, matrix: Matrix, as_intended: bool = False) -> Selection:
        """All published roll calls."""
        return cls(matrix, matrix.columns(), matrix.positions(as_intended))

    @cached_property
    def days(self) -> NDArray[np.int64]:
        return self.matrix.days[self.columns]

    @cached_property
    def roll_calls(self) -> NDArray[np.int64]:
        """The roll calls' keys."""
        return self.matrix.roll_calls[self.columns]

    @cached_property
    def years(self) -> NDArray[np.int64]:
        return self.matrix.years[self.columns]

    def among(self, pks: Sequence[int]) -> Selection:
        """The part that is about roll calls with these keys."""
        return self.at(np.flatnonzero(np.isin(self.roll_calls, np.array(pks, dtype=np.int64))))

    def at(self, places: NDArray[np.int64]) -> Selection:
        """The part that is about the roll calls at these places, ascending."""
        return Selection(self.matrix, self.columns[places], self.positions[:, places])

    def of(self, country: Country) -> NDArray[np.uint8]:
        """One country's positions, a roll call each."""
        return self.positions[self.matrix.row(country.pk)]

    def of_each(self, countries: Iterable[Country]) -> NDArray[np.uint8]:
        """The positions of several countries, a row each in their order."""
        rows = [self.matrix.row(country.pk) for country in countries]
        return self.positions[np.array(rows, dtype=np.int64)]

    def tables(self, country: Country, others: Iterable[Country]) -> Counts:
        """The tables of a country with each of several others; of the whole record they are
        counted once."""
        row = self.matrix.row(country.pk)
        rows = np.array([self.matrix.row(each.pk) for each in others], dtype=np.int64)
        if self.positions is self.matrix.recorded:
            return self.matrix.pairs_recorded[row, rows]
        if self.positions is self.matrix.meant:
            return self.matrix.pairs_meant[row, rows]
        return tables_with(self.positions[row], self.positions[rows])

    def inside(self, spells: Iterable[tuple[int, date | None, date | None]]) -> NDArray[np.bool_]:
        """At which roll calls one country is inside one of its spells, as `spans` takes them."""
        inside = np.zeros(len(self.columns), dtype=bool)
        for _, first, last in spells:
            inside[self.between(first, last)] = True
        return inside

    def between(self, first: date | None, last: date | None) -> slice:
        """The roll calls from one day to another, both included."""
        days = self.days
        begin = int(np.searchsorted(days, first.toordinal())) if first else 0
        end = int(np.searchsorted(days, last.toordinal(), side="right")) if last else len(days)
        return slice(begin, end)

    def spans(self, spells: Iterable[tuple[int, date | None, date | None]]) -> NDArray[np.bool_]:
        """Which countries are inside one of their spells at which roll call, shaped as
        `positions`; a spell is a country's key, its first and its last day, open where None."""
        inside = np.zeros(self.positions.shape, dtype=bool)
        for country, first, last in spells:
            inside[self.matrix.row(country), self.between(first, last)] = True
        return inside


def select(roll_calls: Any = None, as_intended: bool = False, stamp: str = "") -> Selection:
    """The published roll calls that a queryset selects, all without one, as recorded or as
    delegations later said they had meant to vote; `stamp` as `matrix` takes it."""
    whole = matrix(stamp)
    columns, positions = whole.columns(roll_calls), whole.positions(as_intended)
    return Selection(whole, columns, positions if roll_calls is None else positions[:, columns])


def years_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The years of days given as ordinals."""
    epoch = days - date(1970, 1, 1).toordinal()
    return epoch.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def runs(ascending: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """The distinct values of an ascending array, where each begins, and for each element the place
    of its value among them; as `np.unique` has them, without sorting."""
    is_new = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    starts = np.flatnonzero(is_new)
    return ascending[starts], starts, np.cumsum(is_new) - 1


_loaded: dict[str, Matrix] = {}
_loading = Lock()


def matrix(stamp: str = "") -> Matrix:
    """The array of the record as it is now.

    Kept in the process, and in the cache that processes share, under the time of the last change
    to a vote or roll call; read from the database only after one. Whoever has just read that time
    (`DataVersion.votes_stamp`) says it.
    """
    stamp = stamp or DataVersion.votes_stamp()
    if not stamp:
        # Nothing has been written yet.
        return read()
    database = f"{connection.vendor}:{connection.settings_dict['NAME']}"
    name = f"{FORM}:{database}:{stamp}"
    with _loading:
        if name not in _loaded:
            found = _shared(name)
            if found is None:
                found = read()
                _share(name, found)
            _loaded.clear()
            _loaded[name] = found
        return _loaded[name]


def _shared(name: str) -> Matrix | None:
    """The array as another process left it; None where none did, or the cache does not answer."""
    try:
        return caches["matrix"].get(name)
    except Exception:
        log.warning("The shared array could not be taken up; it is read anew.", exc_info=True)
        return None


def _share(name: str, found: Matrix) -> None:
    try:
        caches["matrix"].set(name, found, KEPT_SECONDS)
    except Exception:
        log.warning("The array could not be shared with other processes.", exc_info=True)


def read() -> Matrix:
    """The array, read from the database."""
    countries = np.array(sorted(Country.objects.values_list("pk", flat=True)), dtype=np.int64)
    published = RollCall.objects.published().order_by("date", "id")
    calls = list(published.values_list("pk", "date", "organ", "modality"))
    roll_calls = np.array([pk for pk, *_ in calls], dtype=np.int64)
    days = np.array([day.toordinal() for _, day, *_ in calls], dtype=np.int64)
    general = np.array(
        [organ not in RollCall.SMALL and how in RollCall.BY_NAME for *_, organ, how in calls],
        dtype=bool,
    )
    recorded = np.zeros((len(countries) + 1, len(roll_calls)), dtype=np.uint8)
    nothing = np.zeros((0, 3), dtype=np.int64)
    found = Matrix(countries, roll_calls, days, general, recorded, nothing)
    if not len(roll_calls) or not len(countries):
        return found
    rows, columns, codes = _votes(found, "position", Vote.objects.all())
    recorded[rows, columns] = codes
    meant = _votes(found, "intended_position", Vote.objects.exclude(intended_position=""))
    return replace(found, intended=np.stack(meant, axis=1))


def _votes(found: Matrix, name: str, votes: Any) -> tuple[NDArray[np.int64], ...]:
    """Rows, columns and codes of votes; those in drafts are left out."""
    code = Case(
        *(When(**{name: letter}, then=Value(code)) for letter, code in CODES.items()),
        output_field=BigIntegerField(),
    )
    packed = F("roll_call_id") * PLACES + F("country_id") * 10 + code
    numbers = votes.order_by().annotate(packed=packed).values_list("packed", flat=True)
    read_in = np.fromiter(numbers.iterator(chunk_size=50_000), dtype=np.int64)
    pks, rest = np.divmod(read_in, PLACES)
    columns = found.place_of_each(pks)
    is_published = columns >= 0
    rows = np.searchsorted(found.countries, rest // 10)
    return rows[is_published], columns[is_published], (rest % 10)[is_published]
