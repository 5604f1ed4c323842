"""Query-string filters, shared by the API and the pages."""

from votes.filters.facts import (
    ContactFilters,
    ExpectationFilters,
    SourceFilters,
    StatementFilters,
)
from votes.filters.lists import (
    CountryFilters,
    Filters,
    GroupFilters,
    ResolutionFilters,
    RollCallFilters,
    SeriesFilters,
    TopicFilters,
    VoteFilters,
    unknown_parameters,
)
from votes.filters.questions import (
    INDICES,
    POSITIONS,
    AgreementFilters,
    CohesionFilters,
    CountryShiftFilters,
    MoverFilters,
    PartnerFilters,
    PositionFilters,
    QuestionFilters,
    ShiftFilters,
    StanceFilters,
)
from votes.filters.values import Day, FieldNames, Refused

__all__ = [
    "INDICES",
    "POSITIONS",
    "AgreementFilters",
    "CohesionFilters",
    "ContactFilters",
    "CountryFilters",
    "CountryShiftFilters",
    "Day",
    "ExpectationFilters",
    "FieldNames",
    "Filters",
    "GroupFilters",
    "MoverFilters",
    "PartnerFilters",
    "PositionFilters",
    "QuestionFilters",
    "Refused",
    "ResolutionFilters",
    "RollCallFilters",
    "SeriesFilters",
    "ShiftFilters",
    "SourceFilters",
    "StanceFilters",
    "StatementFilters",
    "TopicFilters",
    "VoteFilters",
    "unknown_parameters",
]
