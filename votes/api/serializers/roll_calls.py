"""Roll calls as programs read them: the result, the count and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.answers import RollCallTotals, TallyAnswer, Totals
from votes.api.serializers.citations import CitationSerializer
from votes.api.serializers.references import (
    DeskSerializer,
    RecordSerializer,
    ResolutionReference,
)
from votes.api.serializers.votes import VoteInRollCall
from votes.models import Position, Resolution, RollCall, RollCallIdentifier, Vote

ANNOUNCED = (Position.YES, Position.NO, Position.ABSTAIN)


class IdentifierSerializer(serializers.ModelSerializer):
    class Meta:
        model = RollCallIdentifier
        fields = ["scheme", "value"]


class RollCallResult(RecordSerializer):
    """A roll call inside another record: enough to name it and to say how it ended."""

    totals = serializers.SerializerMethodField()

    class Meta:
        model = RollCall
        fields = ["id", "date", "organ", "scope", "scope_label", "totals"]

    @extend_schema_field(Totals)
    def get_totals(self, roll_call: RollCall) -> dict[str, int | None]:
        """The official totals, else the count of positions."""
        return in_words(roll_call.totals())


class RollCallSerializer(RecordSerializer):
    """A roll call; its votes must have been counted with `count_votes`."""

    resolution = ResolutionReference()
    body = serializers.CharField(source="resolution.body")
    session = serializers.CharField(source="resolution.session")
    totals = serializers.SerializerMethodField()
    tally = serializers.SerializerMethodField()
    yes_needed = serializers.SerializerMethodField()
    carried = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
    identifiers = IdentifierSerializer(many=True)
    votes = serializers.SerializerMethodField()

    class Meta:
        model = RollCall
        sometimes = ["votes"]
        fields = [
            *("id", "resolution", "body", "session", "organ", "scope", "scope_label", "date"),
            *("precision", "meeting", "modality", "totals", "tally", "majority_rule"),
            *("majority_source", "yes_needed", "carried", "outcome", "discrepancy_explanation"),
            *("note", "state", "identifiers", "votes", "version", "updated_at"),
        ]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if not self.context.get("with_votes"):
            del fields["votes"]
        return fields

    @extend_schema_field(RollCallTotals)
    def get_totals(self, roll_call: RollCall) -> dict[str, dict[str, int | None] | None]:
        """By source: official, announced where it differs, counted where it was by name;
        and the result that a reader is shown."""
        announced = {each: getattr(roll_call, f"announced_{each.word}") for each in ANNOUNCED}
        return {
            "official": in_words(dict.fromkeys(Position) | roll_call.official)
            if roll_call.official
            else None,
            "announced": in_words(announced)
            if any(total is not None for total in announced.values())
            else None,
            "counted": in_words(roll_call.count()) if roll_call.is_by_name else None,
            "result": in_words(roll_call.totals()),
        }

    @extend_schema_field(TallyAnswer)
    def get_tally(self, roll_call: RollCall) -> dict[str, Any]:
        """Whether the positions add up to the official totals; null where there are none."""
        tally = roll_call.tally()
        gaps = [
            {"position": gap.position.word, "counted": gap.counted, "official": gap.official}
            for gap in tally.gaps
        ]
        adds_up = tally.adds_up if tally.is_checked else None
        return {"checked": tally.is_checked, "adds_up": adds_up, "gaps": gaps}

    def get_yes_needed(self, roll_call: RollCall) -> int | None:
        return roll_call.needed()

    def get_carried(self, roll_call: RollCall) -> bool | None:
        return roll_call.carried()

    @extend_schema_field(serializers.ChoiceField(Resolution.Status.choices, allow_null=True))
    def get_outcome(self, roll_call: RollCall) -> str | None:
        """What became of the text; of a vote on a part only the rule says."""
        whole = roll_call.scope == RollCall.Scope.WHOLE
        return roll_call.resolution.status if whole else None

    @extend_schema_field(VoteInRollCall(many=True))
    def get_votes(self, roll_call: RollCall) -> list[dict[str, Any]]:
        answer = VoteInRollCall()
        return [answer.to_representation(row) for row in self.context["votes"][roll_call.pk]]


class RollCallDetail(DeskSerializer, RollCallSerializer):
    """A roll call with where its record was read."""

    sources = CitationSerializer(source="citations", many=True)

    class Meta(RollCallSerializer.Meta):
        sometimes = [*RollCallSerializer.Meta.sometimes, *DeskSerializer.of_desk]
        fields = [
            *RollCallSerializer.Meta.fields[:-3],
            *("internal_note", "sources", "votes", "version", "updated_at"),
        ]


def votes_of(roll_calls: list[RollCall]) -> dict[int, list[dict[str, Any]]]:
    """Every vote of several roll calls, by roll call and country, in one query."""
    votes: dict[int, list[dict[str, Any]]] = {roll_call.pk: [] for roll_call in roll_calls}
    rows = Vote.objects.filter(roll_call__in=votes).order_by("country__name", "id")
    for row in rows.values("roll_call_id", *VoteInRollCall.COLUMNS):
        votes[row["roll_call_id"]].append(row)
    return votes


def in_words(counts: Mapping[Position, int | None]) -> dict[str, int | None]:
    return {position.word: count for position, count in counts.items()}
