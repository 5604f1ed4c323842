"""What each page shows: one frozen dataclass a template, which is its whole contract."""

from votes.web.pages.about import AboutDataPage
from votes.web.pages.countries import CountriesPage
from votes.web.pages.country import CountryPage
from votes.web.pages.embed import EmbedPage
from votes.web.pages.home import HomePage
from votes.web.pages.resolution import ResolutionPage, ResolutionsPage
from votes.web.pages.search import SearchPage
from votes.web.pages.series import SeriesIndexPage, SeriesPage

__all__ = [
    "AboutDataPage",
    "CountriesPage",
    "CountryPage",
    "EmbedPage",
    "HomePage",
    "ResolutionPage",
    "ResolutionsPage",
    "SearchPage",
    "SeriesIndexPage",
    "SeriesPage",
]
