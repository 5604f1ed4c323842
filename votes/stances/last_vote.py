"""The last vote on the question of a series, and what it asks of the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from votes.models import (
    Body,
    MajorityRule,
    Position,
    Resolution,
    RollCall,
    SeriesEntry,
    count_where_needed,
)
from votes.stances.series import SeriesText, texts_of

# The majorities that the Assembly knows; what the Council needs does not hang on who is against.
RULES = (MajorityRule.SIMPLE, MajorityRule.TWO_THIRDS)


@dataclass(frozen=True)
class LastVote:
    """The newest voted core text of a series that another text, that of `entry`, stands in."""

    entry: SeriesEntry
    text: SeriesText

    @classmethod
    def before(cls, entry: SeriesEntry, texts: Sequence[SeriesText]) -> LastVote | None:
        """`texts` are those of the entry's series, oldest first; None where no core text other
        than the entry's own was voted on."""
        core = [
            each
            for each in texts
            if each.text.is_core and each.entry.resolution_id != entry.resolution_id
        ]
        return cls(entry, core[-1]) if core else None

    @property
    def roll_call(self) -> RollCall:
        return self.text.roll_call

    @property
    def is_turned(self) -> bool:
        """Whether a yes to that text was a no to this one."""
        return self.text.entry.direction != self.entry.direction

    @property
    def opposing(self) -> Position:
        """What those voted who answered then as a no would answer now."""
        return Position.YES if self.is_turned else Position.NO

    @property
    def against(self) -> int | None:
        """How many voted so, by the official totals or else by the count."""
        return self.roll_call.totals()[self.opposing]

    @property
    def yes_needed(self) -> Mapping[MajorityRule, int]:
        """The fewest yes votes that would carry this text if all of those, and nobody else, vote
        no: under the rule of the last vote where it is recorded, under both that the Assembly
        knows where it is not, under none where neither can be said."""
        against, call = self.against, self.roll_call
        if against is None:
            return {}
        return {
            rule: rule.yes_against(against)
            for rule in RULES
            if call.majority_rule == rule
            or (not call.majority_rule and call.resolution.body == Body.ASSEMBLY)
        }


def last_votes(text: Resolution) -> list[LastVote]:
    """The last votes on the questions of the accepted series that a text stands in, in the order
    of its places; none once the text itself was voted on."""
    if RollCall.objects.published().on_whole_text().filter(resolution=text).exists():
        return []
    entries = list(SeriesEntry.objects.placing(text))
    texts = texts_of([each.series for each in entries])
    found = [LastVote.before(each, texts.get(each.series_id, [])) for each in entries]
    listed = [each for each in found if each]
    count_where_needed(each.roll_call for each in listed)
    return listed
