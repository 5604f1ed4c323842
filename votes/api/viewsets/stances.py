"""What a country did in each series, and how it took part."""

from __future__ import annotations

from typing import Any

from votes.api.asking import Asking, in_words, selected
from votes.api.serializers.questions import ParticipationAnswer, StancesAnswer
from votes.api.serializers.stances import named, participation_row, stance_row
from votes.filters import QuestionFilters, StanceFilters
from votes.stances import rows_of_country
from votes.stances.participation import participation

STANCE = (
    "Positions on the last published vote on the whole of each text; texts voted on while the "
    "country was no member do not count. Moves are between core texts, against its last position "
    "cast, turned where a yes means the opposite; not voting is no move."
)
PARTICIPATION = (
    "Roll calls of each year, all scopes unless filtered. Where every member may vote, a member "
    "without a position is not recorded, and a state outside its membership not a member. A limit "
    "on its vote is the reason for not voting where no other is recorded."
)


class Stances(Asking):
    """A country's record in every accepted series in which it has a text."""

    filterset_class = StanceFilters
    answer_class = StancesAnswer

    def answer(self, asked: StanceFilters, **subjects: Any) -> dict[str, Any]:
        country = subjects["country"]
        rows = rows_of_country(country, asked.given["series"], asked.as_intended)
        method = in_words(STANCE, asked.as_intended)
        return {
            "country": named(country),
            "results": [stance_row(row) | {"method": method} for row in rows],
        }


class TakingPart(Asking):
    """How a country took part, year by year."""

    filterset_class = QuestionFilters
    answer_class = ParticipationAnswer

    def answer(self, asked: QuestionFilters, **subjects: Any) -> dict[str, Any]:
        country = subjects["country"]
        years = participation(country, selected(asked))
        return {
            "country": named(country),
            "method": in_words(PARTICIPATION, asked.as_intended),
            "results": [participation_row(each) for each in years],
        }
