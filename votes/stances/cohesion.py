"""How far a group votes as one, by roll call, year and topic, and who broke with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import CAST, CODES
from votes.analytics.cohesion import Cohesion, cohesion, mean
from votes.models import Country, Group, ResolutionTopic, RollCall, Topic
from votes.stances.agreement import is_cast, most_cast
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
    topic: Topic | None = None


@dataclass(frozen=True)
class Dissent:
    """A member of a group over many roll calls: how often it cast another position than most did
    (`dissents`), of the roll calls in which it cast one and the group had a line (`n`)."""

    country: Country
    dissents: int
    n: int

    @property
    def share(self) -> float:
        return self.dissents / self.n


def members_in(group: Group, selection: Selection) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The rows of a group's members, then and now, and what they did while they were members; 0
    before and after."""
    # Without the last row, of whoever is not among the countries yet.
    inside = selection.spans(group_spells(group))[:-1]
    members = np.flatnonzero(inside.any(1))
    return members, np.where(inside[members], selection.positions[members], 0)


def splits(group: Group, selection: Selection, is_split: bool = True) -> Selection:
    """The part in which members of the day cast different positions, or that in which not."""
    _, positions = members_in(group, selection)
    kinds = sum((positions == code).any(0).astype(int) for code in range(1, CAST + 1))
    return selection.at(np.flatnonzero((kinds > 1) == is_split))


def dissent(group: Group, selection: Selection) -> list[Dissent]:
    """Each member that cast a position where the group had a line, those that broke with it most
    often first; of equals, the one that did so in fewer roll calls."""
    members, positions = members_in(group, selection)
    lines = most_cast(positions)
    counting = is_cast(positions) & (lines > 0)
    broke = (counting & (positions != lines)).sum(1).tolist()
    keys = selection.matrix.countries[members].tolist()
    rows = [each for each in zip(keys, broke, counting.sum(1).tolist(), strict=True) if each[2]]
    countries = Country.objects.in_bulk([key for key, *_ in rows])
    found = [Dissent(countries[key], *counts) for key, *counts in rows]
    return sorted(
        found, key=lambda each: (-each.dissents, each.n, each.country.name, each.country.pk)
    )


def voted_in(group: Group, selection: Selection) -> list[tuple[int, int]]:
    """The roll calls in which a member of the day has a position, oldest first: the ordinal of the
    day, and the key."""
    _, positions = members_in(group, selection)
    places = np.flatnonzero(positions.any(0))
    return list(
        zip(selection.days[places].tolist(), selection.roll_calls[places].tolist(), strict=True)
    )


def group_votes(group: Group, selection: Selection) -> list[GroupVote]:
    """A group in each of the selected roll calls in which a member has a position, oldest first.

    Members are those of the day of the vote.
    """
    members, positions = members_in(group, selection)
    letters = list(CODES)
    counts = np.array([(positions == CODES[letter]).sum(0) for letter in letters])
    places = np.flatnonzero(counts.any(0))
    measured = [
        cohesion(dict(zip(letters, column, strict=True))) for column in counts[:, places].T.tolist()
    ]
    shown = positions[:, places]
    lines = np.array([CODES[each.line] if each.line else 0 for each in measured], dtype=np.uint8)
    broke = is_cast(shown) & (shown != lines) & (lines > 0)
    dissenters: list[list[int]] = [[] for _ in measured]
    for place, row in np.argwhere(broke.T).tolist():
        dissenters[place].append(int(selection.matrix.countries[members[row]]))
    keys = selection.roll_calls[places].tolist()
    return [GroupVote(*each) for each in zip(keys, measured, dissenters, strict=True)]


def average(name: str, votes: Sequence[GroupVote], topic: Topic | None = None) -> GroupAverage:
    rice = [each.cohesion.rice for each in votes]
    hnr = [each.cohesion.hix_noury_roland for each in votes]
    return GroupAverage(
        name,
        mean(rice),
        mean(hnr),
        sum(each is not None for each in hnr),
        sum(each is not None for each in rice),
        topic,
    )


def cohesion_by_year(votes: Sequence[GroupVote], selection: Selection) -> list[GroupAverage]:
    """The mean cohesion of each year, oldest first."""
    years = dict(zip(selection.roll_calls, selection.years, strict=True))
    grouped: defaultdict[int, list[GroupVote]] = defaultdict(list)
    for each in votes:
        grouped[int(years[each.roll_call])].append(each)
    return [average(str(year), found) for year, found in sorted(grouped.items())]


def cohesion_by_topic(votes: Sequence[GroupVote]) -> list[GroupAverage]:
    """The mean cohesion on each topic, by its name; a roll call counts for each topic of its
    text."""
    texts = dict(RollCall.objects.published().values_list("pk", "resolution_id"))
    on_text: defaultdict[int, list[GroupVote]] = defaultdict(list)
    for each in votes:
        on_text[texts[each.roll_call]].append(each)
    grouped: defaultdict[int, list[GroupVote]] = defaultdict(list)
    for text, topic in ResolutionTopic.objects.order_by().values_list("resolution_id", "topic_id"):
        grouped[topic] += on_text.get(text, [])
    topics = Topic.objects.order_by("name", "id")
    return [average(each.name, grouped[each.pk], each) for each in topics if grouped[each.pk]]


def cast_by(vote: GroupVote, selection: Selection) -> list[tuple[int, str]]:
    """The keys of the members that broke with a group, each with the position it cast."""
    (place,) = np.flatnonzero(selection.roll_calls == vote.roll_call)
    column = selection.positions[:, place]
    letters = {code: letter for letter, code in CODES.items()}
    return [(pk, letters[int(column[selection.matrix.row(pk)])]) for pk in vote.dissenters]


def named(votes: Sequence[GroupVote]) -> dict[int, Country]:
    """The countries that broke with a group, by key."""
    keys = {country for each in votes for country in each.dissenters}
    return Country.objects.in_bulk(keys)
