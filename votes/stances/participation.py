"""How a state took part, year by year: kinds that are never added to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from votes.analytics.agreement import CODES
from votes.models import Country, Position, Vote, VotingStatus
from votes.stances.matrix import Selection, runs
from votes.stances.members import Spell, member_spells

WORDS = {CODES[position.value]: position.word for position in Position}
KINDS = [*WORDS.values(), "not_recorded", "not_member"]
REASONS = [reason.value for reason in Vote.NonVotingReason]
# A limit on a state's vote on the day is a reason for not voting where no other is recorded.
LIMITS = {
    VotingStatus.Kind.ARTICLE_19: Vote.NonVotingReason.ARTICLE_19.value,
    VotingStatus.Kind.BARRED: Vote.NonVotingReason.BARRED.value,
}


@dataclass(frozen=True)
class Participation:
    """One year of a state: its roll calls by kind, and those without its vote by reason.

    Of the organs in which every member may vote, a member without a position is "not recorded",
    and a state outside its membership "not a member"; of the others only positions count.
    """

    year: int
    counts: dict[str, int]
    reasons: dict[str, int]


def participation(country: Country, selection: Selection) -> list[Participation]:
    """How a state took part in each year, oldest first; years without any of it left out."""
    spells = [spell for spell in member_spells() if spell[0] == country.pk]
    absent = np.flatnonzero(selection.of(country) == CODES["X"])
    reason_of = reasons_of(country)
    reasons: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for place in absent:
        pk, day = int(selection.roll_calls[place]), date.fromordinal(int(selection.days[place]))
        reasons[int(selection.years[place])][reason_of(pk, day)] += 1
    return [
        Participation(year, counts, {reason: reasons[year][reason] for reason in REASONS})
        for year, counts in counts_by_year(country, selection, spells).items()
    ]


def counts_by_year(
    country: Country, selection: Selection, spells: Iterable[Spell]
) -> dict[int, dict[str, int]]:
    """A state's roll calls of each year by kind, oldest first, as in `Participation.counts`;
    `spells` are those of its membership of the United Nations."""
    own = selection.of(country)
    is_member = selection.inside(spells)
    general = selection.matrix.is_general[selection.columns]
    kinds = [own == code for code in WORDS]
    kinds += [(own == 0) & general & is_member, (own == 0) & general & ~is_member]
    years, _, places = runs(selection.years)
    counts = np.array([np.bincount(places[each], minlength=len(years)) for each in kinds])
    return {
        int(year): dict(zip(KINDS, column, strict=True))
        for year, column in zip(years, counts.T.tolist(), strict=True)
        if any(column[: KINDS.index("not_member")])
    }


def reasons_of(country: Country) -> Callable[[int, date], str]:
    """Why a state did not vote in a roll call on a day, as far as it is recorded."""
    rows = Vote.objects.public().by(country).in_position(Position.NON_VOTING)
    told = dict(rows.exclude(non_voting_reason="").values_list("roll_call", "non_voting_reason"))
    limits = list(country.voting_statuses.filter(kind__in=LIMITS))

    def reason(roll_call: int, day: date) -> str:
        if roll_call in told:
            return told[roll_call]
        for limit in limits:
            if limit.started_on <= day and (limit.ended_on is None or day <= limit.ended_on):
                return LIMITS[VotingStatus.Kind(limit.kind)]
        return Vote.NonVotingReason.UNKNOWN.value

    return reason
