"""Roll calls, with all their votes on request."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from votes.api.errors import InvalidParameters
from votes.api.paging import limit_of
from votes.api.reading import NUMBER
from votes.api.serializers.roll_calls import RollCallDetail, RollCallSerializer, votes_of
from votes.api.serializers.written_roll_calls import WrittenRollCall
from votes.api.writing import Writing
from votes.exports.columns import ROLL_CALLS
from votes.filters import Refused, RollCallFilters
from votes.models import Citation, RollCall, count_votes

# A page of roll calls with all their votes holds this many at most.
MOST_WITH_VOTES = 100


class RollCalls(Writing):
    """Published roll calls with totals, rule and outcome, and on request every vote."""

    every = (
        RollCall.objects.select_related("resolution").prefetch_related("identifiers").newest_first()
    )
    queryset = every.published()
    write_serializer_class = WrittenRollCall
    serializer_class = RollCallSerializer
    detail_serializer_class = RollCallDetail
    filterset_class = RollCallFilters
    lookup_value_regex = NUMBER
    parameters = detail_parameters = ("include",)
    noun = "roll call"
    tag = "Texts"
    table = ROLL_CALLS
    # What is being answered.
    found: list[RollCall] = []

    def paginate_queryset(self, queryset: Any) -> Any:
        if self.includes_votes() and limit_of(self.request) > MOST_WITH_VOTES:
            message = f"With include=votes a page has at most {MOST_WITH_VOTES} roll calls."
            limit = self.request.query_params["limit"]
            raise InvalidParameters({"limit": [Refused(message, limit, [str(MOST_WITH_VOTES)])]})
        self.found = super().paginate_queryset(queryset) or []
        return self.found

    def named(self, text: str) -> RollCall | None:
        cited = Prefetch("citations", Citation.objects.select_related("source"))
        self.found = list(self.get_queryset().filter(pk=text).prefetch_related(cited))
        return self.found[0] if self.found else None

    def get_serializer_context(self) -> dict[str, Any]:
        """What the answer needs of all the roll calls at once: their counts, and their votes."""
        context = dict(super().get_serializer_context())
        if not self.includes_votes():
            count_votes(self.found)
            return context
        votes = votes_of(self.found)
        for roll_call in self.found:
            roll_call.count_from(
                (row["position"], row["country__code"]) for row in votes[roll_call.pk]
            )
        return context | {"with_votes": True, "votes": votes}

    def includes_votes(self) -> bool:
        values = self.request.query_params.getlist("include")
        for value in values:
            if value != "votes":
                message = f"“{value}” cannot be included; votes can."
                raise InvalidParameters({"include": [Refused(message, value, ["votes"])]})
        return bool(values)
