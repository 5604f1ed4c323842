"""The formulas worked through on real votes, step by step, for the page that explains them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from votes.analytics.agreement import INDICES, agreements, counted, distances
from votes.analytics.cohesion import Cohesion, cohesion
from votes.analytics.series import Taken, Text
from votes.analytics.shifts import Shift, shifts

# Counted from Voeten's roll calls (CC0) of sessions 70 to 74; rows the first country's yes,
# abstain and no, columns the second's; named as they stand inside a sentence.
PAIRS = {
    ("Pakistan", "Russia"): [[268, 66, 31], [14, 14, 63], [12, 2, 13]],
    ("Pakistan", "the United States"): [[76, 36, 261], [38, 15, 38], [20, 1, 6]],
    ("Pakistan", "China"): [[337, 18, 11], [24, 31, 35], [10, 3, 15]],
    ("Pakistan", "India"): [[319, 43, 10], [18, 60, 13], [8, 3, 17]],
    ("the United States", "Israel"): [[108, 23, 7], [6, 37, 9], [10, 8, 280]],
}
# Members of the day by position: three votes of the bundled record.
GROUPS = {
    ("NATO", "A/RES/ES-11/7"): {"Y": 29, "N": 2, "A": 1},
    ("NATO", "A/RES/ES-11/8"): {"Y": 28, "N": 0, "A": 4},
    ("BRICS", "A/RES/ES-11/7"): {"Y": 2, "N": 1, "A": 7},
}
# The bundled series on Ukraine, its core texts marked, and what four states did on each.
TEXTS = [
    Text("A/RES/68/262", date(2014, 3, 27), is_core=False),
    Text("A/RES/ES-11/1", date(2022, 3, 2)),
    Text("A/RES/ES-11/2", date(2022, 3, 24), is_core=False),
    Text("A/RES/ES-11/3", date(2022, 4, 7), is_core=False),
    Text("A/RES/ES-11/4", date(2022, 10, 12)),
    Text("A/RES/ES-11/5", date(2022, 11, 14), is_core=False),
    Text("A/RES/ES-11/6", date(2023, 2, 23)),
    Text("A/RES/ES-11/7", date(2025, 2, 24)),
    Text("A/RES/ES-11/8", date(2025, 2, 24), is_core=False),
]
ROWS = {
    ("Iraq", "IRQ"): "AAYAYAYAA",
    ("Lesotho", "LSO"): "AYYAAAYAA",
    ("Madagascar", "MDG"): "YAAAYAYXY",
    ("Gabon", "GAB"): "AYYNYAAAA",
}


@dataclass(frozen=True)
class WorkedAgreement:
    """Two countries' table and what each index makes of it; `same` counts equal positions,
    `half` those in which exactly one abstained, `both` those in which both voted yes or no, and
    `alike` those among them with the same vote. Distances are the observed and the expected."""

    first: str
    second: str
    table: list[list[int]]
    n: int
    same: int
    half: int
    both: int
    alike: int
    observed: float
    expected_pi: float
    expected_kappa: float
    scores: dict[str, float]

    @classmethod
    def of(cls, first: str, second: str, rows: list[list[int]]) -> WorkedAgreement:
        table = np.array(rows)
        tables = table[None, ...]
        observed, expected_pi = distances(tables, one_habit=True)
        _, expected_kappa = distances(tables, one_habit=False)
        scores = {index: agreements(tables, index)[0].score for index in INDICES}
        return cls(
            first=first,
            second=second,
            table=rows,
            n=int(table.sum()),
            same=int(np.trace(table)),
            half=int(table[1].sum() + table[:, 1].sum() - 2 * table[1, 1]),
            both=counted(tables, "yes_no")[0],
            alike=int(table[0, 0] + table[2, 2]),
            observed=float(observed[0]),
            expected_pi=float(expected_pi[0]),
            expected_kappa=float(expected_kappa[0]),
            scores={index: score for index, score in scores.items() if score is not None},
        )

    @property
    def yes_no(self) -> list[int]:
        """The four cells of votes only: both yes, both no, and the two ways to differ."""
        table = self.table
        return [table[0][0], table[2][2], table[0][2], table[2][0]]

    @property
    def lowest(self) -> float:
        return min(self.scores.values())

    @property
    def highest(self) -> float:
        return max(self.scores.values())


@dataclass(frozen=True)
class WorkedCohesion:
    """A group in one roll call."""

    group: str
    symbol: str
    cohesion: Cohesion

    @property
    def total(self) -> int:
        return self.cohesion.yes + self.cohesion.no + self.cohesion.abstain

    @property
    def most(self) -> int:
        return max(self.cohesion.yes, self.cohesion.no, self.cohesion.abstain)

    @property
    def others(self) -> int:
        """The dissenters: those that cast another position than most did."""
        return self.total - self.most


@dataclass(frozen=True)
class WorkedShifts:
    """A state's positions on the texts of a series, its shifts on the core texts, and how many
    there would be if every text counted as one."""

    country: str
    code: str
    taken: list[Taken]
    shifts: list[Shift]
    naive: int


def worked_agreements() -> list[WorkedAgreement]:
    return [WorkedAgreement.of(*pair, table) for pair, table in PAIRS.items()]


def worked_cohesion() -> list[WorkedCohesion]:
    return [WorkedCohesion(*names, cohesion(counts)) for names, counts in GROUPS.items()]


def worked_shifts() -> list[WorkedShifts]:
    found = []
    for names, letters in ROWS.items():
        taken = [Taken(text, letter) for text, letter in zip(TEXTS, letters, strict=True)]
        as_core = [replace(each, text=replace(each.text, is_core=True)) for each in taken]
        found.append(WorkedShifts(*names, taken, shifts(taken), len(shifts(as_core))))
    return found
