"""A country's strip on one series, to be shown on other sites."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from votes.models import Country, Series
from votes.stances import Stance, rows_of_country
from votes.web.charts import Strip
from votes.web.pages.lines import Freshness


@dataclass(frozen=True)
class EmbedPage:
    """The strip with what it says in words; `href` is where it stands on the site itself."""

    freshness: Freshness
    country: Country
    series: Series
    stance: Stance
    strip: Strip
    href: str

    @classmethod
    def of(cls, country: Country, series: Series) -> EmbedPage | None:
        """None where the country was no member on the day of any of the texts."""
        rows = rows_of_country(country, [series])
        if not rows:
            return None
        return cls(
            freshness=Freshness.now(),
            country=country,
            series=series,
            stance=rows[0].stance,
            strip=Strip.of(rows[0]),
            href=reverse("country-series", args=[country.code, series.slug]),
        )
