"""The shape that every source is parsed into, and its check against the official totals."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LETTERS = "YNAX"
WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "non-voting"}
# What files write for a member that did not vote.
NON_VOTING = {"X", "NV", "ABSENT", ""}
BY_NAME = {"recorded", "roll_call"}
# A damaged cell is quoted as far as a person reads it.
LONGEST_NAME, LONGEST_FAULT = 80, 1000
REFUSING = {"refused", "tally", "unknown_state"}
TOTAL_COLUMNS = {
    "Y": "total_yes",
    "N": "total_no",
    "A": "total_abstentions",
    "X": "total_non_voting",
}


class UnreadableFile(Exception):  # noqa: N818 - what it is, not what happened
    """A file that no parser can read; the message says what was expected and what was found.

    `report` is what came of the files before it, if there were any.
    """

    report: Any = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: in which record, at which line, in which column.

    `line` counts the file's records from 1, the header being record 1; a quoted cell may run
    over several lines of text. `kind` is "refused", "tally" or "unknown_state" where the roll
    call cannot be taken with it, else "difference", "kept", "missing" or "doubt".
    """

    record: str
    line: int | None
    column: str
    what: str
    kind: str = "refused"
    # The library that numbers the record; known once its file was brought in.
    scheme: str = ""

    @property
    def refuses(self) -> bool:
        return self.kind in REFUSING


@dataclass(slots=True)
class FileRollCall:
    """One roll call as a file gives it; nothing has been looked up by the parser.

    `record` is its number in the library or data set that `scheme` names. `symbol` is the adopted
    text's own, "" where the file has none that can be trusted. `drafts` are the documents voted
    on, the draft first. `outcome` is "adopted", "not_adopted" or "" where the file does not tell.
    `positions` has, for each state, its code (three letters, two letters or a Correlates of War
    number) and its name as printed, either may be "", and one of the letters Y, N, A, X; or ""
    where the file leaves the state's cell empty among columns of all states. `lines` has the
    record each was read from. `totals` has only the official totals that are stated.

    Once the states are known, `states` has the key of each position's state and `letters` their
    letters in the same order, without blanks and without states named twice.
    """

    record: str
    line: int
    scheme: str
    body: str
    organ: str
    day: date | None
    symbol: str = ""
    drafts: list[str] = field(default_factory=list)
    session: str = ""
    meeting: str = ""
    committee_report: str = ""
    title: str = ""
    agenda_title: str = ""
    subjects: list[str] = field(default_factory=list)
    note: str = ""
    modality: str = "recorded"
    scope: str = "whole"
    scope_label: str = ""
    outcome: str = ""
    # "month" where the day that the file has cannot be relied on.
    precision: str = "day"
    totals: dict[str, int] = field(default_factory=dict)
    positions: list[tuple[str, str, str]] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("L"))
    states: array[int] = field(default_factory=lambda: array("L"))
    letters: str = ""
    explanation: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What messages call it: its symbol, else its record."""
        name = self.symbol or (self.drafts[0] if self.drafts else f"record {self.record}")
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

    def fault(self, column: str, what: str, line: int | None = None, kind: str = "refused") -> None:
        told = what if len(what) <= LONGEST_FAULT else f"{what[: LONGEST_FAULT - 1]}…"
        self.faults.append(Fault(self.record, line or self.line, column, told, kind))

    @property
    def is_by_name(self) -> bool:
        return self.modality in BY_NAME

    def counted(self) -> dict[str, int]:
        """The positions, counted by letter: of the states where they are known, else as read."""
        letters = self.letters or [letter for _, _, letter in self.positions]
        return {letter: letters.count(letter) for letter in LETTERS}

    def gaps(self) -> list[tuple[str, str]]:
        """Each position whose count differs from its official total: the column and a sentence.

        Adoption without a vote has nothing to count, and where no totals are stated nothing is
        counted against.
        """
        if not self.is_by_name:
            return []
        counted = self.counted()
        return [
            (
                TOTAL_COLUMNS[letter],
                f"{self.name}: {counted[letter]} positions “{WORDS[letter]}” are listed, "
                f"but the official total is {stated}.",
            )
            for letter, stated in self.totals.items()
            if counted[letter] != stated
        ]

    @property
    def is_refused(self) -> bool:
        return any(fault.refuses for fault in self.faults)
