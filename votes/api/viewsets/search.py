"""Finding anything by what somebody types."""

from __future__ import annotations

from typing import Any

from votes.api.asking import Asking
from votes.api.serializers.search import FoundSerializer, SearchAnswer
from votes.filters import KINDS, SearchFilters
from votes.search import USUAL, search


class SearchEverything(Asking):
    """States, texts, series and statements that answer to some words, the best first."""

    tag = "The record"
    filterset_class = SearchFilters
    answer_class = SearchAnswer

    def answer(self, asked: SearchFilters, **subjects: Any) -> dict[str, Any]:
        given = asked.given
        finds = search(given["q"], given["kind"] or KINDS, given["limit"] or USUAL)
        context = {"request": self.request}
        return {
            "query": finds.query,
            "results": FoundSerializer(finds.results, many=True, context=context).data,
            "did_you_mean": finds.near,
        }
