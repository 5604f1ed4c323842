"""A roll call group by group: what the members of the day did, and who broke with the line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from votes.models import Group, Position, RollCall
from votes.stances.roll import GroupRoll, roll_by_group
from votes.web.charts import Bar
from votes.web.figures import Query
from votes.web.pages.broke import BrokeSo

# So many of those that broke with a line by one position are named.
NAMED = 8


@dataclass(frozen=True)
class GroupLine:
    """A group in one roll call; `counts` has each position with its place in the API's answer."""

    group: Group
    counts: list[tuple[str, int, str]]
    bar: Bar | None
    line: str
    broke: list[BrokeSo]
    # Members of whom the source says nothing, where every member may vote.
    unrecorded: int
    query: Query

    @classmethod
    def of(cls, roll: GroupRoll, query: Query) -> GroupLine:
        measured = roll.cohesion
        counts = dict(
            zip(
                Position,
                (measured.yes, measured.no, measured.abstain, measured.non_voting),
                strict=True,
            )
        )
        return cls(
            group=roll.group,
            counts=[(each.value, count, each.word) for each, count in counts.items()],
            bar=Bar.of({**counts}),
            line=measured.line or "",
            broke=BrokeSo.each(roll.broke, NAMED),
            unrecorded=roll.unrecorded,
            query=query,
        )


def lines_by_group(
    roll_call: RollCall,
    positions: Mapping[int, str],
    members: Collection[int],
    as_intended: bool,
) -> list[tuple[str, list[GroupLine]]]:
    """The groups of each kind in the newest roll call on its text and scope, which is the first
    that the API answers with; `positions` are letters by the country's key, `members` the keys of
    the members of the United Nations."""
    if not positions:
        return []
    voters = () if roll_call.organ in RollCall.SMALL else members
    lines: dict[str, list[GroupLine]] = {kind.value: [] for kind in Group.Kind}
    for roll in roll_by_group(roll_call.date, positions, voters):
        query = Query.of(
            "cohesion",
            roll.group.code,
            resolution=roll_call.resolution.own_slug,
            since=roll_call.date,
            until=roll_call.date,
            scope=roll_call.scope,
            organ=roll_call.organ,
            positions="intended" if as_intended else "",
        )
        line = GroupLine.of(roll, query.to("results", 0))
        lines[roll.group.kind].append(line)
    return [(kind, found) for kind, found in lines.items() if found]
