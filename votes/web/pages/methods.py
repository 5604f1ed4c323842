"""How each number is made: every formula in words, worked through on real votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.filters import INDICES
from votes.models import Position, Resolution, RollCall, Tally
from votes.stances.agreement import LEAST
from votes.stances.worked import (
    WorkedAgreement,
    WorkedCohesion,
    WorkedShifts,
    worked_agreements,
    worked_cohesion,
    worked_shifts,
)
from votes.web.charts import shown
from votes.web.pages.filter_form import INDEX_NAMES
from votes.web.pages.lines import Freshness

# The indices in the order in which they are explained, from the plainest on.
ORDER = ("strict", "lijphart", "yes_no", "pi", "kappa")
# A result of the bundled record, A/RES/ES-11/3 of 7 April 2022, and one that does not add up.
RESULT = {"total_yes": 93, "total_no": 24, "total_abstain": 58, "total_non_voting": 18}
COUNTED = {Position.YES: 94, Position.NO: 24, Position.ABSTAIN: 57, Position.NON_VOTING: 18}
# Sittings of the Council before and after it had fifteen members.
COUNCIL = {
    gettext_noop("of eleven members"): date(1960, 1, 1),
    gettext_noop("of fifteen members"): date(2022, 1, 1),
}


@dataclass(frozen=True)
class WorkedRule:
    """A majority rule on one result: the yes votes it needs, and whether they were cast."""

    rule: str
    where: str
    needed: int
    carried: bool | None


@dataclass(frozen=True)
class ShiftStep:
    """What a state did on one text; `move` where it is a shift, and `then` what came of that."""

    position: str
    is_core: bool
    moved_from: str
    then: str


@dataclass(frozen=True)
class ShiftLine:
    """A state's positions on the texts of a series."""

    worked: WorkedShifts
    steps: list[ShiftStep]

    @classmethod
    def of(cls, worked: WorkedShifts) -> ShiftLine:
        moves = {each.text: each for each in worked.shifts}
        steps = []
        for taken in worked.taken:
            move = moves.get(taken.text)
            steps.append(
                ShiftStep(
                    shown(taken.position),
                    taken.text.is_core,
                    move.before if move else "",
                    move.then.value if move else "",
                )
            )
        return cls(worked, steps)


@dataclass(frozen=True)
class MethodsPage:
    """The formulas, each with an example that the code of the record has worked out."""

    freshness: Freshness
    # The pair that is worked through, and all pairs with their scores in the order of `indices`.
    pair: WorkedAgreement
    pairs: list[tuple[WorkedAgreement, list[float]]]
    indices: list[str]
    least: int
    groups: list[WorkedCohesion]
    shifts: list[ShiftLine]
    # The texts of the worked shifts: the short symbol, the day and how exactly it is known, whether
    # it is core.
    texts: list[tuple[str, date, str, bool]]
    rules: list[WorkedRule]
    result: RollCall
    tally: Tally

    @classmethod
    def of(cls) -> MethodsPage:
        pairs = worked_agreements()
        moves = worked_shifts()
        order = [name for name in ORDER if name in INDICES]
        result = RollCall(date=date(2022, 4, 7), **RESULT)
        return cls(
            freshness=Freshness.now(),
            pair=pairs[0],
            pairs=[(each, [each.scores[name] for name in order]) for each in pairs],
            indices=[_(INDEX_NAMES[name]) for name in order],
            least=LEAST,
            groups=worked_cohesion(),
            shifts=[ShiftLine.of(each) for each in moves],
            texts=[
                (
                    *(Resolution(symbol=each.text.symbol).short_symbol, each.text.day),
                    *(each.text.precision, each.text.is_core),
                )
                for each in moves[0].taken
            ],
            rules=rules(),
            result=result,
            tally=Tally(COUNTED, result.official),
        )

    @property
    def first(self) -> WorkedCohesion:
        return self.groups[0]

    @property
    def extremes(self) -> list[WorkedAgreement]:
        """The pairs between whose lowest and highest index the distance is greatest."""
        pairs = [pair for pair, _ in self.pairs]
        return sorted(pairs, key=lambda each: each.lowest - each.highest)


def rules() -> list[WorkedRule]:
    """Each rule on a result."""
    found = []
    for rule in (RollCall.Rule.SIMPLE, RollCall.Rule.TWO_THIRDS):
        result = RollCall(date=date(2022, 4, 7), majority_rule=rule, **RESULT)
        where = _("{yes} yes, {no} no").format(yes=result.total_yes, no=result.total_no)
        found.append(WorkedRule(_(str(rule.label)), where, result.needed() or 0, result.carried()))
    for where, day in COUNCIL.items():
        result = RollCall(
            date=day, majority_rule=RollCall.Rule.COUNCIL_PROCEDURAL, total_yes=0, total_no=0
        )
        found.append(WorkedRule(_("Security Council"), _(where), result.needed() or 0, None))
    return found
