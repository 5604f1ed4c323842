"""The parameters of questions about countries: what is asked, and of which roll calls."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

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

    def __init__(self, field: type[One], label: str, *told: Any, **options: Any) -> None:
        super().__init__("", field, label, *told, **options)

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset


class GivenFilters(Filters):
    """The parameters of a question."""

    @property
    def given(self) -> dict[str, Any]:
        """The values of the question's own parameters, by name; None where not given."""
        return dict.fromkeys(self.known()) | self.form.cleaned_data


class SearchFilters(GivenFilters):
    q = Given(
        *(Search, "Words"),
        "A name, symbol, title, month or year, in any spelling; accents do not count.",
        "ukraine march 2022",
        required=True,
    )
    kind = Given(
        *(Words, "Kind", "What is looked for; everything where none is named.", "country"),
        words={kind: kind for kind in KINDS},
    )
    limit = Given(
        *(WholeNumber, "At most", "How many are answered at most.", "10", 20),
        lowest=1,
        highest=MOST_FOUND,
    )


class PositionFilters(GivenFilters):
    """A question about positions, as recorded unless it asks for them as intended."""

    positions = Given(
        *(OneWord, gettext_noop("Positions")),
        "Positions as recorded, or as delegations later said they had intended.",
        "intended",
        "recorded",
        words=POSITIONS,
    )

    @property
    def as_intended(self) -> bool:
        return bool(self.given.get("positions"))


class QuestionFilters(PositionFilters, SelectionFilters):
    """A question about roll calls, of all of them where none of the filters is given."""

    @property
    def selects(self) -> bool:
        """Whether the question is about some roll calls only."""
        return any(self.given.get(name) is not None for name in SelectionFilters.known())


class AgreementFilters(QuestionFilters):
    country = Given(
        OneCountry, "Country", "The country whose agreement is asked for.", "PAK", required=True
    )
    with_ = Given(
        Countries, "With", "The countries it is compared with; all where none is named.", "USA,CHN"
    )
    with_group = Given(
        *(Groups, "With the line of the group"),
        "Groups whose line it is compared with: what most of the group’s other members cast.",
        "NATO",
    )
    index = Given(
        *(Words, "Index"),
        "How agreement is measured: any of the five indices, or all.",
        "lijphart",
        default="lijphart",
        words={"all": INDICES} | {index: (index,) for index in INDICES},
    )
    by = Given(OneWord, "For each", "One score for each year.", "year", words={"year": "year"})


class ComparisonFilters(QuestionFilters):
    """What several countries are compared on, and by which index."""

    index = Given(
        *(OneWord, gettext_noop("Index"), "How agreement is measured.", "kappa"),
        default="lijphart",
        words={index: index for index in INDICES},
    )


class PartnerFilters(QuestionFilters):
    index = Given(
        *(OneWord, "Index", "The index that ranks.", "lijphart"),
        default="lijphart",
        words={index: index for index in INDICES},
    )
    min_n = Given(
        *(WholeNumber, "Shared roll calls at least"),
        "Leave out countries that share fewer roll calls than this.",
        "10",
        default=20,
        lowest=1,
        highest=LARGEST_LEAST,
    )
    limit = Given(
        *(WholeNumber, "At most", "How many partners at most; all where it is not given.", "20"),
        lowest=1,
        highest=LARGEST_LIMIT,
    )


class CohesionFilters(QuestionFilters):
    by = Given(
        *(OneWord, "For each"),
        "Instead of each roll call, averages by year or by topic, or how often each member broke "
        "with the line of the group.",
        "year",
        words={"year": "year", "topic": "topic", "member": "member"},
    )
    split = Given(
        *(OneWord, "Split"),
        "Only roll calls in which members cast different positions (true), or the others (false).",
        "true",
        words={"true": True, "false": False},
    )


class StanceFilters(PositionFilters):
    series = Given(SeriesSlugs, "Series", "Only these series, by slug.", "ukraine")


class CountryShiftFilters(PositionFilters):
    series = Given(SeriesSlugs, "Series", "Only moves in these series, by slug.", "ukraine")
    since = Given(Day, "Moved from", "Moved on this day or later.", "2022-03-01")
    until = Given(Day, "Moved to", "Moved on this day or earlier.", "2022-12-31")


class ShiftFilters(CountryShiftFilters):
    country = Given(
        Countries, "Country", "Only moves of these countries, by any code or name.", "PAK"
    )


class MoverFilters(PositionFilters):
    from_ = Given(
        *(Name, "The earlier text", "The text of the series to start from.", "A/RES/ES-11/1"),
        required=True,
    )
    to = Given(
        *(Name, "The later text", "The text of the series to end at.", "A/RES/ES-11/4"),
        required=True,
    )
