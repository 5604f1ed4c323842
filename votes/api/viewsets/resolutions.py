"""Texts, their series and subjects."""

from __future__ import annotations

from difflib import get_close_matches

from django.db.models import Prefetch

from votes.api.asking import text_named
from votes.api.serializers.resolutions import (
    ResolutionDetail,
    ResolutionSerializer,
    SeriesDetail,
    SeriesSerializer,
    TopicSerializer,
)
from votes.api.serializers.written_texts import (
    WrittenResolution,
    WrittenSeries,
    WrittenTopic,
)
from votes.api.writing import Writing
from votes.exports.columns import RESOLUTIONS, SERIES, TOPICS
from votes.filters import (
    ResolutionFilters,
    SeriesFilters,
    TopicFilters,
)
from votes.models import (
    Citation,
    Resolution,
    RollCall,
    Series,
    SeriesEntry,
    Sponsorship,
    Topic,
    count_votes,
)

SPONSOR = ("country", "group", "source")


def public_roll_calls(path: str = "") -> Prefetch:
    roll_calls = RollCall.objects.published().oldest_first()
    return Prefetch(f"{path}roll_calls", roll_calls, to_attr="public_roll_calls")


class Resolutions(Writing):
    """Resolutions and drafts, under any spelling of their symbols; the newest first."""

    write_serializer_class = WrittenResolution
    queryset = every = Resolution.objects.newest_first().prefetch_related("topics")
    serializer_class = ResolutionSerializer
    detail_serializer_class = ResolutionDetail
    filterset_class = ResolutionFilters
    lookup_url_kwarg = "symbol"
    lookup_value_regex = ".+"
    noun = "text"
    tag = "Texts"
    table = RESOLUTIONS

    def named(self, text: str) -> Resolution:
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
                Prefetch("sponsorships", Sponsorship.objects.select_related(*SPONSOR)),
            )
            .get(pk=text_named(text).pk)
        )
        count_votes(resolution.public_roll_calls)
        return resolution

    def key(self, record: Resolution) -> str:
        """Its symbol as an address has it, or its number where several texts have that symbol."""
        means_it = Resolution.objects.each_called([record.slug])[record.slug] == [record]
        return record.slug if means_it else f"id-{record.pk}"


class AcceptedSeries(Writing):
    """Series of texts that ask the same question again, such as those on Ukraine."""

    write_serializer_class = WrittenSeries
    every = Series.objects.order_by("title", "id")
    queryset = every.accepted()
    serializer_class = SeriesSerializer
    detail_serializer_class = SeriesDetail
    filterset_class = SeriesFilters
    lookup_field = "slug"
    noun = "series"
    tag = "Texts"
    table = SERIES

    def named(self, text: str) -> Series | None:
        entries = SeriesEntry.objects.select_related("resolution").prefetch_related(
            public_roll_calls("resolution__"),
            Prefetch("citations", Citation.objects.select_related("source")),
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

    def key(self, record: Series) -> str:
        return record.slug

    def near(self, text: str) -> list[str]:
        return get_close_matches(text[:200].lower(), self.queryset.values_list("slug", flat=True))


class Topics(Writing):
    """Subjects of texts, under several schemes."""

    write_serializer_class = WrittenTopic
    queryset = every = Topic.objects.select_related("parent").order_by("name", "id")
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    lookup_field = "slug"
    noun = "topic"
    tag = "Texts"
    table = TOPICS

    def named(self, text: str) -> Topic | None:
        return self.get_queryset().filter(slug=text.lower()).first()

    def near(self, text: str) -> list[str]:
        return get_close_matches(text[:200].lower(), self.queryset.values_list("slug", flat=True))

    def key(self, record: Topic) -> str:
        return record.slug
