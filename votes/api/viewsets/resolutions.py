"""Texts, the roll calls on them, their series and subjects."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django.db.models import Prefetch

from votes.api.errors import InvalidParameters, UnknownRecord
from votes.api.paging import limit_of
from votes.api.reading import NUMBER, Reading
from votes.api.serializers.resolutions import (
    ResolutionDetail,
    ResolutionSerializer,
    SeriesDetail,
    SeriesSerializer,
    TopicSerializer,
)
from votes.api.serializers.roll_calls import RollCallSerializer, votes_of
from votes.exports.columns import RESOLUTIONS, ROLL_CALLS, SERIES, TOPICS
from votes.filters import (
    Refused,
    ResolutionFilters,
    RollCallFilters,
    SeriesFilters,
    TopicFilters,
)
from votes.models import Resolution, RollCall, Series, SeriesEntry, Topic, count_votes

# A page of roll calls with all their votes holds this many at most.
MOST_WITH_VOTES = 100


def public_roll_calls(path: str = "") -> Prefetch:
    roll_calls = RollCall.objects.published().oldest_first()
    return Prefetch(f"{path}roll_calls", roll_calls, to_attr="public_roll_calls")


class Resolutions(Reading):
    """Resolutions and drafts, under any spelling of their symbols; the newest first."""

    queryset = Resolution.objects.newest_first().prefetch_related("topics")
    serializer_class = ResolutionSerializer
    detail_serializer_class = ResolutionDetail
    filterset_class = ResolutionFilters
    lookup_url_kwarg = "symbol"
    lookup_value_regex = ".+"
    noun = "text"
    tag = "Texts"
    table = RESOLUTIONS

    def named(self, text: str) -> Resolution | None:
        found = Resolution.objects.each_called([text])[text]
        if len(found) > 1:
            names = [each.slug for each in found]
            message = f"“{text}” names more than one text."
            raise UnknownRecord(message, self.noun, text, names)
        if not found:
            return None
        resolution = (
            self.get_queryset()
            .prefetch_related(
                public_roll_calls(),
                Prefetch(
                    "series_entries",
                    SeriesEntry.objects.accepted().select_related("series"),
                    to_attr="public_entries",
                ),
                *("relations__to_resolution", "relations_from__from_resolution"),
                *("sponsorships__country", "sponsorships__group"),
            )
            .get(pk=found[0].pk)
        )
        count_votes(resolution.public_roll_calls)
        return resolution

    def near(self, text: str) -> list[str]:
        return Resolution.objects.near(text[:200])


class RollCalls(Reading):
    """Published roll calls with totals, rule and outcome, and on request every vote."""

    queryset = (
        RollCall.objects.published()
        .select_related("resolution")
        .prefetch_related("identifiers")
        .newest_first()
    )
    serializer_class = RollCallSerializer
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
        self.found = list(self.get_queryset().filter(pk=text))
        return self.found[0] if self.found else None

    def get_serializer_context(self) -> dict[str, Any]:
        """What the answer needs of all the roll calls at once: their counts, and their votes."""
        count_votes(self.found)
        context = dict(super().get_serializer_context())
        if self.includes_votes():
            context |= {"with_votes": True, "votes": votes_of(self.found)}
        return context

    def includes_votes(self) -> bool:
        values = self.request.query_params.getlist("include")
        for value in values:
            if value != "votes":
                message = f"“{value}” cannot be included; votes can."
                raise InvalidParameters({"include": [Refused(message, value, ["votes"])]})
        return bool(values)


class AcceptedSeries(Reading):
    """Series of texts that ask the same question again, such as those on Ukraine."""

    queryset = Series.objects.accepted().order_by("title", "id")
    serializer_class = SeriesSerializer
    detail_serializer_class = SeriesDetail
    filterset_class = SeriesFilters
    lookup_field = "slug"
    noun = "series"
    tag = "Texts"
    table = SERIES

    def named(self, text: str) -> Series | None:
        entries = SeriesEntry.objects.select_related("resolution").prefetch_related(
            public_roll_calls("resolution__")
        )
        series = (
            self.get_queryset()
            .filter(slug=text.lower())
            .prefetch_related(Prefetch("entries", entries))
            .first()
        )
        if series:
            count_votes(
                roll_call
                for entry in series.entries.all()
                for roll_call in entry.resolution.public_roll_calls
            )
        return series

    def near(self, text: str) -> list[str]:
        return get_close_matches(text[:200].lower(), self.queryset.values_list("slug", flat=True))


class Topics(Reading):
    """Subjects of texts, under several schemes."""

    queryset = Topic.objects.select_related("parent").order_by("name", "id")
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    lookup_field = "slug"
    noun = "topic"
    tag = "Texts"
    table = TOPICS

    def near(self, text: str) -> list[str]:
        return get_close_matches(text[:200].lower(), self.queryset.values_list("slug", flat=True))
