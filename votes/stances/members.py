"""Who belonged to what, and when: spells as a selection of votes wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from votes.models import Group, Membership, MembershipSpell

Spell = tuple[int, date | None, date | None]


def member_spells() -> Iterator[Spell]:
    """Every state's membership of the United Nations."""
    yield from MembershipSpell.objects.values_list("country_id", "started_on", "ended_on")


def group_spells(group: Group) -> Iterator[Spell]:
    """The members of a group; an undated spell counts from when the state joined the United
    Nations, as `Membership.objects.counting_on` has it."""
    admitted: defaultdict[int, list[date]] = defaultdict(list)
    for country, started, _ in member_spells():
        if started:
            admitted[country].append(started)
    rows = Membership.objects.filter(group=group)
    for country, joined, left in rows.values_list("country_id", "joined_on", "left_on"):
        yield country, joined or min(admitted[country], default=None), left


def members_by_year(group: Group, first: int, today: date) -> list[tuple[date, int]]:
    """How many members a group had on the last day of each year from the first to the one before
    this, and has today."""
    spells = list(group_spells(group))
    days = [date(year, 12, 31) for year in range(first, today.year)] + [today]
    return [
        (day, len({country for country, begin, end in spells if covers(begin, end, day)}))
        for day in days
    ]


def covers(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
