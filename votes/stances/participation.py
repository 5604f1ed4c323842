"""How a state took part, year by year: kinds that are never added to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from votes.analytics.agreement import CODES
from votes.models import Country, Position, Vote, VotingStatus
from votes.stances.matrix import Selection
from votes.stances.members import member_spells

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
    own, years = selection.of(country), selection.years
    spells = [spell for spell in member_spells() if spell[0] == country.pk]
    is_member = selection.spans(spells)[selection.matrix.row(country.pk)]
    general = selection.matrix.is_general[selection.columns]
    kinds = {word: own == code for code, word in WORDS.items()} | {
        "not_recorded": (own == 0) & general & is_member,
        "not_member": (own == 0) & general & ~is_member,
    }
    absent = np.flatnonzero(own == CODES["X"])
    reason_of = reasons_of(country)
    reasons: dict[int, Counter[str]] = {}
    for place in absent:
        pk, day = int(selection.roll_calls[place]), date.fromordinal(int(selection.days[place]))
        reasons.setdefault(int(years[place]), Counter())[reason_of(pk, day)] += 1
    found = []
    for year in np.unique(years):
        in_year = years == year
        counts = {kind: int((each & in_year).sum()) for kind, each in kinds.items()}
        if any(count for kind, count in counts.items() if kind != "not_member"):
            told = reasons.get(int(year), Counter())
            found.append(
                Participation(int(year), counts, {reason: told[reason] for reason in REASONS})
            )
    return found


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
