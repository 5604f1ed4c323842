"""Where states stood the last time a series put its question, and what that asks of the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import (
    Country,
    Expectation,
    Position,
    RollCall,
    Series,
    SeriesEntry,
)
from votes.stances import (
    LastVote,
    Place,
    Positions,
    SeriesRow,
    SeriesText,
    WhipCount,
    rows_of_series,
)
from votes.web.charts import shown
from votes.web.figures import Figure, Query
from votes.web.pages.lines import VoteLine, by_name
from votes.web.pages.results import result_figures

# Those whose last position was not a yes, in the order in which a whip asks; apart from them
# those without a position cast, which is neither a no nor an abstention.
SWING, APART = ("A", "N"), ("X", "-", ".")
NAMES = {
    RollCall.Rule.SIMPLE: gettext_noop("a simple majority"),
    RollCall.Rule.TWO_THIRDS: gettext_noop("two thirds"),
}


@dataclass(frozen=True)
class Needed:
    """How many yes votes would be needed if those who were against last time are so again.

    `under` has the votes needed by the name of the majority: one where the last vote's rule is
    known, both that the Assembly knows where it is not, none where neither can be said. `beyond`
    are the majorities for which fewer members are left than are needed.
    """

    against: Figure
    under: list[tuple[str, Figure]]
    beyond: list[str]
    is_known: bool
    # Whether the last vote's rule is recorded but is that of another organ.
    is_other: bool
    source: str

    @classmethod
    def after(cls, last: LastVote, at: int, members: int) -> Needed | None:
        """None where the last vote asks nothing of the text. `at` is which of the text's places it
        is, and `members` how many may vote."""
        if not last.yes_needed or last.against is None:
            return None
        figures = dict(result_figures(last.roll_call))
        query = Query.of("whip-count", last.entry.resolution.own_slug)
        needed = query.to("last_votes", at, "yes_needed")
        return cls(
            against=figures[last.opposing.value],
            under=[
                (_(NAMES[rule]), Figure(votes, needed.to(rule.value)))
                for rule, votes in last.yes_needed.items()
            ],
            beyond=[
                _(NAMES[rule])
                for rule, votes in last.yes_needed.items()
                if votes > members - last.against
            ],
            is_known=bool(last.rule),
            is_other=bool(last.roll_call.majority_rule) and not last.rule,
            source=last.roll_call.majority_source,
        )


@dataclass(frozen=True)
class SwingState:
    """One state in a swing list: what it later said it had meant, and what is expected of it."""

    country: Country
    meant: str
    expected: str
    is_member: bool


@dataclass(frozen=True)
class SwingGroup:
    """The states that took one position last time; `count` is asked of the API where it has it."""

    position: str
    states: list[SwingState]
    count: Figure | None


@dataclass(frozen=True)
class LastTime:
    """The newest voted core text of a series that a text stands in, and who stood where on it.

    `text` and what follows from it is None before a core text was voted on. `is_turned` where a
    yes to that text was a no to this one: the swing list then has those who voted yes on it.
    """

    series: Series
    entry: SeriesEntry
    text: SeriesText | None
    line: VoteLine | None
    result: list[tuple[str, Figure]]
    needed: Needed | None
    is_turned: bool
    # Whether the positions on it could not be counted against official totals.
    is_unchecked: bool
    swing: list[SwingGroup]
    apart: list[SwingGroup]

    @classmethod
    def of(
        cls,
        place: Place,
        at: int,
        voters: Sequence[Country],
        positions: Mapping[int, Positions],
        whip: WhipCount,
        today: date,
    ) -> LastTime:
        """`at` is which of the text's places it is, `voters` come with their spells, `positions`
        are theirs on its last vote, and `whip` is what is expected on the text."""
        entry, last = place.entry, place.last
        if last is None:
            return cls(entry.series, entry, None, None, [], None, False, False, [], [])
        members = sum(each.is_member_on(today) for each in voters)
        rows = rows_of_series(entry.series, [last.text], voters, True, positions)
        groups = grouped(rows, last.roll_call, whip, today)
        swing = ("A", "Y") if last.is_turned else SWING
        return cls(
            series=entry.series,
            entry=entry,
            text=last.text,
            line=VoteLine.of(last.roll_call),
            result=result_figures(last.roll_call),
            needed=Needed.after(last, at, members),
            is_turned=last.is_turned,
            is_unchecked=last.roll_call.is_by_name and not last.roll_call.official,
            swing=[groups[position] for position in swing if position in groups],
            apart=[groups[position] for position in APART if position in groups],
        )

    @property
    def listed(self) -> list[SwingGroup]:
        return [*self.swing, *self.apart]


def grouped(
    rows: Sequence[SeriesRow], roll_call: RollCall, whip: WhipCount, today: date
) -> Mapping[str, SwingGroup]:
    """The states by the position recorded in a vote; those without one only while members."""
    found: dict[str, list[SwingState]] = {}
    order = {country.pk: place for place, country in enumerate(by_name(r.country for r in rows))}
    for row in sorted(rows, key=lambda each: order[each.country.pk]):
        (taken,) = row.taken
        position = shown(taken.replaces or taken.position, taken.was_member)
        is_member = row.country.is_member_on(today)
        if position in Position.values or is_member:
            meant = (taken.position or "") if taken.replaces else ""
            state = SwingState(row.country, meant, in_words(whip.ways(row.country)), is_member)
            found.setdefault(position, []).append(state)
    return {
        position: SwingGroup(position, states, count_of(roll_call, position, len(states)))
        for position, states in found.items()
    }


def in_words(ways: Sequence[str]) -> str:
    """What a state was expected to do."""
    return get_text_list([expected(way) for way in ways], _("and"))


def expected(position: str) -> str:
    """How an expected position is called; never as a position taken is."""
    return _(Expectation.Position(position).label).lower()


def count_of(roll_call: RollCall, position: str, count: int) -> Figure | None:
    """How many took a position, with the API's count and list; it counts no missing ones."""
    if position not in Position.values:
        return None
    query = Query.of("roll-calls-detail", str(roll_call.pk), include="votes")
    return Figure(count, query.to("totals", "counted", Position(position).word))
