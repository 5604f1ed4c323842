"""With whom a country votes: others, all of them, and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from numpy.typing import NDArray

from votes.analytics.agreement import (
    CAST,
    INDICES,
    Agreement,
    agreements,
    counted,
    ranks,
    tables_by,
    tables_with,
)
from votes.models import Country, Group
from votes.stances.matrix import Selection, runs
from votes.stances.members import group_spells

# Fewer shared roll calls than this say too little for a rank.
LEAST = 20
# How an index is made; marked here, and translated where it is said.
METHODS = {
    "lijphart": gettext_noop(
        "Share of roll calls with the same position, counting half where exactly one abstained "
        "(Lijphart 1963)."
    ),
    "strict": gettext_noop("Share of roll calls with the same position (yes, abstain or no)."),
    "yes_no": gettext_noop(
        "Share of the same votes among roll calls in which both voted yes or no."
    ),
    "pi": gettext_noop(
        "Agreement beyond chance, one common habit assumed: Scott's pi, linear weights (Häge 2011)."
    ),
    "kappa": gettext_noop(
        "Agreement beyond chance, each with its own habit: Cohen's kappa, linear weights "
        "(Häge 2011)."
    ),
}
SHARED = gettext_noop(
    "Only roll calls in which both cast yes, abstain or no; absence by either drops it."
)


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
    """A country's agreement in one year, and the days of the first and last roll call of that year
    in which both cast a vote."""

    year: int
    agreement: Agreement
    first: date
    last: date


def method(index: str) -> str:
    """How an index is made, in words."""
    return f"{_(METHODS[index])} {_(SHARED)}"


def agreement_with(
    country: Country, others: Sequence[Country], selection: Selection, *indices: str
) -> list[Shared]:
    """A country's agreement with each of several others, in their order, under each index."""
    return shared(selection.of(country), others, selection.of_each(others), selection, indices)


def agreement_with_groups(
    country: Country, groups: Sequence[Group], selection: Selection, *indices: str
) -> list[Shared]:
    """A country's agreement with the line of each group: the position that most of its other
    members of the day cast. Where two tie, the group has no line in that roll call."""
    one = selection.of(country)
    lines = np.array([line_of(group, selection, country) for group in groups], dtype=np.uint8)
    return shared(one, groups, lines.reshape(len(groups), len(one)), selection, indices)


def agreement_with_all(
    country: Country, others: Sequence[Country], selection: Selection, *indices: str
) -> list[Shared]:
    """A country's agreement under each index with all others, in the order of `partners` by the
    first; those that shared no roll call with it come last."""
    return [
        Shared(each.country, each.scores[index], each.first, each.last)
        for each in beside(country, others, selection, LEAST, indices)
        for index in indices
    ]


def shared(
    one: NDArray[np.uint8],
    others: Sequence[Country | Group],
    rows: NDArray[np.uint8],
    selection: Selection,
    indices: Sequence[str],
) -> list[Shared]:
    """The agreement of one row of positions with others', by other and index."""
    tables = tables_with(one, rows)
    scores = [agreements(tables, index) for index in indices]
    spans = periods(one, rows, selection.days)
    return [
        Shared(other, agreement, *span)
        for other, span, *found in zip(others, spans, *scores, strict=True)
        for agreement in found
    ]


def agreement_by_year(
    country: Country, other: Country | Group, selection: Selection, *indices: str
) -> list[YearOfAgreement]:
    """A country's agreement with another, or with a group's line, in each year in which both cast
    a vote, oldest first, under each index."""
    one = selection.of(country)
    row = line_of(other, selection, country) if isinstance(other, Group) else selection.of(other)
    both = np.flatnonzero(is_cast(one) & is_cast(row))
    years, starts, places = runs(selection.years[both])
    tables = tables_by(one[both], row[both], places, len(years))
    scores = [agreements(tables, index) for index in indices]
    days = selection.days[both]
    ends = [*starts[1:], len(both)][: len(years)]
    return [
        YearOfAgreement(int(year), agreement, day_of(days[start]), day_of(days[end - 1]))
        for year, start, end, *found in zip(years, starts, ends, *scores, strict=True)
        for agreement in found
    ]


def partners(
    country: Country,
    others: Sequence[Country],
    selection: Selection,
    least: int = LEAST,
    index: str = "lijphart",
) -> list[Partner]:
    """A country beside all others that shared a roll call with it, under every index, the closest
    first by one of them; those with fewer than `least` shared roll calls come last, unranked, the
    most shared first. Ties stay in the order of `others`."""
    names = [index, *(name for name in INDICES if name != index)]
    return [each for each in beside(country, others, selection, least, names) if each.n]


@dataclass(frozen=True)
class Ranked:
    """A country beside another under one index, of those with enough shared roll calls."""

    country: Country
    agreement: Agreement
    rank: int


def ranked(
    country: Country,
    others: Sequence[Country],
    selection: Selection,
    index: str,
    least: int = LEAST,
) -> list[Ranked]:
    """Those of `partners` that have a rank, in its order, under the one index that ranks."""
    others = [other for other in others if other.pk != country.pk]
    tables = selection.tables(country, others)
    scores = agreements(tables, index)
    places = ranks(scores, counted(tables, index), least)
    found = [
        Ranked(other, score, place)
        for other, score, place in zip(others, scores, places, strict=True)
        if place is not None
    ]
    return sorted(found, key=lambda each: (each.rank, -each.agreement.n))


def most_shared(country: Country, others: Sequence[Country], selection: Selection) -> int:
    """The most roll calls in which the country and one of the others both cast a vote."""
    others = [other for other in others if other.pk != country.pk]
    counts = selection.tables(country, others).sum((-2, -1))
    return int(counts.max(initial=0))


def cast_between(country: Country, selection: Selection) -> tuple[date, date] | None:
    """The days of the first and of the last roll call in which the country cast a vote."""
    places = np.flatnonzero(is_cast(selection.of(country)))
    if not len(places):
        return None
    return day_of(selection.days[places[0]]), day_of(selection.days[places[-1]])


def beside(
    country: Country,
    others: Sequence[Country],
    selection: Selection,
    least: int,
    indices: Sequence[str],
) -> list[Partner]:
    """A country beside all others under some indices, in the order of `partners` by the first;
    those without a shared roll call too."""
    one = selection.of(country)
    others = [other for other in others if other.pk != country.pk]
    rows = selection.of_each(others)
    tables = selection.tables(country, others)
    scores = {index: agreements(tables, index) for index in indices}
    places = {index: ranks(found, counted(tables, index), least) for index, found in scores.items()}
    first = indices[0]
    found = [
        Partner(
            other,
            {index: each[place] for index, each in scores.items()},
            {index: each[place] for index, each in places.items()},
            scores[first][place].n,
            *span,
        )
        for place, (other, span) in enumerate(
            zip(others, periods(one, rows, selection.days), strict=True)
        )
    ]
    return sorted(found, key=lambda each: (each.ranks[first] or len(found) + 1, -each.n))


def day_of(ordinal: np.int64) -> date:
    return date.fromordinal(int(ordinal))


def is_cast(positions: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a vote was cast: yes, abstain or no."""
    return (positions > 0) & (positions <= CAST)


def periods(
    one: NDArray[np.uint8], others: NDArray[np.uint8], days: NDArray[np.int64]
) -> list[tuple[date | None, date | None]]:
    """The days of the first and of the last roll call in which one and each of the others both
    cast a vote."""
    if not len(days):
        return [(None, None)] * len(others)
    both = is_cast(one) & is_cast(others)
    first, last = both.argmax(1), len(days) - 1 - both[:, ::-1].argmax(1)
    return [
        (date.fromordinal(int(begin)), date.fromordinal(int(end))) if is_any else (None, None)
        for begin, end, is_any in zip(days[first], days[last], np.any(both, axis=1), strict=True)
    ]


def line_of(group: Group, selection: Selection, without: Country | None) -> NDArray[np.uint8]:
    """The code of the position that most members of the day cast, a roll call each; 0 where two
    tie or none cast one. `without` leaves a country out of the count."""
    inside = selection.spans(group_spells(group))
    if without is not None:
        inside[selection.matrix.row(without.pk)] = False
    members = np.flatnonzero(inside.any(1))
    return most_cast(np.where(inside[members], selection.positions[members], 0))


def most_cast(positions: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The code that most rows have in each column, of the votes cast; 0 where two tie or there is
    none."""
    counts = np.array([(positions == code).sum(0) for code in range(1, CAST + 1)])
    most = counts.max(0)
    is_clear = (most > 0) & ((counts == most).sum(0) == 1)
    return np.where(is_clear, counts.argmax(0) + 1, 0).astype(np.uint8)
