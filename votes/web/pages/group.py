"""A group: how far it votes as one, who broke with it, and who its members are and were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from votes.models import Country, Group, Position, RollCall, Series
from votes.stances.cohesion import (
    Dissent,
    GroupAverage,
    GroupVote,
    cast_by,
    cohesion_by_topic,
    cohesion_by_year,
    dissent,
    group_votes,
    named,
)
from votes.stances.matrix import Selection
from votes.web.charts import Bar, written
from votes.web.charts.cohesion import CohesionChart
from votes.web.figures import Figure, Query
from votes.web.pages.broke import BrokeSo
from votes.web.pages.coverage import Coverage
from votes.web.pages.group_members import GroupMembers
from votes.web.pages.lines import Freshness, part_of
from votes.web.pages.questions import QuestionAsked

SPLITS, DISSENTERS, TOPICS = 10, 15, 25
# So many of those that broke with a line are named.
NAMED = 12


@dataclass(frozen=True)
class AverageLine:
    """A group's mean cohesion in one year or on one topic, and where the API has it."""

    name: str
    average: GroupAverage
    query: Query

    @property
    def rice(self) -> str:
        return rounded(self.average.rice)

    @property
    def hix_noury_roland(self) -> str:
        return rounded(self.average.hix_noury_roland)


@dataclass(frozen=True)
class DissentLine:
    """How often one member broke with the group."""

    dissent: Dissent
    query: Query

    @property
    def share(self) -> str:
        share = 100 * self.dissent.share
        if share < 1:
            return _("under {share}").format(share="1\u202f%")
        return f"{share:.0f}\u202f%"


@dataclass(frozen=True)
class SplitLine:
    """A roll call on which members of the group cast different positions."""

    roll_call: RollCall
    part: str
    counts: list[tuple[str, int, str]]
    bar: Bar | None
    # The position of most, "" where two tie.
    line: str
    broke: list[BrokeSo]
    query: Query


@dataclass(frozen=True)
class GroupPage:
    """A group's page; everything on how it votes is about the roll calls that are `asked`."""

    freshness: Freshness
    group: Group
    members: GroupMembers
    asked: QuestionAsked
    all_series: Sequence[Series]
    roll_calls: Figure
    split: Figure
    first: date | None
    last: date | None
    coverage: Coverage | None
    chart: CohesionChart | None
    years: list[AverageLine]
    topics: list[AverageLine]
    more_topics: int
    dissenters: list[DissentLine]
    # Members that cast a position and never broke with the line.
    loyal: int
    splits: list[SplitLine]
    by_topic: Query
    by_member: Query
    all_splits: Query

    @classmethod
    def of(cls, group: Group, data: QueryDict) -> GroupPage:
        asked = QuestionAsked.of(data)
        selection = asked.selection()
        votes = group_votes(group, selection)
        split = [each for each in reversed(votes) if each.cohesion.is_split]

        def query(at: str = "", **also: object) -> Query:
            return Query.of("cohesion", group.code, at=at, **asked.given, **also)

        by_year = cohesion_by_year(votes, selection)
        by_topic = cohesion_by_topic(votes)
        topics = lines(by_topic, query(by="topic"))
        most = sorted(topics, key=lambda each: -each.average.n)[:TOPICS]
        members = dissent(group, selection)
        broke = [each for each in members if each.dissents]
        by_member, all_splits = query(by="member"), query(split="true")
        days = dates_of(votes, selection)
        return cls(
            freshness=Freshness.now(),
            group=group,
            members=GroupMembers.of(group, timezone.now().date()),
            asked=asked,
            all_series=list(Series.objects.accepted()),
            roll_calls=Figure(len(votes), query("/count", count="true", limit=1)),
            split=Figure(len(split), query("/count", split="true", count="true", limit=1)),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            coverage=Coverage.of(selection.matrix.years.tolist(), days[0].year, days[-1].year)
            if days
            else None,
            chart=CohesionChart.of(str(group), by_year),
            years=lines(by_year, query(by="year")),
            topics=[each for each in topics if each in most],
            more_topics=len(topics) - len(most),
            dissenters=[
                DissentLine(each, by_member.to("results", place))
                for place, each in enumerate(broke[:DISSENTERS])
            ],
            loyal=len(members) - len(broke),
            splits=split_lines(split[:SPLITS], selection, all_splits),
            by_topic=query(by="topic"),
            by_member=by_member,
            all_splits=all_splits,
        )


def rounded(value: float | None) -> str:
    return "" if value is None else written(value)


def lines(averages: Sequence[GroupAverage], query: Query) -> list[AverageLine]:
    return [
        AverageLine(each.name, each, query.to("results", place))
        for place, each in enumerate(averages)
    ]


def dates_of(votes: Sequence[GroupVote], selection: Selection) -> list[date]:
    """The days of the first and the last of a group's roll calls."""
    if not votes:
        return []
    days = dict(zip(selection.roll_calls.tolist(), selection.days.tolist(), strict=True))
    return [date.fromordinal(days[each.roll_call]) for each in (votes[0], votes[-1])]


def split_lines(votes: Sequence[GroupVote], selection: Selection, query: Query) -> list[SplitLine]:
    """The newest roll calls on which a group split, with who broke with it."""
    roll_calls = RollCall.objects.select_related("resolution").in_bulk(
        [each.roll_call for each in votes]
    )
    countries = named(votes)
    return [
        split_line(
            each,
            roll_calls[each.roll_call],
            [(countries[pk], letter) for pk, letter in cast_by(each, selection)],
            query.to("results", place),
        )
        for place, each in enumerate(votes)
        # One that was taken back since the array was read.
        if each.roll_call in roll_calls
    ]


def split_line(
    vote: GroupVote, roll_call: RollCall, broke: Sequence[tuple[Country, str]], query: Query
) -> SplitLine:
    counts = {
        Position.YES: vote.cohesion.yes,
        Position.NO: vote.cohesion.no,
        Position.ABSTAIN: vote.cohesion.abstain,
        Position.NON_VOTING: vote.cohesion.non_voting,
    }
    return SplitLine(
        roll_call=roll_call,
        part="" if roll_call.scope == RollCall.Scope.WHOLE else part_of(roll_call),
        counts=[(each.value, count, each.word) for each, count in counts.items()],
        bar=Bar.of({**counts}),
        line=vote.cohesion.line or "",
        broke=BrokeSo.each(broke, NAMED),
        query=query,
    )
