"""The parameters of questions about countries: what is asked, and of which roll calls."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from votes.filters.lists import Asks, Filters, SelectionFilters
from votes.filters.references import Countries, Groups, OneCountry, SeriesSlugs
from votes.filters.values import Day, Name, One, OneWord, Search, WholeNumber, Words

INDICES = ("lijphart", "strict", "yes_no", "pi", "kappa")
POSITIONS = {"recorded": False, "intended": True}
LARGEST_LIMIT = 1000
MOST_FOUND = 100
# What a search finds.
KINDS = ("country", "resolution", "series", "statement")
LARGEST_LEAST = 100_000


class Given(Asks):
    """A parameter of the question itself; it leaves the roll calls as they are."""

    def __init__(self, field: type[One], label: str, **options: Any) -> None:
        super().__init__("", field, label, **options)

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset


class GivenFilters(Filters):
    """The parameters of a question."""

    @property
    def given(self) -> dict[str, Any]:
        """The values of the question's own parameters, by name; None where not given."""
        return dict(self.form.cleaned_data)


class SearchFilters(GivenFilters):
    q = Given(Search, "Anything: a name, symbol, title, month or year", required=True)
    kind = Given(Words, "Kind", words={kind: kind for kind in KINDS})
    limit = Given(WholeNumber, "At most", lowest=1, highest=MOST_FOUND)


class PositionFilters(GivenFilters):
    """A question about positions, as recorded unless it asks for them as intended."""

    positions = Given(OneWord, "Positions", words=POSITIONS)

    @property
    def as_intended(self) -> bool:
        return bool(self.given.get("positions"))


class QuestionFilters(PositionFilters, SelectionFilters):
    """A question about roll calls, of all of them where none of the filters is given."""

    @property
    def selects(self) -> bool:
        """Whether the question is about some roll calls only."""
        return any(self.given.get(name) is not None for name in SelectionFilters.base_filters)


class AgreementFilters(QuestionFilters):
    country = Given(OneCountry, "Country", required=True)
    with_ = Given(Countries, "With")
    with_group = Given(Groups, "With the line of the group")
    index = Given(Words, "Index", words={"all": INDICES} | {index: (index,) for index in INDICES})
    by = Given(OneWord, "For each", words={"year": "year"})


class PartnerFilters(QuestionFilters):
    index = Given(OneWord, "Index", words={index: index for index in INDICES})
    min_n = Given(WholeNumber, "Shared roll calls at least", lowest=1, highest=LARGEST_LEAST)
    limit = Given(WholeNumber, "At most", lowest=1, highest=LARGEST_LIMIT)


class CohesionFilters(QuestionFilters):
    by = Given(OneWord, "For each", words={"year": "year", "topic": "topic"})


class StanceFilters(PositionFilters):
    series = Given(SeriesSlugs, "Series")


class CountryShiftFilters(PositionFilters):
    series = Given(SeriesSlugs, "Series")
    since = Given(Day, "Moved from")
    until = Given(Day, "Moved to")


class ShiftFilters(CountryShiftFilters):
    country = Given(Countries, "Country")


class MoverFilters(PositionFilters):
    from_ = Given(Name, "The earlier text", required=True)
    to = Given(Name, "The later text", required=True)
