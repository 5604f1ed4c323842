"""What each page shows: one frozen dataclass a template, which is its whole contract."""

from votes.web.pages.about import AboutDataPage
from votes.web.pages.brief import BriefPage
from votes.web.pages.countries import CountriesPage
from votes.web.pages.country import CountryPage
from votes.web.pages.country_series import CountrySeriesPage
from votes.web.pages.home import HomePage
from votes.web.pages.resolution import ResolutionPage, ResolutionsPage
from votes.web.pages.series import SeriesIndexPage, SeriesPage
from votes.web.pages.tabled import TabledPage

__all__ = [
    "AboutDataPage",
    "BriefPage",
    "CountriesPage",
    "CountryPage",
    "CountrySeriesPage",
    "HomePage",
    "ResolutionPage",
    "ResolutionsPage",
    "SeriesIndexPage",
    "SeriesPage",
    "TabledPage",
]
