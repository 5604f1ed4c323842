"""Countries and groups as programs write them."""

from __future__ import annotations

from typing import Any, ClassVar

from votes.api.serializers.countries import (
    CountryDetail,
    CountrySerializer,
    GroupDetail,
    GroupSerializer,
)
from votes.api.serializers.naming import CountryNamed, SourceNumbered
from votes.api.serializers.writing import WrittenPart, WrittenRecord
from votes.models import (
    Country,
    CountryName,
    Group,
    Membership,
    MembershipSpell,
    Succession,
    VotingStatus,
)

OPEN: dict[str, Any] = {"required": False, "allow_null": True}


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


class WrittenPredecessor(WrittenPart):
    owner = "successor"
    told_by = ("predecessor",)
    country = CountryNamed(source="predecessor")

    class Meta:
        model = Succession
        fields: ClassVar[list[str]] = ["country", "date", "kind", "note"]


class WrittenCountry(WrittenRecord):
    answers = (CountrySerializer, CountryDetail)
    names = WrittenName(many=True, required=False)
    membership = WrittenSpell(many=True, required=False)
    voting_statuses = WrittenVotingStatus(many=True, required=False)
    # A succession is written with the state that follows, and so once.
    predecessors = WrittenPredecessor(many=True, required=False)

    class Meta:
        model = Country
        fields = [
            *("code", "name", "official_name", "kind", "iso2", "m49", "cow"),
            *("names", "membership", "voting_statuses", "predecessors", "reason"),
        ]


class WrittenMembership(WrittenPart):
    owner = "group"
    told_by = ("country", "joined_on")
    # More than there are states: some left and came back.
    most = 500
    country = CountryNamed()
    source = SourceNumbered(**OPEN)  # type: ignore[assignment]

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = [
            *("country", "joined_on", "left_on", "precision", "note", "source"),
        ]


class WrittenGroup(WrittenRecord):
    answers = (GroupSerializer, GroupDetail)
    source = SourceNumbered(**OPEN)  # type: ignore[assignment]
    memberships = WrittenMembership(many=True, required=False)

    class Meta:
        model = Group
        fields = [
            *("code", "name", "short_name", "kind", "founded_on", "note", "source"),
            *("memberships", "reason"),
        ]
