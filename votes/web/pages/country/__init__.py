"""Where one country stands."""

from votes.web.pages.country.page import CountryPage
from votes.web.pages.country.years import CountryYearsPage

__all__ = ["CountryPage", "CountryYearsPage"]
