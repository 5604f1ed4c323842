"""What the page of every country stands on, read once for each state of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from django.db import connection

from votes.analytics.agreement import CODES
from votes.models import Country, DataVersion, Position, RollCall, Series
from votes.stances.matrix import Matrix, matrix
from votes.stances.series import Positions, SeriesRow, SeriesText, row_of, texts_of
from votes.stances.shifts import LETTERS, ShiftList


@dataclass(frozen=True)
class Standing:
    """The accepted series with their voted texts, and all countries by name, each with its spells
    of membership and its names; shared between requests, to be read only."""

    series: Sequence[Series]
    texts: dict[int, list[SeriesText]]
    countries: Sequence[Country]
    # The moves in the series as recorded and as intended, with the array they were made of.
    moves: dict[bool, tuple[Matrix, ShiftList]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def voters(self) -> list[Country]:
        """The states that vote or once voted."""
        return [each for each in self.countries if each.kind != Country.Kind.OBSERVER]

    def called(self, *codes: str) -> list[Country]:
        """The countries with these codes, in this order; those that are not there left out."""
        by_code = {each.code: each for each in self.countries}
        return [by_code[code] for code in codes if code in by_code]

    def of(self, country: Country) -> Country:
        """A country as it stands here; itself where it is not here, or no longer so called."""
        return next(iter(self.called(country.code)), country)

    @classmethod
    def at(cls, stamp: str) -> Standing:
        """As the record was at a stamp of `DataVersion`, read at most once a process; anew where
        nothing has been written through it yet."""
        if not stamp:
            return _read()
        return _standing(f"{connection.vendor}:{connection.settings_dict['NAME']}", stamp)

    @classmethod
    def now(cls) -> tuple[Standing, Matrix]:
        """As the record is now, with the array of its votes."""
        stamp, votes_stamp = DataVersion.stamps()
        return cls.at(stamp), matrix(votes_stamp)

    def shifts(self, whole: Matrix, as_intended: bool = False) -> ShiftList:
        """The moves of all countries in all of the series, the newest first, as recorded or as
        delegations later said they had meant to vote; worked out once for each array of votes."""
        differs = as_intended and len(whole.intended) > 0
        made_of, found = self.moves.get(differs, (None, None))
        if found is None or made_of is not whole:
            listed = [(each, self.texts.get(each.pk, [])) for each in self.series]
            found = ShiftList.of(listed, whole, differs)
            self.moves[differs] = whole, found
        return found

    def shifts_of(self, country: Country, whole: Matrix, as_intended: bool = False) -> ShiftList:
        """The moves of one country in all of the series, as `shifts` has those of all."""
        return self.shifts(whole, as_intended).among([country])

    def series_of(self, country: Country, whole: Matrix) -> list[Series]:
        """The series that have a text at which the country was a member or has a position, the one
        voted on last first; of a former member the one that it voted on most."""
        roll_calls = {each.roll_call.pk for found in self.texts.values() for each in found}
        voted_in = positions_of(country, whole, roll_calls).keys()
        found = [
            each
            for each in self.series
            if any(
                text.roll_call.pk in voted_in or country.is_member_on(text.roll_call.date)
                for text in reversed(self.texts.get(each.pk, []))
            )
        ]
        found.sort(key=lambda each: (self.texts[each.pk][-1].roll_call.date, each.pk), reverse=True)
        if country.kind == Country.Kind.FORMER:
            # What was voted on last was so without it.
            own = {
                each.pk: sum(text.roll_call.pk in voted_in for text in self.texts[each.pk])
                for each in found
            }
            found.sort(key=lambda each: own[each.pk], reverse=True)
        return found

    def rows(
        self, country: Country, series: Iterable[Series], whole: Matrix, as_intended: bool
    ) -> list[SeriesRow]:
        """A country's rows in some of the series, in their order, as `rows_of_country` has them
        but without a question to the database."""
        series = list(series)
        roll_calls = {each.roll_call.pk for one in series for each in self.texts[one.pk]}
        positions = positions_of(country, whole, roll_calls)
        return [
            row_of(each, country, self.texts[each.pk], positions, as_intended) for each in series
        ]


@lru_cache(maxsize=2)
def _standing(database: str, stamp: str) -> Standing:
    return _read()


def _read() -> Standing:
    series = list(Series.objects.accepted())
    countries = Country.objects.prefetch_related("spells", "names").order_by("name", "id")
    return Standing(series, texts_of(series), list(countries))


def positions_of(country: Country, whole: Matrix, roll_calls: set[int]) -> Positions:
    """A country's positions in some roll calls, recorded and intended, by the roll call's key."""
    row, wanted = whole.row(country.pk), np.array(sorted(roll_calls), dtype=np.int64)
    places = whole.places(wanted)
    recorded, meant = whole.recorded[row, places], whole.meant[row, places]
    return {
        int(pk): (LETTERS[int(code)], LETTERS[int(other)] if other != code else "")
        for pk, code, other in zip(whole.roll_calls[places], recorded, meant, strict=True)
        if code
    }


def count_positions(roll_calls: Iterable[RollCall], whole: Matrix) -> None:
    """Count the positions where a total is not stated, as `count_votes` does, from the array."""
    for roll_call in roll_calls:
        if len(roll_call.official) < len(Position):
            for place in whole.places(np.array([roll_call.pk])):
                counts = np.bincount(whole.recorded[:, place], minlength=len(CODES) + 1)
                roll_call.counted = {each: int(counts[CODES[each.value]]) for each in Position}
