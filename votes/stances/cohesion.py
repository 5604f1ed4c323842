"""How far a group votes as one, by roll call, year and topic, and who broke with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from votes.analytics.agreement import CODES
from votes.analytics.cohesion import Cohesion, cohesion, mean
from votes.models import Country, Group, ResolutionTopic, RollCall
from votes.stances.matrix import Selection
from votes.stances.members import group_spells


@dataclass(frozen=True)
class GroupVote:
    """A group in one roll call: its cohesion, and the members that cast another position than
    most did."""

    roll_call: int
    cohesion: Cohesion
    dissenters: list[int]


@dataclass(frozen=True)
class GroupAverage:
    """A group's mean cohesion over the roll calls of a year or topic; `n` are those in which a
    member cast a vote, `n_rice` those in which one voted yes or no."""

    name: str
    rice: float | None
    hix_noury_roland: float | None
    n: int
    n_rice: int


def group_votes(group: Group, selection: Selection) -> list[GroupVote]:
    """A group in each of the selected roll calls in which a member has a position, oldest first.

    Members are those of the day of the vote.
    """
    inside = selection.spans(group_spells(group))
    positions = np.where(inside, selection.positions, 0)
    counts = {letter: (positions == code).sum(0) for letter, code in CODES.items()}
    keys = selection.roll_calls
    countries = selection.matrix.countries
    found = []
    for place in np.flatnonzero(positions.any(0)):
        measured = cohesion({letter: int(each[place]) for letter, each in counts.items()})
        dissenters: list[int] = []
        if measured.line:
            column = positions[:, place]
            broke = (column > 0) & (column != CODES[measured.line]) & (column != CODES["X"])
            dissenters = [int(country) for country in countries[broke]]
        found.append(GroupVote(int(keys[place]), measured, dissenters))
    return found


def average(name: str, votes: Sequence[GroupVote]) -> GroupAverage:
    rice = [each.cohesion.rice for each in votes]
    hnr = [each.cohesion.hix_noury_roland for each in votes]
    return GroupAverage(
        name,
        mean(rice),
        mean(hnr),
        sum(each is not None for each in hnr),
        sum(each is not None for each in rice),
    )


def cohesion_by_year(votes: Sequence[GroupVote], selection: Selection) -> list[GroupAverage]:
    """The mean cohesion of each year, oldest first."""
    years = dict(zip(selection.roll_calls, selection.years, strict=True))
    grouped: defaultdict[int, list[GroupVote]] = defaultdict(list)
    for each in votes:
        grouped[int(years[each.roll_call])].append(each)
    return [average(str(year), found) for year, found in sorted(grouped.items())]


def cohesion_by_topic(votes: Sequence[GroupVote]) -> list[GroupAverage]:
    """The mean cohesion on each topic by its name; a roll call counts for each topic of its
    text."""
    texts = dict(RollCall.objects.published().values_list("pk", "resolution_id"))
    on_text: defaultdict[int, list[GroupVote]] = defaultdict(list)
    for each in votes:
        on_text[texts[each.roll_call]].append(each)
    grouped: defaultdict[str, list[GroupVote]] = defaultdict(list)
    links = ResolutionTopic.objects.order_by("topic__name")
    for text, topic in links.values_list("resolution_id", "topic__name"):
        grouped[topic] += on_text.get(text, [])
    return [average(topic, found) for topic, found in grouped.items() if found]


def named(votes: Sequence[GroupVote]) -> dict[int, Country]:
    """The countries that broke with a group, by key."""
    keys = {country for each in votes for country in each.dissenters}
    return Country.objects.in_bulk(keys)
