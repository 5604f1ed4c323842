"""What came of bringing files in, as counts and as a list of what was wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from votes.importers.rollcall import Fault

OUTCOMES = ("added", "changed", "unchanged", "kept_by_hand", "refused")


@dataclass
class Report:
    """Every roll call and every position of the files, each in one outcome, and the issues."""

    roll_calls: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    issues: list[Fault] = field(default_factory=list)
    # The keys of the import runs.
    runs: list[int] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return {
            "roll_calls": {outcome: self.roll_calls[outcome] for outcome in OUTCOMES},
            "votes": {outcome: self.votes[outcome] for outcome in OUTCOMES},
        }

    @property
    def has_refusals(self) -> bool:
        return bool(self.roll_calls["refused"])

    @property
    def counts_anything(self) -> bool:
        """Whether it is about any file at all."""
        return bool(self.roll_calls)

    @property
    def wrote_anything(self) -> bool:
        """Whether the record is another than before."""
        counts = (self.roll_calls, self.votes)
        return any(each[outcome] for each in counts for outcome in ("added", "changed"))

    def include(self, other: Report) -> None:
        self.roll_calls += other.roll_calls
        self.votes += other.votes
        self.issues += other.issues
        self.runs += other.runs

    def document(self) -> dict[str, Any]:
        """The report as JSON."""
        issues = [
            {
                "record": issue.record,
                "line": issue.line,
                "column": issue.column,
                "what": issue.what,
            }
            for issue in self.issues
        ]
        return {**self.counts, "issues": issues}
