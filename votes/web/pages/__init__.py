"""What each page shows: one frozen dataclass a template, which is its whole contract."""

from votes.web.pages.about import AboutDataPage
from votes.web.pages.compare import ComparePage, Comparison
from votes.web.pages.countries import CountriesPage
from votes.web.pages.country import CountryPage, CountryYearsPage
from votes.web.pages.group import GroupPage
from votes.web.pages.groups import GroupsPage
from votes.web.pages.history import VoteHistoryPage
from votes.web.pages.home import HomePage
from votes.web.pages.methods import MethodsPage
from votes.web.pages.resolution import ResolutionPage
from votes.web.pages.resolutions import ResolutionsPage
from votes.web.pages.series import SeriesIndexPage, SeriesPage

__all__ = [
    "AboutDataPage",
    "ComparePage",
    "Comparison",
    "CountriesPage",
    "CountryPage",
    "CountryYearsPage",
    "GroupPage",
    "GroupsPage",
    "HomePage",
    "MethodsPage",
    "ResolutionPage",
    "ResolutionsPage",
    "SeriesIndexPage",
    "SeriesPage",
    "VoteHistoryPage",
]
