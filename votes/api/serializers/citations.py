"""What a fact rests on, as programs read it beside the fact."""

from __future__ import annotations

from rest_framework import serializers

from votes.api.serializers.references import RecordSerializer
from votes.models import Citation


class CitationSerializer(RecordSerializer):
    """A fact's source, with the place in it and the words that carry the fact."""

    id = serializers.IntegerField(source="source_id")
    title = serializers.CharField(source="source.title")
    publisher = serializers.CharField(source="source.publisher")
    url = serializers.CharField(source="source.url")
    archived_url = serializers.CharField(source="source.archived_url")
    published_on = serializers.DateField(source="source.published_on")

    class Meta:
        model = Citation
        fields = [
            *("id", "title", "publisher", "url", "archived_url", "published_on"),
            *("locator", "quote"),
        ]
