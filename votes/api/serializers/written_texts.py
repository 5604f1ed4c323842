"""Texts, their subjects and their series as programs write them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from votes.api.serializers.naming import (
    CountryNamed,
    GroupNamed,
    ResolutionNamed,
    SourceNumbered,
    TopicNamed,
)
from votes.api.serializers.resolutions import (
    EntrySerializer,
    ResolutionDetail,
    ResolutionSerializer,
    SeriesDetail,
    SeriesSerializer,
    TopicSerializer,
)
from votes.api.serializers.sources import EntryCitation
from votes.api.serializers.writing import WrittenPart, WrittenRecord, replace, together
from votes.api.serializers.written import Text
from votes.models import (
    Changing,
    Record,
    Resolution,
    ResolutionRelation,
    ResolutionTopic,
    Series,
    SeriesEntry,
    Sponsorship,
    Topic,
)

OPEN: dict[str, Any] = {"required": False, "allow_null": True}


class WrittenRelation(WrittenPart):
    owner = "from_resolution"
    told_by = ("kind", "to_resolution")
    resolution = ResolutionNamed(source="to_resolution")

    class Meta:
        model = ResolutionRelation
        fields = ["kind", "resolution", "note"]


class WrittenSponsor(WrittenPart):
    owner = "resolution"
    told_by = ("country", "group")
    country = CountryNamed(**OPEN)
    group = GroupNamed(**OPEN)
    source = SourceNumbered()  # type: ignore[assignment]

    class Meta:
        model = Sponsorship
        fields = ["country", "group", "since", "until", "source"]


class TopicOfText(WrittenPart):
    owner = "resolution"
    told_by = ("topic",)
    topic = TopicNamed()

    class Meta:
        model = ResolutionTopic
        fields = ["topic"]


class WrittenResolution(WrittenRecord):
    answers = (ResolutionSerializer, ResolutionDetail)
    topics = serializers.ListField(child=TopicNamed(), required=False, max_length=100)
    draft_addenda = serializers.ListField(
        child=Text(max_length=100), required=False, max_length=100
    )
    relations = WrittenRelation(many=True, required=False)
    sponsors = WrittenSponsor(many=True, required=False)

    class Meta:
        model = Resolution
        fields = [
            *("symbol", "draft_symbol", "title", "body", "session", "agenda_title", "status"),
            *("tabled_on", "vote_expected_on", "text_url", "topics", "draft_addenda", "revised"),
            *("committee_report", "note", "internal_note", "relations", "sponsors", "reason"),
        ]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if "draft_addenda" in values:
            values["draft_addenda"] = "|".join(values["draft_addenda"])
        return values

    def write(self, gate: Changing) -> Record:
        topics = self.validated_data.pop("topics", None)
        text = super().write(gate)
        if topics is not None:
            with together() as faults, faults("topics"):
                replace(gate, text, TopicOfText(), [{"topic": topic} for topic in topics])
        return text


class WrittenTopic(WrittenRecord):
    answers = (TopicSerializer,)
    parent = TopicNamed(**OPEN)  # type: ignore[assignment]

    class Meta:
        model = Topic
        fields = ["slug", "name", "scheme", "parent", "reason"]


class WrittenEntry(WrittenPart):
    owner = "series"
    told_by = ("resolution",)
    ignored = frozenset(EntrySerializer.Meta.fields)
    resolution = ResolutionNamed()
    sources = EntryCitation(many=True, required=False)

    class Meta:
        model = SeriesEntry
        fields = ["role", "direction", "note", "resolution", "sources"]


class WrittenSeries(WrittenRecord):
    answers = (SeriesSerializer, SeriesDetail)
    entries = WrittenEntry(many=True, required=False)

    class Meta:
        model = Series
        fields = ["slug", "title", "yes_means", "note", "status", "entries", "reason"]
