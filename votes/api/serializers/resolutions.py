"""Texts, their subjects and their series as programs read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.citations import CitationSerializer
from votes.api.serializers.references import (
    CountryReference,
    DeskSerializer,
    GroupReference,
    RecordSerializer,
    ResolutionReference,
    SeriesReference,
    SourceReference,
    TopicReference,
)
from votes.api.serializers.roll_calls import RollCallResult
from votes.models import (
    Resolution,
    ResolutionRelation,
    RollCall,
    Series,
    SeriesEntry,
    Sponsorship,
    Topic,
)


class TopicSerializer(RecordSerializer):
    parent = TopicReference()

    class Meta:
        model = Topic
        fields = ["slug", "name", "scheme", "parent", "version", "updated_at"]


class RelationSerializer(RecordSerializer):
    """A tie as this text has it: "amends" the text named."""

    resolution = ResolutionReference(source="to_resolution")

    class Meta:
        model = ResolutionRelation
        fields = ["kind", "resolution", "note"]


class RelationFromSerializer(RelationSerializer):
    """A tie as another text has it: the text named "amends" this one."""

    resolution = ResolutionReference(source="from_resolution")


class SponsorSerializer(serializers.ModelSerializer):
    country = CountryReference()
    group = GroupReference()
    source = SourceReference()  # type: ignore[assignment]

    class Meta:
        model = Sponsorship
        fields = ["country", "group", "since", "until", "source"]


class EntryOfResolution(RecordSerializer):
    series = SeriesReference()

    class Meta:
        model = SeriesEntry
        fields = ["series", "role", "direction", "note"]


class ResolutionSerializer(RecordSerializer):
    slug = serializers.CharField()
    topics = TopicReference(many=True)

    class Meta:
        model = Resolution
        fields = [
            *("id", "slug", "symbol", "draft_symbol", "title", "body", "session"),
            *("agenda_title", "status", "tabled_on", "vote_expected_on", "text_url"),
            *("topics", "version", "updated_at"),
        ]


class ResolutionDetail(DeskSerializer, ResolutionSerializer):
    draft_addenda = serializers.SerializerMethodField()
    roll_calls = RollCallResult(source="public_roll_calls", many=True)
    series = EntryOfResolution(source="public_entries", many=True)
    relations = RelationSerializer(many=True)
    relations_from = RelationFromSerializer(many=True)
    sponsors = SponsorSerializer(source="sponsorships", many=True)

    class Meta:
        model = Resolution
        sometimes = DeskSerializer.of_desk
        fields = [
            *ResolutionSerializer.Meta.fields[:-2],
            *("draft_addenda", "revised", "committee_report", "note", "internal_note"),
            *("roll_calls", "series", "relations", "relations_from", "sponsors"),
            *("version", "updated_at"),
        ]

    def get_draft_addenda(self, text: Resolution) -> list[str]:
        return [symbol.strip() for symbol in text.draft_addenda.split("|") if symbol.strip()]


class EntrySerializer(RecordSerializer):
    resolution = ResolutionReference()
    roll_calls = RollCallResult(source="resolution.public_roll_calls", many=True)
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = SeriesEntry
        fields = ["role", "direction", "note", "resolution", "roll_calls", "sources"]


class SeriesSerializer(RecordSerializer):
    class Meta:
        model = Series
        fields = ["slug", "title", "yes_means", "note", "status", "version", "updated_at"]


class SeriesDetail(RecordSerializer):
    """A series with its texts in the order in which they were first voted on."""

    entries = serializers.SerializerMethodField()

    class Meta:
        model = Series
        fields = [*SeriesSerializer.Meta.fields[:-2], "entries", "version", "updated_at"]

    @extend_schema_field(EntrySerializer(many=True))
    def get_entries(self, series: Series) -> Any:
        return EntrySerializer(sorted(series.entries.all(), key=first_vote), many=True).data


def first_vote(entry: SeriesEntry) -> tuple[date, int]:
    roll_calls: list[RollCall] = entry.resolution.public_roll_calls  # type: ignore[attr-defined]
    return min((each.date for each in roll_calls), default=date.max), entry.pk
