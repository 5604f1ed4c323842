"""Statements, diplomatic contacts, expectations and their sources as programs read them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.citations import CitationSerializer
from votes.api.serializers.references import (
    CountryReference,
    GroupReference,
    PositionField,
    RecordSerializer,
    ResolutionReference,
    SeriesReference,
)
from votes.models import (
    ContactParty,
    DiplomaticContact,
    Expectation,
    RollCall,
    Series,
    Source,
    Statement,
)


class RollCallReference(serializers.ModelSerializer):
    resolution = ResolutionReference()

    class Meta:
        model = RollCall
        fields = ["id", "date", "resolution"]


class AboutSerializer(RecordSerializer):
    """What a fact is about; a series that is not accepted is named to the desk only."""

    roll_call = RollCallReference()
    resolution = ResolutionReference()
    series = serializers.SerializerMethodField()
    sources = CitationSerializer(source="citations", many=True)

    ABOUT = ["roll_call__resolution", "resolution", "series"]

    @extend_schema_field(SeriesReference(allow_null=True))
    def get_series(self, fact: Any) -> dict[str, Any] | None:
        accepted = fact.series and fact.series.status == Series.Status.ACCEPTED
        if not fact.series or not (accepted or self.context.get("shows_all")):
            return None
        return SeriesReference(fact.series).data


class StatementSerializer(AboutSerializer):
    country = CountryReference()
    on_behalf_of = GroupReference()

    class Meta:
        model = Statement
        fields = [
            *("id", "country", "on_behalf_of", "date", "precision", "kind", "speaker", "venue"),
            *("quote", "language", "summary", "stance", "reasons", "attribution"),
            *("roll_call", "resolution", "series", "visibility", "sources", "version"),
            "updated_at",
        ]


class PartySerializer(serializers.ModelSerializer):
    country = CountryReference()
    group = GroupReference()

    class Meta:
        model = ContactParty
        fields = ["country", "group"]


class ContactSerializer(AboutSerializer):
    initiators = PartySerializer(many=True)
    targets = PartySerializer(many=True)
    sought_position = PositionField()

    class Meta:
        model = DiplomaticContact
        fields = [
            *("id", "date", "date_to", "precision", "kind", "initiators"),
            *("initiators_as_reported", "targets", "sought_position", "attribution", "summary"),
            *("roll_call", "resolution", "series", "visibility", "sources", "version"),
            "updated_at",
        ]


class ExpectationSerializer(RecordSerializer):
    resolution = ResolutionReference()
    country = CountryReference()
    position = PositionField(Expectation.Position)
    statement = serializers.SerializerMethodField()
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Expectation
        fields = [
            *("id", "resolution", "country", "position", "confidence", "expected_by", "date"),
            *("precision", "statement", "summary", "attribution", "visibility"),
            *("sources", "version", "updated_at"),
        ]

    def get_statement(self, expectation: Expectation) -> int | None:
        """The statement that is the evidence; the list leaves out those not public."""
        return expectation.statement.pk if expectation.statement else None


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source
        fields = [
            *("id", "title", "publisher", "author", "url", "archived_url", "published_on"),
            *("accessed_on", "kind", "language", "grade", "version", "updated_at"),
        ]
