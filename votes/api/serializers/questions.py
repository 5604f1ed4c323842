"""The shapes of the answers about countries, for the documents; `stances` fills them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from votes.api.serializers.answers import Answer, Counts
from votes.api.serializers.references import (
    CountryReference,
    GroupReference,
    ResolutionReference,
    SeriesReference,
    TopicReference,
)
from votes.api.serializers.votes import RollCallOfVote
from votes.filters import INDICES
from votes.models import Expectation, Position, Precision, SeriesEntry, Vote

POSITIONS = [position.word for position in Position]
EXPECTED = [position.word for position in Expectation.Position]


class Period(Answer):
    """The days of the first and the last roll call that a number rests on."""

    since = serializers.DateField()
    until = serializers.DateField()


class AgreementRow(Answer):
    """A score with what it rests on; of one year where `by=year` was asked."""

    country = CountryReference()
    with_ = CountryReference(allow_null=True)
    with_group = GroupReference(allow_null=True)
    year = serializers.IntegerField()
    score = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    index = serializers.ChoiceField(INDICES)
    period = Period(allow_null=True)
    method = serializers.CharField()

    class Meta:
        sometimes = ["year"]


class AgreementAnswer(Answer):
    """One row for each partner and index, and year where it was asked."""

    results = AgreementRow(many=True)


class Scores(Answer):
    """A score under each index; null where the index is not defined."""

    lijphart = serializers.FloatField(allow_null=True)
    strict = serializers.FloatField(allow_null=True)
    yes_no = serializers.FloatField(allow_null=True)
    pi = serializers.FloatField(allow_null=True)
    kappa = serializers.FloatField(allow_null=True)


class Ranks(Answer):
    """A place under each index, 1 the closest; null where the index is not defined."""

    lijphart = serializers.IntegerField(allow_null=True)
    strict = serializers.IntegerField(allow_null=True)
    yes_no = serializers.IntegerField(allow_null=True)
    pi = serializers.IntegerField(allow_null=True)
    kappa = serializers.IntegerField(allow_null=True)


class PartnerRow(Answer):
    """Another country beside the one asked about."""

    country = CountryReference()
    n = serializers.IntegerField()
    period = Period(allow_null=True)
    scores = Scores()
    ranks = Ranks()


class PartnersAnswer(Answer):
    """A country beside all others, the closest first."""

    country = CountryReference()
    index = serializers.ChoiceField(INDICES)
    min_n = serializers.IntegerField()
    method = serializers.CharField()
    period = Period(allow_null=True)
    results = PartnerRow(many=True)


class StanceCounts(Counts):
    """How many texts of the series by what the country did."""

    not_recorded = serializers.IntegerField()


class StancePosition(Answer):
    """What the country did on one text of the series."""

    resolution = ResolutionReference()
    roll_call = serializers.IntegerField()
    date = serializers.DateField()
    role = serializers.ChoiceField(SeriesEntry.Role.choices)
    direction = serializers.ChoiceField(SeriesEntry.Direction.choices)
    position = serializers.ChoiceField([*POSITIONS, "not_recorded"], allow_null=True)
    was_member = serializers.BooleanField()


class StanceRow(Answer):
    """A country's record in one series."""

    series = SeriesReference()
    sentence = serializers.CharField()
    moves = serializers.CharField(allow_null=True)
    counts = StanceCounts()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    positions = StancePosition(many=True)
    method = serializers.CharField()


class StancesAnswer(Answer):
    """A country's record, series by series."""

    country = CountryReference()
    results = StanceRow(many=True)


class Reasons(Answer):
    """The roll calls without the state's vote, by the reason that is recorded."""

    def get_fields(self) -> dict[str, Any]:
        return {
            reason.value: serializers.IntegerField(help_text=f"{reason.label}.")
            for reason in Vote.NonVotingReason
        }


class ParticipationYear(Counts):
    """How a state took part in one year."""

    year = serializers.IntegerField()
    not_recorded = serializers.IntegerField()
    not_member = serializers.IntegerField()
    reasons = Reasons()


class ParticipationAnswer(Answer):
    """How a country took part, the oldest year first."""

    country = CountryReference()
    method = serializers.CharField()
    results = ParticipationYear(many=True)


class EarlierText(Answer):
    """The text of the last position cast before a move."""

    date = serializers.DateField()
    resolution = ResolutionReference()


class ShiftRow(Answer):
    """One move of one country in one series."""

    country = CountryReference()
    series = SeriesReference()
    from_ = serializers.ChoiceField(POSITIONS)
    to = serializers.ChoiceField(POSITIONS)
    size = serializers.IntegerField()
    towards = serializers.ChoiceField(["yes", "no"])
    date = serializers.DateField()
    resolution = ResolutionReference()
    earlier = EarlierText()
    then = serializers.ChoiceField(["lasted", "reverted", "moved_on", "open"])


class ShiftsAnswer(Answer):
    """Moves, the newest first, a page at a time."""

    method = serializers.CharField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    count = serializers.IntegerField()
    results = ShiftRow(many=True)

    class Meta:
        sometimes = ["count"]


class DatedText(ResolutionReference):
    """A text with the day of its vote."""

    date = serializers.DateField()

    class Meta(ResolutionReference.Meta):
        fields = [*ResolutionReference.Meta.fields, "date"]


class Pairs(Answer):
    """How many states did what, by what they had done before."""

    yes = Counts()
    no = Counts()
    abstain = Counts()
    non_voting = Counts()


class CastCounts(Answer):
    """How many states, by the position after."""

    yes = serializers.IntegerField()
    no = serializers.IntegerField()
    abstain = serializers.IntegerField()


class CastPairs(Answer):
    """How many states moved, by the position before and the one after."""

    yes = CastCounts()
    no = CastCounts()
    abstain = CastCounts()


class TextShiftsRow(Answer):
    """The moves at one core text."""

    resolution = ResolutionReference()
    date = serializers.DateField()
    moved = serializers.IntegerField()
    cast_both = serializers.IntegerField()
    counts = CastPairs()


class SeriesShiftsAnswer(Answer):
    """The moves at each core text of a series, the oldest first."""

    series = SeriesReference()
    states = serializers.IntegerField()
    texts = serializers.IntegerField()
    method = serializers.CharField()
    results = TextShiftsRow(many=True)


class MoverRow(Answer):
    """A country and its positions on the two texts."""

    country = CountryReference()
    from_ = serializers.ChoiceField(POSITIONS)
    to = serializers.ChoiceField(POSITIONS)


class MoversAnswer(Answer):
    """Who moved between two texts of a series."""

    series = SeriesReference()
    from_ = DatedText()
    to = DatedText()
    movers = MoverRow(many=True)
    through_non_voting = MoverRow(many=True)
    unchanged = serializers.IntegerField()
    counts = Pairs()
    method = serializers.CharField()


class GroupVoteRow(Counts):
    """How the members of a group voted in one roll call."""

    roll_call = RollCallOfVote()
    resolution = ResolutionReference()
    rice = serializers.FloatField(allow_null=True)
    hix_noury_roland = serializers.FloatField(allow_null=True)
    dissenters = CountryReference(many=True)


class AverageRow(Answer):
    """The mean of a group's cohesion in one year, or on one topic."""

    year = serializers.IntegerField()
    topic = TopicReference()
    rice = serializers.FloatField(allow_null=True)
    hix_noury_roland = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    n_rice = serializers.IntegerField()

    class Meta:
        sometimes = ["year", "topic"]


class CohesionPage(Answer):
    """A group in each roll call, the newest first, a page at a time."""

    group = GroupReference()
    method = serializers.CharField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    count = serializers.IntegerField()
    results = GroupVoteRow(many=True)

    class Meta:
        sometimes = ["count"]


class CohesionAverages(Answer):
    """A group on average, as `by` asks: by year or by topic."""

    group = GroupReference()
    method = serializers.CharField()
    results = AverageRow(many=True)


class DissentRow(Answer):
    """A member of the group: how often it broke with the group's line."""

    country = CountryReference()
    dissents = serializers.IntegerField()
    n = serializers.IntegerField()


class CohesionMembers(Answer):
    """A group member by member, those that broke with its line most often first."""

    group = GroupReference()
    method = serializers.CharField()
    results = DissentRow(many=True)


class WhipBucket(Answer):
    """What was expected in one way."""

    states = serializers.IntegerField()
    alone = serializers.IntegerField()
    expectations = serializers.IntegerField()


class WhipBuckets(Answer):
    """What was expected, by position; a state expected in several ways counts under each."""

    def get_fields(self) -> dict[str, Any]:
        return {word: WhipBucket() for word in EXPECTED}


class ExpectedSeveral(Answer):
    """A state that was expected to take several positions."""

    country = CountryReference()
    positions = serializers.ListField(child=serializers.ChoiceField(EXPECTED))


class YesNeeded(Answer):
    """The yes votes that would carry the text, by majority rule: under the rule recorded for the
    last vote, or under both where none is; null where that cannot be said."""

    simple = serializers.IntegerField(allow_null=True)
    two_thirds = serializers.IntegerField(allow_null=True)


class LastVoteRow(Answer):
    """The newest vote on the question of a series, and what it asks of this text."""

    series = SeriesReference()
    role = serializers.ChoiceField(SeriesEntry.Role.choices)
    roll_call = serializers.IntegerField(allow_null=True)
    resolution = ResolutionReference(allow_null=True)
    date = serializers.DateField(allow_null=True)
    precision = serializers.ChoiceField(Precision.choices, allow_null=True)
    turned = serializers.BooleanField(allow_null=True)
    against = serializers.IntegerField(allow_null=True)
    yes_needed = YesNeeded()


class WhipCountAnswer(Answer):
    """What was expected of states on one text, counted state by state."""

    resolution = ResolutionReference()
    method = serializers.CharField()
    expectations = serializers.IntegerField()
    states = serializers.IntegerField()
    members = serializers.IntegerField(allow_null=True)
    without = serializers.IntegerField(allow_null=True)
    members_expected = serializers.IntegerField(allow_null=True)
    non_members = CountryReference(many=True, allow_null=True)
    by_position = WhipBuckets()
    several = ExpectedSeveral(many=True)
    last_votes = LastVoteRow(many=True)
