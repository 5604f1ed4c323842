"""What every answer is made of: how a record is named inside another, and null for nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from rest_framework import serializers

from votes.models import Country, Group, Position, Resolution, Series, Source, Topic


class RecordSerializer(serializers.ModelSerializer):
    """A record as it is read: what is missing is null, never an empty text."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        answer = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in answer.items()}


class DeskSerializer(RecordSerializer):
    """A record with a note for staff, which only who sees all of it at the desk is shown."""

    of_desk = ("internal_note",)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if not self.context.get("shows_all"):
            for name in self.of_desk:
                del fields[name]
        return fields


class PositionField(serializers.ChoiceField):
    """A position in words: the database keeps the United Nations' letters."""

    def __init__(self, positions: type[TextChoices] = Position) -> None:
        self.letters = {position.value: position.name.lower() for position in positions}
        super().__init__(choices=list(self.letters.values()), read_only=True)

    def to_representation(self, value: str) -> Any:
        return self.letters[value] if value else None


class CountryReference(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ["code", "name"]


class GroupReference(serializers.ModelSerializer):
    class Meta:
        model = Group
        fields = ["code", "name"]


class TopicReference(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["slug", "name"]


class SeriesReference(serializers.ModelSerializer):
    class Meta:
        model = Series
        fields = ["slug", "title"]


class ResolutionReference(serializers.ModelSerializer):
    """A text by the name it answers to: its symbol, else its draft symbol, else id-123."""

    symbol = serializers.CharField(source="called")

    class Meta:
        model = Resolution
        fields = ["symbol", "title"]


class SourceReference(RecordSerializer):
    class Meta:
        model = Source
        fields = ["id", "title", "publisher", "url"]
