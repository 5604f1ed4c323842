"""Scores of agreement as tables: each row's numbers beside the questions that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from votes.models import Country
from votes.stances.agreement import (
    Agreement,
    Shared,
    YearOfAgreement,
    agreement_by_year,
    agreement_with,
)
from votes.stances.comparison import Topics, agreement_by_topic
from votes.stances.matrix import Selection
from votes.web.charts import written
from votes.web.figures import Figure, Query


@dataclass(frozen=True)
class ScoreCell:
    """A score and its n, each at its place in the answer; without them, where none shared one."""

    score: float | None
    n: int
    at: str
    is_given: bool = True

    @property
    def shown(self) -> str:
        return "" if self.score is None else written(self.score)

    @classmethod
    def of(cls, agreement: Agreement, place: int) -> ScoreCell:
        return cls(agreement.score, agreement.n, str(place))


NOTHING = ScoreCell(None, 0, "", is_given=False)


@dataclass(frozen=True)
class ScoreGroup:
    """Neighbouring cells that one question answers."""

    cells: list[ScoreCell]
    query: Query


@dataclass(frozen=True)
class ScoreRow:
    """One row: what it is about, and its cells; `blank` is the place of a country beside itself."""

    head: str
    groups: list[ScoreGroup]
    href: str = ""
    blank: int | None = None


@dataclass(frozen=True)
class PairRow:
    """Two countries under every index, with their n and period."""

    first: Country
    second: Country
    shared: list[Shared]
    indices: list[tuple[str, ScoreCell]]
    query: Query

    @property
    def label(self) -> str:
        return label_of(self.first, self.second)

    @property
    def n(self) -> int:
        return self.shared[0].agreement.n

    @property
    def since(self) -> str:
        return month_in_words(self.shared[0].first)

    @property
    def until(self) -> str:
        return month_in_words(self.shared[0].last)

    def score(self, index: str) -> float | None:
        return dict(self.indices)[index].score

    def told(self, index: str) -> ToldPair:
        score = dict(self.indices)[index]
        return ToldPair(
            self,
            Figure(score.score, self.query.to(score.at, "score"), score.shown),
            Figure(self.n, self.query.to(score.at, "n")),
        )


@dataclass(frozen=True)
class ToldPair:
    """A pair of which a sentence tells, with its score and n."""

    pair: PairRow
    score: Figure
    n: Figure


def month_in_words(day: date | None) -> str:
    """The month: of old roll calls the day is not always known."""
    return date_format(day, "M Y") if day else ""


def label_of(first: Country, second: Country) -> str:
    return f"{first.code}–{second.code}"


def pairs_of(countries: Sequence[Country]) -> list[tuple[Country, list[Country]]]:
    """Each country with those after it, so that every pair comes once."""
    return [(each, list(countries[place + 1 :])) for place, each in enumerate(countries[:-1])]


def matrix_rows(
    countries: Sequence[Country], selection: Selection, index: str, asked: dict[str, Any]
) -> list[ScoreRow]:
    """Every country beside every other."""
    rows = []
    for place, country in enumerate(countries):
        others = [each for each in countries if each.pk != country.pk]
        found = agreement_with(country, others, selection, index)
        query = question(country, others, index, asked)
        cells = [ScoreCell.of(each.agreement, number) for number, each in enumerate(found)]
        group = ScoreGroup(cells, query)
        rows.append(ScoreRow(str(country), [group], country.get_absolute_url(), place))
    return rows


def pair_rows(
    countries: Sequence[Country],
    selection: Selection,
    indices: Sequence[str],
    asked: dict[str, Any],
) -> list[PairRow]:
    """Every pair under each index."""
    rows = []
    for country, others in pairs_of(countries):
        found = agreement_with(country, others, selection, *indices)
        for number, other in enumerate(others):
            own = found[number * len(indices) : (number + 1) * len(indices)]
            cells = [ScoreCell.of(each.agreement, place) for place, each in enumerate(own)]
            query = question(country, [other], "all", asked)
            named = list(zip(indices, cells, strict=True))
            rows.append(PairRow(country, other, own, named, query))
    return rows


@dataclass(frozen=True)
class YearScores:
    """Every pair's agreement by year: as rows of a table, and pair by pair."""

    rows: list[ScoreRow]
    by_pair: list[tuple[Country, Country, list[YearOfAgreement]]]

    @classmethod
    def of(
        cls,
        countries: Sequence[Country],
        selection: Selection,
        index: str,
        asked: dict[str, Any],
    ) -> YearScores:
        by_pair = []
        groups: list[tuple[Query, list[dict[int, ScoreCell]]]] = []
        for country, others in pairs_of(countries):
            query, place, columns = question(country, others, index, asked, by="year"), 0, []
            for other in others:
                found = agreement_by_year(country, other, selection, index)
                by_pair.append((country, other, found))
                columns.append(
                    {
                        each.year: ScoreCell.of(each.agreement, number)
                        for number, each in enumerate(found, start=place)
                    }
                )
                place += len(found)
            groups.append((query, columns))
        years = sorted({year for _, columns in groups for column in columns for year in column})
        rows = [
            ScoreRow(
                str(year),
                [
                    ScoreGroup([column.get(year, NOTHING) for column in columns], query)
                    for query, columns in groups
                ],
            )
            for year in reversed(years)
        ]
        return cls(rows, by_pair)


def topic_rows(
    countries: Sequence[Country],
    selection: Selection,
    topics: Topics,
    index: str,
    asked: dict[str, Any],
) -> list[ScoreRow]:
    """Every pair's agreement on each topic on which a pair cast a vote."""
    without = {name: value for name, value in asked.items() if name != "topic"}
    found = [
        (
            country,
            others,
            [agreement_by_topic(country, each, selection, topics, index) for each in others],
        )
        for country, others in pairs_of(countries)
    ]
    return [
        ScoreRow(
            topic.name,
            [
                ScoreGroup(
                    [ScoreCell.of(column[number], place) for place, column in enumerate(columns)],
                    question(country, others, index, without | {"topic": topic.slug}),
                )
                for country, others, columns in found
            ],
        )
        for number, topic in enumerate(topics.topics)
        if any(column[number].n for _, _, columns in found for column in columns)
    ]


def question(
    country: Country,
    others: Sequence[Country],
    index: str,
    asked: dict[str, Any],
    **also: str,
) -> Query:
    """The API's question about the agreement of one country with others."""
    codes = [each.code for each in others]
    given = asked | also
    return Query.of("agreement", country=country.code, with_=codes, index=index, **given).to(
        "results"
    )
