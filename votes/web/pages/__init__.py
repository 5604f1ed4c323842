"""What each page shows: one frozen dataclass a template, which is its whole contract."""

from votes.web.pages.about import AboutDataPage
from votes.web.pages.compare import ComparePage, Comparison
from votes.web.pages.countries import CountriesPage
from votes.web.pages.country import CountryPage, CountryYearsPage
from votes.web.pages.history import VoteHistoryPage
from votes.web.pages.home import HomePage
from votes.web.pages.resolution import ResolutionPage, ResolutionsPage
from votes.web.pages.series import SeriesIndexPage, SeriesPage

__all__ = [
    "AboutDataPage",
    "ComparePage",
    "Comparison",
    "CountriesPage",
    "CountryPage",
    "CountryYearsPage",
    "HomePage",
    "ResolutionPage",
    "ResolutionsPage",
    "SeriesIndexPage",
    "SeriesPage",
    "VoteHistoryPage",
]
