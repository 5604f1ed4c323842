"""Countries and groups as programs read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.references import (
    CountryReference,
    GroupReference,
    RecordSerializer,
    SourceReference,
)
from votes.models import (
    Country,
    CountryName,
    Group,
    Membership,
    MembershipSpell,
    Succession,
    VotingStatus,
)


class NameSerializer(serializers.ModelSerializer):
    class Meta:
        model = CountryName
        fields = ["name", "kind", "language", "valid_from", "valid_to"]


class SpellSerializer(RecordSerializer):
    class Meta:
        model = MembershipSpell
        fields = ["started_on", "ended_on", "note"]


class VotingStatusSerializer(RecordSerializer):
    source = SourceReference()  # type: ignore[assignment]

    class Meta:
        model = VotingStatus
        fields = ["kind", "started_on", "ended_on", "note", "source"]


class PredecessorSerializer(RecordSerializer):
    country = CountryReference(source="predecessor")

    class Meta:
        model = Succession
        fields = ["country", "date", "kind", "note"]


class SuccessorSerializer(PredecessorSerializer):
    country = CountryReference(source="successor")


class GroupSpellSerializer(RecordSerializer):
    group = GroupReference()

    class Meta:
        model = Membership
        fields = ["group", "joined_on", "left_on", "precision", "note"]


class CountrySerializer(RecordSerializer):
    class Meta:
        model = Country
        fields = [
            *("code", "name", "official_name", "kind", "iso2", "m49", "cow"),
            *("version", "updated_at"),
        ]


class CountryDetail(RecordSerializer):
    names = NameSerializer(many=True)
    membership = SpellSerializer(source="spells", many=True)
    voting_statuses = VotingStatusSerializer(many=True)
    predecessors = PredecessorSerializer(source="precessions", many=True)
    successors = SuccessorSerializer(source="successions", many=True)
    groups = GroupSpellSerializer(source="memberships", many=True)

    PARTS = [
        *("names", "spells", "voting_statuses__source", "precessions__predecessor"),
        *("successions__successor", "memberships__group"),
    ]

    class Meta:
        model = Country
        fields = [
            *("code", "name", "official_name", "kind", "iso2", "m49", "cow"),
            *("names", "membership", "voting_statuses", "predecessors", "successors", "groups"),
            *("version", "updated_at"),
        ]


class GroupSerializer(RecordSerializer):
    source = SourceReference()  # type: ignore[assignment]

    class Meta:
        model = Group
        fields = [
            *("code", "name", "short_name", "kind", "founded_on", "note", "source"),
            *("version", "updated_at"),
        ]


class MemberSerializer(RecordSerializer):
    country = CountryReference()

    class Meta:
        model = Membership
        fields = ["country", "joined_on", "left_on", "precision", "note"]


class MembershipSerializer(MemberSerializer):
    """A spell of membership in the group, with what says so where the group's source does not."""

    source = SourceReference()  # type: ignore[assignment]

    class Meta:
        model = Membership
        fields = [*MemberSerializer.Meta.fields, "source"]


class GroupDetail(RecordSerializer):
    """A group with its members on the day that `context` names, and then and now."""

    source = SourceReference()  # type: ignore[assignment]
    on = serializers.SerializerMethodField()
    members = serializers.SerializerMethodField()
    memberships = MembershipSerializer(many=True)

    PARTS = Prefetch(
        "memberships", Membership.objects.by_country().select_related("country", "source")
    )

    class Meta:
        model = Group
        fields = [
            *GroupSerializer.Meta.fields[:-2],
            *("on", "members", "memberships", "version", "updated_at"),
        ]

    @extend_schema_field(serializers.DateField)
    def get_on(self, group: Group) -> str:
        return self.context["on"].isoformat()

    @extend_schema_field(MemberSerializer(many=True))
    def get_members(self, group: Group) -> Any:
        spells = group.memberships.counting_on(self.context["on"]).select_related("country")
        return MemberSerializer(spells.order_by("country__name", "id"), many=True).data
