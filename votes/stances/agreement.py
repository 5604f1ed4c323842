"""With whom a country votes: others, all of them, and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import (
    CAST,
    INDICES,
    Agreement,
    agreements,
    ranks,
    tables_by,
    tables_with,
)
from votes.models import Country, Group
from votes.stances.matrix import Selection
from votes.stances.members import group_spells

# Fewer shared roll calls than this say too little for a rank.
LEAST = 20


@dataclass(frozen=True)
class Shared:
    """A country's agreement with another, or with a group's line, and the days of the first and
    last roll call in which both cast a vote."""

    partner: Country | Group
    agreement: Agreement
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Partner:
    """A country beside another under every index, with its rank among all; a rank is None with
    too few shared roll calls."""

    country: Country
    scores: dict[str, Agreement]
    ranks: dict[str, int | None]
    n: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class YearOfAgreement:
    """Two countries' agreement in one year."""

    year: int
    agreement: Agreement


def agreement_with(
    country: Country, others: Sequence[Country], selection: Selection, index: str
) -> list[Shared]:
    """A country's agreement with each of several others, in their order."""
    one = selection.of(country)
    rows = selection.positions[[selection.matrix.row(other.pk) for other in others]]
    found = agreements(tables_with(one, rows), index)
    return [
        Shared(other, agreement, *period(one, row, selection.days))
        for other, agreement, row in zip(others, found, rows, strict=True)
    ]


def agreement_with_groups(
    country: Country, groups: Sequence[Group], selection: Selection, index: str
) -> list[Shared]:
    """A country's agreement with the line of each group: the position that most of its other
    members of the day cast. Where two tie, the group has no line in that roll call."""
    one = selection.of(country)
    lines = np.array([line_of(group, selection, country) for group in groups], dtype=np.uint8)
    lines = lines.reshape(len(groups), len(one))
    found = agreements(tables_with(one, lines), index)
    return [
        Shared(group, agreement, *period(one, line, selection.days))
        for group, agreement, line in zip(groups, found, lines, strict=True)
    ]


def agreement_by_year(
    country: Country, other: Country, selection: Selection, index: str
) -> list[YearOfAgreement]:
    """Two countries' agreement in each year in which both cast a vote, oldest first."""
    years, places = np.unique(selection.years, return_inverse=True)
    tables = tables_by(selection.of(country), selection.of(other), places, len(years))
    return [
        YearOfAgreement(int(year), agreement)
        for year, agreement in zip(years, agreements(tables, index), strict=True)
        if agreement.n
    ]


def partners(
    country: Country, others: Sequence[Country], selection: Selection, least: int = LEAST
) -> list[Partner]:
    """A country beside all others that shared a roll call with it, under every index, the closest
    first by Lijphart's; those with fewer than `least` shared roll calls come last, unranked."""
    one = selection.of(country)
    others = [other for other in others if other.pk != country.pk]
    rows = selection.positions[[selection.matrix.row(other.pk) for other in others]]
    tables = tables_with(one, rows)
    scores = {index: agreements(tables, index) for index in INDICES}
    places = {index: ranks(found, least) for index, found in scores.items()}
    days = selection.days
    found = []
    for place, other in enumerate(others):
        n = scores["lijphart"][place].n
        if n:
            found.append(
                Partner(
                    other,
                    {index: each[place] for index, each in scores.items()},
                    {index: each[place] for index, each in places.items()},
                    n,
                    *period(one, rows[place], days),
                )
            )
    return sorted(found, key=lambda each: (each.ranks["lijphart"] or len(found) + 1, -each.n))


def period(
    one: NDArray[np.uint8], other: NDArray[np.uint8], days: NDArray[np.int64]
) -> tuple[date | None, date | None]:
    """The days of the first and of the last roll call in which both cast a vote."""
    both = np.flatnonzero((one > 0) & (one <= CAST) & (other > 0) & (other <= CAST))
    if not len(both):
        return None, None
    first, last = days[both[[0, -1]]]
    return date.fromordinal(int(first)), date.fromordinal(int(last))


def line_of(group: Group, selection: Selection, without: Country | None) -> NDArray[np.uint8]:
    """The code of the position that most members of the day cast, a roll call each; 0 where two
    tie or none cast one. `without` leaves a country out of the count."""
    inside = selection.spans(group_spells(group))
    if without is not None:
        inside[selection.matrix.row(without.pk)] = False
    counts = np.array(
        [((selection.positions == code) & inside).sum(0) for code in range(1, CAST + 1)]
    )
    most = counts.max(0)
    is_clear = (most > 0) & ((counts == most).sum(0) == 1)
    return np.where(is_clear, counts.argmax(0) + 1, 0).astype(np.uint8)
