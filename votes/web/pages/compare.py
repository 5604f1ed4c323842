"""Two to ten countries beside each other: how far they vote alike, when, on what, and where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tracker.language import PARAMETER as LANGUAGE
from votes.exports.agreement import agreement_lines
from votes.filters import INDICES, ComparisonFilters
from votes.models import Country, MembershipSpell, RollCall
from votes.stances.agreement import LEAST, method
from votes.stances.comparison import Topics
from votes.stances.matrix import Selection, select
from votes.web.charts import Lines, Scored, YearScore
from votes.web.figures import Query
from votes.web.pages.chosen import Change, Chosen, changes
from votes.web.pages.coverage import Coverage
from votes.web.pages.differing import DifferencePart
from votes.web.pages.filter_form import INDEX_NAMES, FilterForm, address
from votes.web.pages.lines import Freshness
from votes.web.pages.scores import (
    PairRow,
    ScoreRow,
    ToldPair,
    YearScores,
    label_of,
    matrix_rows,
    pair_rows,
    topic_rows,
)
from votes.web.pages.seats import seats_in

IN_VIEW = ("index", "positions", "since", "until", "topic", "series")
MORE = ("q", "body", "organ", "scope", "session", "resolution")
DEFAULTS = {"index": ["lijphart"], "positions": ["recorded"]}
# Parameters of the page that are no filters.
OWN = ("page", "format")
TOPICS_SHOWN = 25


@dataclass(frozen=True)
class IndexChoice:
    """One of the five indices, and where the page is by it."""

    name: str
    label: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Comparison:
    """What is asked: which countries, by which index, over which roll calls."""

    path: str
    chosen: Chosen
    filters: ComparisonFilters
    # The filters as the address and the API have them; what goes without saying is left out.
    asked: dict[str, list[str]]

    @classmethod
    def of(cls, given: QueryDict) -> Comparison:
        own = given.copy()
        names = own.pop("c", [])
        own.pop(LANGUAGE, None)
        filters = ComparisonFilters(own, queryset=RollCall.objects.published())
        asked = {
            name: value for name, value in filters.asked.items() if DEFAULTS.get(name) != value
        }
        return cls(reverse("compare"), Chosen.of(names), filters, asked)

    @property
    def index(self) -> str:
        return self.asked.get("index", DEFAULTS["index"])[0]

    @property
    def roll_call_filters(self) -> dict[str, Any]:
        """What the API is asked besides countries and index."""
        return {name: value for name, value in self.asked.items() if name != "index"}

    def selection(self, as_intended: bool | None = None) -> Selection:
        roll_calls = self.filters.qs if self.filters.selects else None
        if as_intended is None:
            as_intended = self.filters.as_intended
        return select(roll_calls, as_intended=as_intended)

    @property
    def topics(self) -> list[Any]:
        """The topics that are asked for; none where all are."""
        return self.filters.given.get("topic") or []

    @property
    def has_faults(self) -> bool:
        return bool(self.chosen.faults or self.filters.faults(OWN))

    @property
    def here(self) -> str:
        """The one address of this comparison."""
        return address(self.path, {"c": self.chosen.codes} | self.asked)

    def lines(self) -> Iterator[str]:
        """The comparison as a file."""
        selection = self.selection()
        topics = Topics.of(selection, self.topics)
        return agreement_lines(self.chosen.countries, selection, [self.index], topics)


@dataclass(frozen=True)
class AgreementPart:
    """The agreement of the chosen countries: every pair, by year and by topic.

    `most` and `least` are the pairs that agree most and least, where that can be said.
    """

    index: str
    index_name: str
    method: str
    indices: list[IndexChoice]
    matrix: list[ScoreRow]
    pairs: list[PairRow]
    most: ToldPair | None
    least: ToldPair | None
    picture: Lines | None
    # What is noted of the seats in the years of the picture.
    seats: list[MembershipSpell]
    coverage: Coverage | None
    years: list[ScoreRow]
    topics: list[ScoreRow]
    more_topics: int
    # The pairs as columns, and the same by the country that each question is about.
    labels: list[str]

    @property
    def only(self) -> ToldPair | None:
        """The pair, where two countries are compared."""
        return self.pairs[0].told(self.index) if len(self.pairs) == 1 else None

    @classmethod
    def of(cls, asked: Comparison) -> AgreementPart:
        countries, index, by = asked.chosen.countries, asked.index, asked.roll_call_filters
        selection = asked.selection()
        years = YearScores.of(countries, selection, index, by)
        pairs = pair_rows(countries, selection, INDICES, by)
        topics = topic_rows(countries, selection, Topics.of(selection, asked.topics), index, by)
        most, least = extremes(pairs, index)
        picture = Lines.of(
            "by-year",
            _("Agreement by year"),
            [
                Scored(
                    _("{first} and {second}").format(first=first, second=second),
                    label_of(first, second),
                    [YearScore(y.year, y.agreement.score, y.agreement.n) for y in found],
                )
                for first, second, found in years.by_pair
            ],
        )
        prefetch_related_objects(countries, "spells")
        return cls(
            index=index,
            index_name=_(INDEX_NAMES[index]),
            method=method(index),
            indices=[
                IndexChoice(
                    each,
                    _(INDEX_NAMES[each]),
                    address(
                        asked.path, {"c": asked.chosen.codes} | asked.asked | {"index": [each]}
                    ),
                    each == index,
                )
                for each in INDICES
            ],
            matrix=matrix_rows(countries, selection, index, by),
            pairs=pairs,
            most=most.told(index) if most else None,
            least=least.told(index) if least else None,
            picture=picture,
            seats=seats_in(picture, countries),
            coverage=Coverage.of(selection.matrix.years.tolist(), picture.first, picture.last)
            if picture
            else None,
            years=years.rows,
            topics=topics[:TOPICS_SHOWN],
            more_topics=max(0, len(topics) - TOPICS_SHOWN),
            labels=[each.label for each in pairs],
        )


def extremes(pairs: Sequence[PairRow], index: str) -> tuple[PairRow | None, PairRow | None]:
    """The pairs that agree most and least; None where several do alike, or few votes are shared."""
    scored = [(score, each) for each in pairs if (score := each.score(index)) is not None]
    scored = [(score, each) for score, each in scored if each.n >= LEAST]
    if len(scored) < 2:
        return None, None
    scored.sort(key=lambda each: each[0])
    (low, least), (second, _) = scored[:2]
    (before, _), (high, most) = scored[-2:]
    return (most if high > before else None), (least if low < second else None)


@dataclass(frozen=True)
class ComparePage:
    """The comparison, or where it cannot be made what is wanted for it."""

    freshness: Freshness
    chosen: Chosen
    form: FilterForm
    # What stands in the fields for countries.
    fields: list[str]
    out: list[Change]
    into: list[Change]
    agreement: AgreementPart | None
    differences: DifferencePart | None
    as_intended: bool
    # A form that the comparison does not come in.
    unknown_form: str
    csv: str
    calls: list[tuple[Country, Query]]

    @property
    def title(self) -> str:
        names = [str(each) for each in self.chosen.countries]
        if not names:
            return _("Compare countries")
        if len(names) == 1:
            country = self.chosen.countries[0].in_sentence
            return _("Compare {country} with others").format(country=country)
        return get_text_list(names, _("and"))

    @classmethod
    def of(cls, asked: Comparison, page: str = "", unknown_form: str = "") -> ComparePage:
        chosen = asked.chosen
        out, into = changes(asked.path, chosen, asked.asked)
        codes = chosen.codes
        form = FilterForm.of(
            *(asked.path, asked.filters, IN_VIEW),
            more=MORE,
            also=OWN,
            unlisted=["index", "positions"],
            besides={"c": codes},
            offers=["countries"],
        )
        fields = [*(str(each) for each in chosen.countries), *chosen.unknown]
        blanks = max(2 - len(fields), 1)
        by = {"index": asked.index} | asked.roll_call_filters
        return cls(
            freshness=Freshness.now(),
            chosen=chosen,
            form=form,
            fields=[*fields, *[""] * blanks][:10],
            out=out,
            into=into,
            agreement=AgreementPart.of(asked) if chosen.is_enough else None,
            differences=DifferencePart.of(
                *(chosen.countries, asked.selection(as_intended=False), page),
                *(asked.path, asked.asked),
            )
            if chosen.is_enough
            else None,
            as_intended=asked.filters.as_intended,
            unknown_form=unknown_form,
            csv=address(asked.path, {"c": codes} | asked.asked | {"format": ["csv"]}),
            calls=[
                (each, Query.of("agreement", country=each.code, with_=codes[place:], **by))
                for place, each in enumerate(chosen.countries[:-1], start=1)
            ],
        )
