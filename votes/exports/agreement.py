"""The agreement of several countries as one tidy file: a line for each pair, year and topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from votes.exports.formats import FORMATS
from votes.models import Country
from votes.stances.agreement import Agreement, agreement_by_year, agreement_with
from votes.stances.comparison import Topics, agreement_by_topic
from votes.stances.matrix import Selection

COLUMNS = (
    *("country", "country_name", "with", "with_name", "year", "topic", "index", "score", "n"),
    *("since", "until"),
)


def agreement_lines(
    countries: Sequence[Country],
    selection: Selection,
    indices: Sequence[str],
    topics: Topics,
) -> Iterator[str]:
    """Every pair as a whole, then in each year, then on each topic, under each index; `year` and
    `topic` are empty where the line is about all."""
    form = FORMATS["csv"]
    yield form.head(COLUMNS)
    for place, country in enumerate(countries):
        for other in countries[place + 1 :]:
            for values in pair_values(country, other, selection, indices, topics):
                names = (country.code, country.name, other.code, other.name)
                yield form.line([form.part(COLUMNS, (*names, *values))])


def pair_values(
    country: Country,
    other: Country,
    selection: Selection,
    indices: Sequence[str],
    topics: Topics,
) -> Iterator[tuple[Any, ...]]:
    def values(
        agreement: Agreement, year: int | str, topic: str, first: date | None, last: date | None
    ) -> tuple[Any, ...]:
        return year, topic, agreement.index, agreement.score, agreement.n, first, last

    for whole in agreement_with(country, [other], selection, *indices):
        yield values(whole.agreement, "", "", whole.first, whole.last)
    for each in agreement_by_year(country, other, selection, *indices):
        yield values(each.agreement, each.year, "", each.first, each.last)
    for index in indices:
        found = agreement_by_topic(country, other, selection, topics, index)
        for topic, agreement in zip(topics.topics, found, strict=True):
            if agreement.n:
                yield values(agreement, "", topic.slug, None, None)
