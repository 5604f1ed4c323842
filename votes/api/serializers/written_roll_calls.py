"""Roll calls as programs write them: the result and every position in one act."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied

from votes.api.serializers.naming import MOST_NEAR, NameOfCountry, ResolutionNamed
from votes.api.serializers.roll_calls import ANNOUNCED, RollCallDetail
from votes.api.serializers.sources import RollCallCitation
from votes.api.serializers.votes import VoteInRollCall, VoteSerializer
from votes.api.serializers.writing import WrittenPart, WrittenRecord, together
from votes.api.serializers.written import SMALL, PositionWord, WrittenModel, WrittenObject, fault
from votes.models import (
    Changing,
    Country,
    EditConflict,
    Position,
    RollCall,
    RollCallIdentifier,
    Vote,
)

PUBLISH = "votes.publish_rollcall"
OPEN: dict[str, Any] = {"required": False, "allow_null": True}
# What is written of a country's position: itself, what is around it, and what is on record.
OF_VOTE = (
    *("position", "intended_position", "non_voting_reason"),
    *("recorded_name", "evidence", "note"),
)
NO_REASON = "Only a state that did not vote has a reason for it."


def total() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=SMALL, **OPEN)


class OfficialTotals(WrittenObject):
    """The result as the source states it."""

    yes, no, abstain, non_voting = total(), total(), total(), total()


class AnnouncedTotals(WrittenObject):
    """The result as it was read out in the meeting."""

    yes, no, abstain = total(), total(), total()


class WrittenTotals(WrittenObject):
    """What the source states and what was read out; the count of positions is worked out."""

    ignored = frozenset({"counted", "result"})
    official = OfficialTotals(**OPEN)
    announced = AnnouncedTotals(**OPEN)


# The columns of the totals by what they are called in a request.
TOTALS = {
    "official": {each.word: RollCall.TOTALS[each] for each in Position},
    "announced": {each.word: f"announced_{each.word}" for each in ANNOUNCED},
}


class WrittenIdentifier(WrittenPart):
    owner = "roll_call"
    told_by = ("scheme", "value")

    class Meta:
        model = RollCallIdentifier
        fields = ["scheme", "value"]


class WrittenVote(WrittenModel):
    """One country's position in the request for its roll call; null takes it out.

    `version`, where it is sent, must be the one that the position has.
    """

    ignored = frozenset(VoteInRollCall.Meta.fields)
    country = NameOfCountry()
    position = PositionWord(allow_null=True, allow_blank=True)
    intended_position = PositionWord(allow_blank=True, **OPEN)
    version = serializers.IntegerField(min_value=1, max_value=10**9, **OPEN)

    class Meta:
        model = Vote
        fields = ["country", *OF_VOTE, "version"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if "country" not in values:
            raise serializers.ValidationError({"country": fault("This is required.").detail})
        return values


class WrittenRollCall(WrittenRecord):
    """A roll call with its votes: on PATCH, the positions of the countries listed."""

    answers = (RollCallDetail,)
    with_it = ("source", "vote", "resolution")
    resolution = ResolutionNamed()
    totals = WrittenTotals(required=False)
    identifiers = WrittenIdentifier(many=True, required=False)
    sources = RollCallCitation(many=True, required=False)
    votes = serializers.ListField(child=WrittenVote(), required=False, max_length=1000)

    class Meta:
        model = RollCall
        fields = [
            *("resolution", "organ", "scope", "scope_label", "date", "precision", "meeting"),
            *("modality", "totals", "majority_rule", "majority_source", "note", "internal_note"),
            *("discrepancy_explanation", "state", "identifiers", "sources", "votes", "reason"),
        ]

    def called(self) -> dict[str, str]:
        totals = {
            column: f"totals.{kind}.{word}"
            for kind, columns in TOTALS.items()
            for word, column in columns.items()
        }
        return super().called() | totals

    def validate_state(self, state: str) -> str:
        """The state; only who may publish changes it."""
        draft = RollCall.State.DRAFT
        before = self.instance.state if self.instance else draft
        if state != before and not self.context["request"].user.has_perm(PUBLISH):
            if state == draft:
                raise PermissionDenied("Only a reviewer may take back a publication.")
            raise PermissionDenied("Only a reviewer may publish; save it as a draft.")
        return state

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        for kind, given in values.pop("totals", {}).items():
            for word, column in TOTALS[kind].items():
                if given is None or word in given:
                    values[column] = given and given[word]
        self.rows = values.pop("votes", [])
        day = values.get("date") or (self.instance and self.instance.date)
        countries = Country.objects.each_named([row["country"] for row in self.rows], day)
        listed = Counter(
            found[0].pk for row in self.rows if len(found := countries[row["country"]]) == 1
        )
        unknown = 0
        with together() as faults, faults("votes"), together() as rows:
            for index, row in enumerate(self.rows):
                row["name"] = name = row["country"]
                found = countries[name]
                with rows(index), together() as fields, fields("country"):
                    unknown += not found
                    if not found and unknown > MOST_NEAR:
                        raise fault(f"No country is called “{name}”.")
                    row["country"] = NameOfCountry().only(name, found)
                    if listed[row["country"].pk] > 1:
                        raise fault(f"{row['country']} is listed more than once.")
        return values

    def write(self, gate: Changing) -> RollCall:
        roll_call: Any = super().write(gate)
        self.write_votes(gate, roll_call)
        text = roll_call.tabled_text()
        if text and self.context["request"].user.has_perm("votes.change_resolution"):
            roll_call.settle(gate)
        return roll_call

    def write_votes(self, gate: Changing, roll_call: RollCall) -> None:
        votes = roll_call.votes.select_related("country")
        recorded = {vote.country_id: vote for vote in votes if self.rows}
        added, changed = [], []
        with together() as faults, faults("votes"), together() as rows:
            for index, row in enumerate(self.rows):
                vote = recorded.get(row["country"].pk)
                if self.instance:
                    vote = as_read(vote, roll_call, row)
                with rows(index):
                    if row.get("position") == "":
                        removed(gate, vote)
                    elif vote is None:
                        added.append(new_vote(roll_call, row))
                    else:
                        changed.append(corrected(vote, row))
        gate.save_all(changed)
        gate.add_all(added)


def as_read(vote: Vote | None, roll_call: RollCall, row: dict[str, Any]) -> Vote | None:
    """A recorded position at the version that was read, where the request says which."""
    version = row.get("version")
    if vote is not None:
        vote.roll_call, vote.version = roll_call, version or vote.version
    elif version:
        raise EditConflict(Vote(roll_call=roll_call, country=row["country"], position="Y"), None)
    return vote


def removed(gate: Changing, vote: Vote | None) -> None:
    if vote is None:
        raise serializers.ValidationError({"position": fault("No position to take out.").detail})
    gate.delete(vote)


def new_vote(roll_call: RollCall, row: dict[str, Any]) -> Vote:
    if "position" not in row:
        raise serializers.ValidationError({"position": fault("This is required.").detail})
    country, name = row["country"], row["name"]
    vote = Vote(
        roll_call=roll_call,
        country=country,
        recorded_name="" if name.strip().upper() == country.code else name.strip(),
    )
    return corrected(vote, row)


def corrected(vote: Vote, row: dict[str, Any]) -> Vote:
    """A position with what the request says of it; who voted has no reason for not voting."""
    for name in OF_VOTE:
        setattr(vote, name, row.get(name, getattr(vote, name)))
    if vote.position != Position.NON_VOTING:
        if row.get("non_voting_reason"):
            raise serializers.ValidationError({"non_voting_reason": fault(NO_REASON).detail})
        vote.non_voting_reason = ""
    return vote


class CorrectedVote(WrittenRecord):
    """One country's position on its own page."""

    answers = (VoteSerializer,)
    position = PositionWord()
    intended_position = PositionWord(allow_blank=True, **OPEN)

    class Meta:
        model = Vote
        fields = [*OF_VOTE, "reason"]

    def write(self, gate: Changing) -> Vote:
        recorded: Any = self.instance
        vote = corrected(recorded, self.validated_data)
        gate.save(vote)
        return vote
