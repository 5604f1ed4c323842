"""A country year by year: how it took part, and the tables behind its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.models import Country
from votes.stances.matrix import Selection
from votes.stances.participation import KINDS, counts_by_year
from votes.stances.standing import Standing
from votes.web.charts import YearColumns
from votes.web.figures import Query
from votes.web.pages.country.agreement import Asked, WithPermanent
from votes.web.pages.coverage import Coverage
from votes.web.pages.lines import Freshness
from votes.web.pages.positions import PositionsAsked


@dataclass(frozen=True)
class TakingPart:
    """A country's roll calls by year in the kinds that stay apart: drawn, and as a table with the
    kinds that occur."""

    columns: YearColumns | None
    kinds: list[str]
    rows: list[tuple[int, list[int]]]
    query: Query
    coverage: Coverage | None

    @classmethod
    def of(cls, country: Country, selection: Selection, positions: str = "") -> TakingPart:
        spells = [(country.pk, spell.started_on, spell.ended_on) for spell in country.spells.all()]
        by_year = counts_by_year(country, selection, spells)
        kinds = [
            kind
            for kind in KINDS
            if kind not in {"not_recorded", "not_member"}
            or any(counts[kind] for counts in by_year.values())
        ]
        title = _("{country}: roll calls by year and position").format(country=country)
        return cls(
            columns=YearColumns.of(title, by_year),
            kinds=kinds,
            rows=[(year, [counts[kind] for kind in kinds]) for year, counts in by_year.items()],
            query=Query.of("participation", country.code, at="/results", positions=positions),
            coverage=Coverage.of(selection.matrix.years.tolist(), min(by_year), max(by_year))
            if by_year
            else None,
        )


@dataclass(frozen=True)
class CountryYearsPage:
    """The tables of a country's pictures by year, where they are too long to stand below them."""

    freshness: Freshness
    country: Country
    part: TakingPart
    permanent: WithPermanent

    @classmethod
    def of(cls, country: Country, query: Mapping[str, str]) -> CountryYearsPage:
        asked = PositionsAsked.of(query.get("positions", "").strip()[:100])
        chosen = Asked.of(query, asked.word)
        freshness = Freshness.now()
        standing = Standing.at(freshness.stamp)
        known = standing.of(country)
        selection = chosen.selection(freshness.votes_stamp, asked.as_intended)
        everything = Selection.whole(selection.matrix, asked.as_intended)
        return cls(
            freshness=freshness,
            country=known,
            part=TakingPart.of(known, everything, asked.word),
            permanent=WithPermanent.of(known, chosen, selection, standing),
        )
