"""With whom a country votes: the closest, the farthest, and the five permanent members by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from votes.filters import INDICES, PartnerFilters, is_blank
from votes.models import Country, MembershipSpell, RollCall
from votes.stances.agreement import (
    LEAST,
    YearOfAgreement,
    agreement_by_year,
    cast_between,
    most_shared,
    ranked,
)
from votes.stances.matrix import Selection, select
from votes.stances.standing import Standing
from votes.web.charts import Lines, Scored, YearScore, written
from votes.web.figures import Query
from votes.web.pages.seats import seats_in

# Of today: the Soviet Union’s votes stand on its own page.
PERMANENT_NOW = ("CHN", "FRA", "GBR", "RUS", "USA")
SHOWN = 5
# What a reader may choose; the words are the API's.
CHOICES = ("index", "since", "until")


@dataclass(frozen=True)
class Asked:
    """The index and period that a reader chose, and what of it was wrong."""

    index: str
    since: date | None
    until: date | None
    faults: list[str]
    given: Mapping[str, str]
    filters: PartnerFilters

    @classmethod
    def of(cls, query: Mapping[str, str], positions: str = "") -> Asked:
        """From the query of an address; `positions` is the API's word for as intended, or ""."""
        worded = [name for name in CHOICES if not is_blank(query.get(name, ""))]
        given = {name: query[name].strip()[:40] for name in worded}
        if positions:
            given["positions"] = positions
        filters, faults = asked_as(given), []
        for name, errors in filters.faults().items():
            faults += [f"{name}: {error.message}" for error in errors]
            given.pop(name, None)
        if faults:
            filters = asked_as(given)
            filters.faults()
        taken = filters.given
        return cls(
            index=taken["index"] or "lijphart",
            since=taken["since"],
            until=taken["until"],
            faults=faults,
            given=given,
            filters=filters,
        )

    @property
    def is_chosen(self) -> bool:
        """Whether the reader asked for anything but what every page shows."""
        return any(name in self.given for name in CHOICES)

    @property
    def as_query(self) -> str:
        """What was chosen, as the query of an address."""
        return f"?{urlencode(self.given)}" if self.given else ""

    @property
    def indices(self) -> Sequence[str]:
        return INDICES

    def selection(self, votes_stamp: str, as_intended: bool) -> Selection:
        roll_calls = self.filters.qs if self.since or self.until else None
        return select(roll_calls, as_intended, votes_stamp)


def asked_as(given: Mapping[str, str]) -> PartnerFilters:
    """The API's question with these parameters, one value each."""
    values = {name: [value] for name, value in given.items()}
    return PartnerFilters(values, queryset=RollCall.objects.published())


@dataclass(frozen=True)
class PartnerLine:
    """One country beside the page's: the score, what it rests on, and where the API has both."""

    country: Country
    score: float | None
    n: int
    query: Query

    @property
    def shown(self) -> str:
        return "" if self.score is None else written(self.score)


@dataclass(frozen=True)
class Closeness:
    """Closest and farthest countries under one index, of those that share enough roll calls.

    `ranked` is how many do; `least` how many that is; `most` the most that any shares.
    """

    asked: Asked
    closest: list[PartnerLine]
    farthest: list[PartnerLine]
    ranked: int
    least: int
    most: int
    query: Query
    # The days of the country's first and last vote cast in the period.
    period: tuple[date, date] | None

    @property
    def sides(self) -> list[tuple[str, list[PartnerLine]]]:
        return [(_("Closest"), self.closest), (_("Farthest"), self.farthest)]

    @classmethod
    def of(
        cls, country: Country, asked: Asked, selection: Selection, voters: Sequence[Country]
    ) -> Closeness:
        found = ranked(country, voters, selection, asked.index)
        query = Query.of("partners", country.code, at="/results", **asked.given)
        lines = [
            PartnerLine(each.country, each.agreement.score, each.agreement.n, query.to(place))
            for place, each in enumerate(found)
        ]
        half = min(SHOWN, len(lines) // 2 or len(lines))
        return cls(
            asked=asked,
            closest=lines[:half],
            farthest=lines[half:][::-1][:half],
            ranked=len(lines),
            query=query,
            least=LEAST,
            most=0 if lines else most_shared(country, voters, selection),
            period=cast_between(country, selection),
        )


@dataclass(frozen=True)
class WithPermanent:
    """Agreement with each permanent member of the Security Council, by year: drawn, and as a table
    whose rows are years; a cell is "0.76 (62)", the score and n, "" where both cast no vote."""

    index: str
    lines: Lines | None
    columns: list[tuple[Country, Query]]
    rows: list[tuple[int, list[str]]]
    # What is noted of the seats of the others in those years.
    seats: list[MembershipSpell]

    @classmethod
    def of(
        cls, country: Country, asked: Asked, selection: Selection, standing: Standing
    ) -> WithPermanent:
        others = [each for each in standing.called(*PERMANENT_NOW) if each.code != country.code]
        found = {
            other: agreement_by_year(country, other, selection, asked.index) for other in others
        }
        scored = [
            Scored(
                other.name,
                other.code,
                [YearScore(each.year, each.agreement.score, each.agreement.n) for each in years],
            )
            for other, years in found.items()
        ]
        by_year: dict[int, dict[Country, YearOfAgreement]] = {}
        for other, years in found.items():
            for each in years:
                by_year.setdefault(each.year, {})[other] = each
        title = _("{country}: agreement with the permanent members").format(country=country)
        lines = Lines.of("p5", title, scored)
        return cls(
            index=asked.index,
            lines=lines,
            columns=[(other, by_year_query(country, other, asked.given)) for other in others],
            rows=[
                (year, [told(taken.get(other)) for other in others])
                for year, taken in sorted(by_year.items())
            ],
            seats=seats_in(lines, [other for other, years in found.items() if years]),
        )


def told(year: YearOfAgreement | None) -> str:
    if year is None:
        return ""
    agreement = year.agreement
    return f"{'–' if agreement.score is None else written(agreement.score)} ({agreement.n})"


def by_year_query(country: Country, other: Country, given: Mapping[str, Any]) -> Query:
    asked = {"country": country.code, "with_": other.code, **given, "by": "year"}
    return Query.of("agreement", at="/results", **asked)
