"""The shapes of the answers that are worked out, for the documents; functions beside them fill
them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.references import (
    CountryReference,
)
from votes.models import ImportRun, Position


class Answer(serializers.Serializer):
    """A field that is a word of the language is declared with a line after it."""

    def get_fields(self) -> dict[str, Any]:
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class Counts(Answer):
    """How many of each position."""

    yes = serializers.IntegerField()
    no = serializers.IntegerField()
    abstain = serializers.IntegerField()
    non_voting = serializers.IntegerField()


class Totals(Answer):
    """How many of each position, as far as it is known."""

    yes = serializers.IntegerField(allow_null=True)
    no = serializers.IntegerField(allow_null=True)
    abstain = serializers.IntegerField(allow_null=True)
    non_voting = serializers.IntegerField(allow_null=True)


class AnnouncedTotals(Answer):
    """The result as it was read out, where it differs from the official totals."""

    yes = serializers.IntegerField(allow_null=True)
    no = serializers.IntegerField(allow_null=True)
    abstain = serializers.IntegerField(allow_null=True)


class RollCallTotals(Answer):
    """The result by source."""

    official = Totals(allow_null=True)
    announced = AnnouncedTotals(allow_null=True)
    counted = Counts(allow_null=True)
    result = Totals()


class Gap(Answer):
    """A position of which more or fewer are recorded than the official total says."""

    position = serializers.ChoiceField([position.word for position in Position])
    counted = serializers.IntegerField()
    official = serializers.IntegerField()


class TallyAnswer(Answer):
    """Whether the recorded positions add up to the official totals."""

    checked = serializers.BooleanField()
    adds_up = serializers.BooleanField(allow_null=True)
    gaps = Gap(many=True)


class YearCounts(Counts):
    """The votes of one year."""

    year = serializers.IntegerField()


class CountryCounts(Counts):
    """The votes of one country."""

    country = CountryReference()


class VoteSummary(Answer):
    """The filtered votes, counted three ways."""

    count = serializers.IntegerField()
    by_position = Counts()
    by_year = YearCounts(many=True)
    by_country = CountryCounts(many=True)


class RecordCounts(Answer):
    """How many public records there are of each kind."""

    countries = serializers.IntegerField()
    groups = serializers.IntegerField()
    resolutions = serializers.IntegerField()
    roll_calls = serializers.IntegerField()
    votes = serializers.IntegerField()
    series = serializers.IntegerField()
    topics = serializers.IntegerField()
    statements = serializers.IntegerField()
    contacts = serializers.IntegerField()
    expectations = serializers.IntegerField()
    sources = serializers.IntegerField()


NUMBER = {"type": "integer"}
BY_KIND = {"type": "object", "additionalProperties": NUMBER}


@extend_schema_field({"type": "object", "additionalProperties": {"anyOf": [NUMBER, BY_KIND]}})
class ImportCounts(serializers.DictField):
    """Numbers by what became of the records, some of them by kind of record."""


class LastImport(Answer):
    """The file that was brought in last."""

    source = serializers.CharField()  # type: ignore[assignment]
    edition = serializers.CharField(allow_null=True)
    finished_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(ImportRun.Outcome.choices)
    counts = ImportCounts()


class StatusAnswer(Answer):
    """How new the data are, and how many."""

    data_version = serializers.IntegerField()
    changed_at = serializers.DateTimeField(allow_null=True)
    newest_vote = serializers.DateField(allow_null=True)
    counts = RecordCounts()
    last_import = LastImport(allow_null=True)


class DumpAnswer(Answer):
    """The newest dump of the whole public record."""

    data_version = serializers.IntegerField()
    is_current = serializers.BooleanField()
    changed_at = serializers.DateTimeField()
    made_at = serializers.DateTimeField()
    name = serializers.CharField()
    url = serializers.URLField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    tables = serializers.DictField(child=serializers.IntegerField())
    terms = serializers.CharField()


class RefusedValue(Answer):
    """One thing that is wrong with a request."""

    parameter = serializers.CharField()
    value = serializers.CharField()
    message = serializers.CharField()
    did_you_mean = serializers.ListField(child=serializers.CharField())


class Refusal(Answer):
    """Why a request was not answered."""

    status = serializers.IntegerField()
    code = serializers.CharField()
    message = serializers.CharField()
    details = RefusedValue(many=True)


class ErrorAnswer(Answer):
    """The one shape of every refusal."""

    error = Refusal()
