"""Votes, alone and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from votes.api.asking import country_named
from votes.api.reading import NUMBER
from votes.api.serializers.answers import VoteSummary
from votes.api.serializers.votes import VoteSerializer, names_at, rows
from votes.api.serializers.written_roll_calls import CorrectedVote
from votes.api.writing import Correcting
from votes.exports.votes import VOTES
from votes.filters import VoteFilters
from votes.models import Country, Position, Vote


class Votes(Correcting):
    """How each country voted in each published roll call; the newest first."""

    every = rows(Vote.objects.newest_first())
    queryset = every.public()
    write_serializer_class = CorrectedVote
    serializer_class = VoteSerializer
    filterset_class = VoteFilters
    lookup_value_regex = NUMBER
    noun = "vote"
    tag = "Votes"
    table = VOTES

    def rows_of_file(self) -> Any:
        """Whole votes: a file has other columns than an answer."""
        self.queryset = Vote.objects.public().newest_first()
        return super().rows_of_file()

    def paginate_queryset(self, queryset: Any) -> Any:
        return self.complete(super().paginate_queryset(queryset) or [])

    def named(self, text: str) -> dict[str, Any] | None:
        found = self.complete(list(self.get_queryset().filter(pk=text)))
        return found[0] if found else None

    def recorded(self, found: Any) -> Vote:
        return Vote.objects.select_related("country", "roll_call__resolution").get(pk=found["id"])

    def complete(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows with the names that hold in the state of the data that is answered."""
        stamp: str = self.request.data_stamp  # type: ignore[attr-defined]
        return names_at(stamp).complete(rows)

    @action(detail=False, pagination_class=None, answer_class=VoteSummary)
    def summary(self, request: Request, **kwargs: Any) -> Response:
        """The filtered votes counted by position, by year and by country."""
        votes = self.filter_queryset(self.get_queryset()).order_by()
        days = votes.values_list("roll_call__date", "position").annotate(Count("id"))
        states = votes.values_list("country_id", "position").annotate(Count("id"))
        by_year = counted((day.year, position, count) for day, position, count in days)
        by_country = counted(states)
        countries = Country.objects.filter(pk__in=by_country).order_by("name", "id")
        totals = {word: sum(each[word] for each in by_year.values()) for word in words()}
        return Response(
            {
                "count": sum(totals.values()),
                "by_position": totals,
                "by_year": [{"year": year} | counts for year, counts in sorted(by_year.items())],
                "by_country": [
                    {"country": {"code": country.code, "name": country.name}}
                    | by_country[country.pk]
                    for country in countries
                ],
            }
        )


class CountryVotes(Votes):
    """The votes of the country that the address names."""

    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        votes: Any = super().get_queryset()
        return votes.by(country_named(self.kwargs["name"]))


def words() -> list[str]:
    return [position.word for position in Position]


def counted(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, dict[str, int]]:
    """Counts of every position by key, from (key, position, count)."""
    counts: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(words(), 0))
    for key, letter, count in rows:
        counts[key][Position(letter).word] += count
    return counts
