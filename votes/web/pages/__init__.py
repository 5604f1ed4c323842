"""What each page shows: one frozen dataclass a template, which is its whole contract."""

from votes.web.pages.about import AboutDataPage
from votes.web.pages.brief import BriefPage
from votes.web.pages.compare import ComparePage, Comparison
from votes.web.pages.countries import CountriesPage
from votes.web.pages.country import CountryPage, CountryYearsPage
from votes.web.pages.country_series import CountrySeriesPage
from votes.web.pages.embed import EmbedPage
from votes.web.pages.group import GroupPage
from votes.web.pages.groups import GroupsPage
from votes.web.pages.history import VoteHistoryPage
from votes.web.pages.home import HomePage
from votes.web.pages.methods import MethodsPage
from votes.web.pages.resolution import ResolutionPage
from votes.web.pages.resolutions import ResolutionsPage
from votes.web.pages.search import SearchPage
from votes.web.pages.series import SeriesIndexPage, SeriesPage
from votes.web.pages.tabled import TabledPage

__all__ = [
    "AboutDataPage",
    "BriefPage",
    "ComparePage",
    "Comparison",
    "CountriesPage",
    "CountryPage",
    "CountrySeriesPage",
    "CountryYearsPage",
    "EmbedPage",
    "GroupPage",
    "GroupsPage",
    "HomePage",
    "MethodsPage",
    "ResolutionPage",
    "ResolutionsPage",
    "SearchPage",
    "SeriesIndexPage",
    "SeriesPage",
    "TabledPage",
    "VoteHistoryPage",
]
