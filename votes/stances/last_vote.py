"""Where a text stands in its series, and what the last vote on their question asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from votes.models import (
    Body,
    Position,
    Resolution,
    RollCall,
    SeriesEntry,
    count_where_needed,
)
from votes.models.roll_call import MajorityRule
from votes.stances.series import SeriesText, texts_of

# The majorities that the Assembly knows; what the Council needs does not hang on who is against.
RULES = (RollCall.Rule.SIMPLE, RollCall.Rule.TWO_THIRDS)


@dataclass(frozen=True)
class LastVote:
    """The newest voted core text of a series that another text, that of `entry`, stands in."""

    entry: SeriesEntry
    text: SeriesText

    @property
    def roll_call(self) -> RollCall:
        return self.text.roll_call

    @property
    def is_turned(self) -> bool:
        """Whether a yes to that text was a no to this one."""
        return self.text.entry.direction != self.entry.direction

    @property
    def opposing(self) -> Position:
        """The position cast on that text which answers the series' question as a no to this one
        would."""
        return Position.YES if self.is_turned else Position.NO

    @property
    def against(self) -> int | None:
        """How many took that position, by the official totals or else by the count; None where
        nobody counted, and for a text that does not put the series' own question."""
        if self.entry.role != SeriesEntry.Role.CORE:
            return None
        return self.roll_call.totals()[self.opposing]

    @property
    def rule(self) -> str:
        """The majority recorded for that vote where it was one of the organ that will decide this
        text; empty otherwise."""
        organ = RollCall.DECIDING[Body(self.entry.resolution.body)]
        return self.roll_call.majority_rule if self.roll_call.organ == organ else ""

    @property
    def yes_needed(self) -> Mapping[MajorityRule, int]:
        """The fewest yes votes that would carry this text of the Assembly if all of those, and
        nobody else, vote no: under the rule of the last vote where it is known, under both that
        the Assembly knows where it is not. Empty for a text of another body, after a vote in
        another body, and where `against` is unknown."""
        bodies = {self.entry.resolution.body, self.roll_call.resolution.body}
        against = self.against
        if against is None or bodies != {Body.ASSEMBLY}:
            return {}
        return {rule: rule.yes_against(against) for rule in RULES if self.rule in ("", rule)}


@dataclass(frozen=True)
class Place:
    """A text's place in one accepted series, with the series' voted texts, oldest first.

    `last` is the newest vote on a core text other than it; None where there is none, and for a
    text that awaits no vote.
    """

    entry: SeriesEntry
    texts: Sequence[SeriesText]
    last: LastVote | None


def places_of(text: Resolution, awaits_vote: bool) -> list[Place]:
    """A text's places in accepted series, by the titles of these; in three queries, and one more
    to count positions where the last votes lack official totals."""
    entries = list(SeriesEntry.objects.placing(text))
    found = texts_of([each.series for each in entries])
    places = []
    for entry in entries:
        texts = found.get(entry.series_id, [])
        others = [each for each in texts if each.text.is_core and each.entry != entry]
        last = LastVote(entry, others[-1]) if awaits_vote and others else None
        places.append(Place(entry, texts, last))
    count_where_needed(each.last.roll_call for each in places if each.last)
    return places
