"""One roll call group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from votes.analytics.cohesion import CAST, Cohesion, cohesion
from votes.models import Country, Group, Membership


@dataclass(frozen=True)
class GroupRoll:
    """A group in one roll call: what its members of the day did, and who of them broke with its
    line, each with the position cast; `unrecorded` counts those of whom nothing is recorded."""

    group: Group
    cohesion: Cohesion
    unrecorded: int
    broke: list[tuple[Country, str]]


def roll_by_group(
    day: date, positions: Mapping[int, str], voters: Collection[int]
) -> list[GroupRoll]:
    """The groups of which a member of the day has a position, by code; `positions` are letters by
    the country's key, `voters` the keys of those that could have taken one. One query."""
    members: dict[Group, list[Country]] = {}
    spells = Membership.objects.counting_on(day).select_related("group", "country")
    for spell in spells.order_by("group__code", "country__name", "id"):
        members.setdefault(spell.group, []).append(spell.country)
    found = []
    for group, countries in members.items():
        taken = [(each, positions[each.pk]) for each in countries if each.pk in positions]
        if not taken:
            continue
        measured = cohesion(Counter(letter for _, letter in taken))
        broke = [
            (country, letter)
            for country, letter in taken
            if measured.line and letter in CAST and letter != measured.line
        ]
        missing = [each for each in countries if each.pk in voters and each.pk not in positions]
        found.append(GroupRoll(group, measured, len(missing), broke))
    return found
