"""Sources as programs write them, alone and beside the fact that was read there."""

from __future__ import annotations

from typing import Any

from votes.api.serializers.citations import CitationSerializer
from votes.api.serializers.facts import SourceSerializer
from votes.api.serializers.naming import SourceNumbered
from votes.api.serializers.writing import WrittenPart, WrittenRecord
from votes.api.serializers.written import Day, Text, Word, fault
from votes.models import Changing, Citation, Source

OPEN: dict[str, Any] = {"required": False, "allow_blank": True, "allow_null": True}


class WrittenSource(WrittenRecord):
    answers = (SourceSerializer,)

    class Meta:
        model = Source
        fields = [
            *("title", "publisher", "author", "url", "archived_url", "published_on"),
            *("accessed_on", "kind", "language", "grade", "reason"),
        ]


class WrittenCitation(WrittenPart):
    """A fact's source by its number, or by its address or title: found, or made with the fact.

    What else is said of a source that is recorded already is let pass.
    """

    told_by = ("source",)
    most = 50
    DESCRIBING = (
        *("title", "publisher", "author", "url", "archived_url", "published_on"),
        *("accessed_on", "kind", "language", "grade"),
    )

    id = SourceNumbered(source="source", required=False, allow_null=True)
    title = Text(max_length=500, **OPEN)
    publisher = Text(max_length=200, **OPEN)
    author = Text(max_length=200, **OPEN)
    url = Text(max_length=500, **OPEN)
    archived_url = Text(max_length=500, **OPEN)
    published_on = Day(required=False, allow_null=True)
    accessed_on = Day(required=False, allow_null=True)
    kind = Word(choices=Source.Kind.choices, required=False)
    language = Text(max_length=10, required=False)
    grade = Word(choices=Source.Grade.choices, required=False)

    class Meta:
        model = Citation
        fields = [
            *("id", "title", "publisher", "author", "url", "archived_url", "published_on"),
            *("accessed_on", "kind", "language", "grade", "locator", "quote"),
        ]

    ignored = frozenset(CitationSerializer.Meta.fields)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        told = {name: values.pop(name, None) for name in self.DESCRIBING}
        if values.get("source") is None:
            values.pop("source", None)
            values["told"] = {name: value for name, value in told.items() if value}
            if not told["url"] and not told["title"]:
                raise fault("A source is named by its id, its url or its title.")
        return values

    def prepare(self, gate: Changing, values: dict[str, Any]) -> None:
        if told := values.pop("told", None):
            source = Source.objects.named_or_new(told.get("url") or told["title"], **told)
            if source.pk is None:
                gate.save(source)
            values["source"] = source


class StatementCitation(WrittenCitation):
    """A source of a statement: found by number, address or title, else made."""

    owner = "statement"


class ContactCitation(WrittenCitation):
    """A source of a contact: found by number, address or title, else made."""

    owner = "contact"


class ExpectationCitation(WrittenCitation):
    """A source of an expectation: found by number, address or title, else made."""

    owner = "expectation"


class EntryCitation(WrittenCitation):
    """A source of a text's place in a series: found by number, address or title, else made."""

    owner = "series_entry"


class RollCallCitation(WrittenCitation):
    """A source of a roll call: found by number, address or title, else made."""

    owner = "roll_call"
