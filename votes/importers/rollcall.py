"""The shape that every source is parsed into, and its check against the official totals."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

LETTERS = "YNAX"
WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "non-voting"}
# What files write for a member that did not vote.
NON_VOTING = {"X", "NV", "ABSENT", ""}


class UnreadableFile(Exception):  # noqa: N818 - what it is, not what happened
    """A file that no parser can read; the message says what was expected and what was found."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: in which record, at which line, in which column.

    `line` counts the file's records from 1, the header being record 1; a quoted cell may run
    over several lines of text. `refuses` is True where the roll call cannot be taken with it.
    """

    record: str
    line: int | None
    column: str
    what: str
    refuses: bool = True


@dataclass(slots=True)
class FileRollCall:
    """One roll call as a file gives it; nothing has been looked up yet.

    `positions` has, for each state, its code and name as printed and one of the letters Y, N, A,
    X; or "" where the file leaves the state's cell empty among columns of all states. `lines`
    has the record each was read from. `totals` has only the official totals that are stated.
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
    url: str = ""
    totals: dict[str, int] = field(default_factory=dict)
    positions: list[tuple[str, str, str]] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("L"))
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What messages call it: its symbol, else its record."""
        return self.symbol or (self.drafts[0] if self.drafts else f"record {self.record}")

    def fault(self, column: str, what: str, line: int | None = None, refuses: bool = True) -> None:
        self.faults.append(Fault(self.record, line or self.line, column, what, refuses))

    def counted(self) -> dict[str, int]:
        found = Counter(letter for _, _, letter in self.positions)
        return {letter: found[letter] for letter in LETTERS}

    def fill_blanks(self, members: set[str]) -> None:
        """Settle the cells that are empty: non-voting where the totals ask for as many.

        `members` has the codes, or names where the file has no codes, of the states that were
        members on the day; all other empty cells mean nothing.
        """
        blank = [each for each in self.positions if each[2] == ""]
        if not blank:
            return
        absent = {each[:2] for each in blank if (each[0] or each[1]) in members}
        missing = self.totals.get("X", 0) - self.counted()["X"]
        taken = absent if len(absent) == missing else set()
        kept = [
            (index, (code, name, letter or "X"))
            for index, (code, name, letter) in enumerate(self.positions)
            if letter or (code, name) in taken
        ]
        self.lines = array("L", (self.lines[index] for index, _ in kept))
        self.positions = [each for _, each in kept]

    def check(self) -> None:
        """Count the positions against the official totals; each difference is a fault.

        Adoption without a vote may list every member as Y and has nothing to count.
        """
        if self.modality != "recorded":
            return
        counted = self.counted()
        for letter, stated in self.totals.items():
            if counted[letter] != stated:
                self.fault(
                    f"total_{WORDS[letter]}".replace("-", "_"),
                    f"{self.name}: {counted[letter]} positions “{WORDS[letter]}” are listed, "
                    f"but the official total is {stated}.",
                )

    @property
    def is_refused(self) -> bool:
        return any(fault.refuses for fault in self.faults)
