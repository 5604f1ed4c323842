"""The members of a group through the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from votes.models import Group, Membership, name_key
from votes.stances.members import members_by_year
from votes.web.charts.members import MembersChart
from votes.web.figures import Figure, Query


@dataclass(frozen=True)
class Joined:
    """The members of today that joined on one day, as exactly as it is known; "" where it is
    not."""

    when: str
    members: list[Membership]


@dataclass(frozen=True)
class GroupMembers:
    """Who is in a group, who was, and how many were in it when."""

    today: Figure
    joined: list[Joined]
    former: list[Membership]
    # All that are and were, where the API lists them.
    every: Query
    later: list[Membership]
    # What is to be said of a member of today's membership.
    notes: list[Membership]
    undated: int
    chart: MembersChart | None
    by_year: list[tuple[int, int, Query]]

    @classmethod
    def of(cls, group: Group, today: date) -> GroupMembers:
        spells = list(group.memberships.select_related("country"))
        spells.sort(key=lambda each: (each.joined_on or date.min, name_key(each.country.name)))
        counting = set(group.memberships.counting_on(today).values_list("pk", flat=True))
        present = [each for each in spells if each.pk in counting]
        by_year = members_by_year(group, first_year(group, spells, today), today)
        return cls(
            today=Figure(len(present), members_on(group, today)),
            joined=[
                Joined(when, list(members))
                for when, members in groupby(present, key=lambda each: each.joined)
            ],
            every=Query.of("groups-detail", group.code, at="/memberships"),
            former=[each for each in spells if each.left_on and each.left_on < today],
            later=[each for each in spells if each.joined_on and each.joined_on > today],
            notes=[each for each in present if each.note],
            undated=sum(each.joined_on is None for each in present),
            chart=MembersChart.of(str(group), by_year),
            by_year=[(day.year, count, members_on(group, day)) for day, count in by_year],
        )


def members_on(group: Group, day: date) -> Query:
    """The question how many members a group had on a day."""
    return Query.count("countries-list", group=group.code, on=day)


def first_year(group: Group, spells: list[Membership], today: date) -> int:
    """The year from which members are counted: of the founding, else of the first that joined."""
    days = [each.joined_on for each in spells if each.joined_on]
    first = group.founded_on or min(days, default=today)
    return min(first.year, today.year)
