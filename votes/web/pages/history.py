"""Every vote of one country: filtered, counted, and listed part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from tracker.language import PARAMETER as LANGUAGE
from votes.filters import CountryVoteFilters
from votes.models import Country, Position, Vote, count_where_needed
from votes.models.vote import VoteQuerySet
from votes.web.figures import Figure, Query
from votes.web.pages.filter_form import FilterForm, address
from votes.web.pages.keyset import VotePart
from votes.web.pages.lines import Freshness, VoteLine

IN_VIEW = ("position", "since", "until", "series", "topic", "q")
MORE = (
    *("body", "organ", "scope", "session", "resolution"),
    *("agrees_with", "differs_from", "group"),
)
OLDEST_FIRST = "date"


@dataclass(frozen=True)
class VoteTotals:
    """The filtered votes counted by position, with the days of the first and of the last."""

    count: Figure
    by_position: list[tuple[str, Figure]]
    first: Figure
    last: Figure

    @classmethod
    def of(cls, votes: VoteQuerySet, asked: dict[str, Any]) -> VoteTotals:
        """Counted in one query."""
        rows = (
            votes.order_by()
            .values_list("position")
            .annotate(Count("id"), Min("roll_call__date"), Max("roll_call__date"))
        )
        counts: dict[str, int] = {}
        days: list[date] = []
        for letter, count, first, last in rows:
            counts[letter] = count
            days += [first, last]
        summary = Query.of("votes-summary", **asked)
        newest = Query.of("votes-list", **asked, limit=1).to("results", 0, "roll_call", "date")
        oldest = Query.of("votes-list", **asked, ordering=OLDEST_FIRST, limit=1)
        return cls(
            count=Figure(sum(counts.values()), summary.to("count")),
            by_position=[
                (
                    each.value,
                    Figure(counts.get(each.value, 0), summary.to("by_position", each.word)),
                )
                for each in Position
            ],
            first=month_figure(
                min(days, default=None), oldest.to("results", 0, "roll_call", "date")
            ),
            last=month_figure(max(days, default=None), newest),
        )


def month_figure(day: date | None, query: Query) -> Figure:
    """A day as its month: of old roll calls the day is not always known."""
    return Figure(day, query, date_format(day, "F Y") if day else "")


@dataclass(frozen=True)
class VoteHistoryPage:
    """A country's votes: those that the filters leave, `all` being how many there are."""

    freshness: Freshness
    country: Country
    form: FilterForm
    totals: VoteTotals
    all: Figure
    lines: list[VoteLine]
    is_oldest_first: bool
    unknown_cursor: bool
    # Where the other order, the parts before and after, and the list from its start are.
    other_order: str
    before: str
    after: str
    start: str
    # The same as an API call, in full and within the site; and as a file.
    call: str
    call_path: str
    csv: str

    @property
    def caption(self) -> str:
        count = self.totals.count
        number = count.value if isinstance(count.value, int) else 0
        said = (
            ngettext(
                "{shown} of {count} vote, the oldest first",
                "{shown} of {count} votes, the oldest first",
                number,
            )
            if self.is_oldest_first
            else ngettext(
                "{shown} of {count} vote, the newest first",
                "{shown} of {count} votes, the newest first",
                number,
            )
        )
        return said.format(shown=len(self.lines), count=count.text)

    @classmethod
    def of(cls, country: Country, given: QueryDict, site: str = "") -> VoteHistoryPage:
        """What the query string asks for; `site` is where the site's addresses begin."""
        own = Vote.objects.public().by(country)
        filters = CountryVoteFilters(given, queryset=own.newest_first())
        path = reverse("country-votes", args=[country.code])
        form = FilterForm.of(
            *(path, filters, IN_VIEW), more=MORE, also=["cursor", LANGUAGE], kept=["ordering"]
        )
        asked: dict[str, Any] = dict(filters.asked)
        votes = filters.qs
        part = VotePart.of(votes, given.get("cursor", ""))
        count_where_needed(vote.roll_call for vote in part.votes)
        selected = {k: v for k, v in asked.items() if k != "ordering"}
        is_oldest_first = asked.get("ordering") == [OLDEST_FIRST]
        other = {} if is_oldest_first else {"ordering": [OLDEST_FIRST]}
        of_country = {"country": country.code}
        call = Query.of("votes-list", **of_country, **asked)
        everything = Query.of("votes-summary", **of_country).to("count")
        totals = VoteTotals.of(votes, of_country | selected)
        return cls(
            freshness=Freshness.now(),
            country=country,
            form=form,
            totals=totals,
            all=Figure(own.count() if selected else totals.count.value, everything),
            lines=[
                VoteLine.of(
                    vote.roll_call,
                    vote.position,
                    meant=vote.intended_position if vote.said_otherwise else "",
                )
                for vote in part.votes
            ],
            is_oldest_first=is_oldest_first,
            unknown_cursor=part.is_unknown,
            other_order=address(path, selected | other),
            before=address(path, asked | {"cursor": [part.before]}) if part.before else "",
            after=address(path, asked | {"cursor": [part.after]}) if part.after else "",
            start=address(path, asked),
            call=f"{site}{call}",
            call_path=str(call),
            csv=str(Query.of("votes-list", **of_country, **asked, format="csv")),
        )
