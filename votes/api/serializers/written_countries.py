"""Countries and groups as programs write them."""

from __future__ import annotations

from typing import ClassVar

from votes.api.serializers.countries import (
    CountryDetail,
    CountrySerializer,
    GroupDetail,
    GroupSerializer,
)
from votes.api.serializers.naming import SourceNumbered
from votes.api.serializers.writing import WrittenPart, WrittenRecord
from votes.models import Country, CountryName, Group, MembershipSpell, VotingStatus


class WrittenName(WrittenPart):
    owner = "country"
    told_by = ("name", "valid_from")

    class Meta:
        model = CountryName
        fields: ClassVar[list[str]] = ["name", "kind", "language", "valid_from", "valid_to"]


class WrittenSpell(WrittenPart):
    owner = "country"
    told_by = ("started_on",)

    class Meta:
        model = MembershipSpell
        fields: ClassVar[list[str]] = ["started_on", "ended_on", "note"]


class WrittenVotingStatus(WrittenPart):
    owner = "country"
    told_by = ("kind", "started_on")
    source = SourceNumbered()  # type: ignore[assignment]

    class Meta:
        model = VotingStatus
        fields: ClassVar[list[str]] = ["kind", "started_on", "ended_on", "note", "source"]


class WrittenCountry(WrittenRecord):
    answers = (CountrySerializer, CountryDetail)
    names = WrittenName(many=True, required=False)
    membership = WrittenSpell(many=True, required=False)
    voting_statuses = WrittenVotingStatus(many=True, required=False)

    class Meta:
        model = Country
        fields = [
            *("code", "name", "official_name", "kind", "iso2", "m49", "cow"),
            *("names", "membership", "voting_statuses", "reason"),
        ]


class WrittenGroup(WrittenRecord):
    answers = (GroupSerializer, GroupDetail)
    source = SourceNumbered(required=False, allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = Group
        fields = [*("code", "name", "short_name", "kind", "founded_on", "note", "source", "reason")]
