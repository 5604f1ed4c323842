"""How far a group votes as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.request import Request

from votes.api.asking import Asking, in_words, selected
from votes.api.paging import RowPages
from votes.api.serializers.questions import CohesionAverages, CohesionMembers, CohesionPage
from votes.api.serializers.stances import average_row, dissent_row, group_vote_row
from votes.api.serializers.stances import named as reference
from votes.filters import CohesionFilters
from votes.models import RollCall
from votes.stances.cohesion import (
    cohesion_by_topic,
    cohesion_by_year,
    dissent,
    group_votes,
    named,
    splits,
    voted_in,
)

COHESION = (
    "Members on the day of each vote, all scopes unless filtered. Rice: |yes − no| / (yes + no), "
    "null where none voted yes or no. Hix, Noury and Roland: [most − (cast − most) / 2] / cast "
    "over yes, no and abstain. A dissenter cast another position than most did."
)
AVERAGES = (
    " Means over the roll calls in which each is defined: n of them for Hix, Noury and Roland, "
    "n_rice for Rice."
)
DISSENT = (
    " Of each member: how many times it was a dissenter, of the n roll calls in which it cast a "
    "position and one position was cast by most."
)


class Cohesion(Asking):
    """A group in each roll call, the newest first; or on average by year or topic, or member by
    member."""

    filterset_class = CohesionFilters
    tag = "Groups"
    answer_class = (CohesionPage, CohesionAverages, CohesionMembers)

    def page_parameters(self, request: Request) -> Iterable[str]:
        """Only roll calls are paged."""
        return () if "by" in request.query_params else RowPages.parameters

    def answer(self, asked: CohesionFilters, **subjects: Any) -> dict[str, Any]:
        pages = RowPages(self.request, "cohesion")
        group, selection = subjects["group"], selected(asked)
        if asked.given["split"] is not None:
            selection = splits(group, selection, asked.given["split"])
        answer = {"group": reference(group), "method": in_words(COHESION, asked.as_intended)}
        by = asked.given["by"]
        if by == "member":
            rows = [dissent_row(each) for each in dissent(group, selection)]
            return answer | {
                "method": in_words(COHESION + DISSENT, asked.as_intended),
                "results": rows,
            }
        if by:
            votes = group_votes(group, selection)
            averages = (
                cohesion_by_year(votes, selection) if by == "year" else cohesion_by_topic(votes)
            )
            results = [average_row(each) for each in averages]
            method = in_words(COHESION + AVERAGES, asked.as_intended)
            return answer | {"method": method, "results": results}
        newest = voted_in(group, selection)[::-1]
        page = pages.page(newest, list)
        votes = group_votes(group, selection.among([pk for _, pk in page]))[::-1]
        roll_calls = RollCall.objects.published().select_related("resolution")
        calls = roll_calls.in_bulk([vote.roll_call for vote in votes])
        countries = named(votes)
        results = [group_vote_row(vote, calls[vote.roll_call], countries) for vote in votes]
        return pages.around(answer, results)
