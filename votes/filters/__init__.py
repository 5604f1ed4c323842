"""Query-string filters, shared by the API and the pages."""

from votes.filters.lists import (
    ContactFilters,
    CountryFilters,
    ExpectationFilters,
    Filters,
    GroupFilters,
    ResolutionFilters,
    RollCallFilters,
    SeriesFilters,
    SourceFilters,
    StatementFilters,
    TopicFilters,
    VoteFilters,
    unknown_parameters,
)
from votes.filters.values import Day, Refused

__all__ = [
    "ContactFilters",
    "CountryFilters",
    "Day",
    "ExpectationFilters",
    "Filters",
    "GroupFilters",
    "Refused",
    "ResolutionFilters",
    "RollCallFilters",
    "SeriesFilters",
    "SourceFilters",
    "StatementFilters",
    "TopicFilters",
    "VoteFilters",
    "unknown_parameters",
]
