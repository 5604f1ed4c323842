"""The texts of a series, and what one country did on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Positions on the line from Yes to No; a move's size is the distance between them.
PLACE = {"Y": 0, "A": 1, "N": 2}
OPPOSITE = {"Y": "N", "N": "Y", "A": "A"}


@dataclass(frozen=True)
class Text:
    """One text of a series, as its whole was voted on."""

    symbol: str
    day: date
    is_core: bool = True
    # -1 where a Yes means the opposite of what a Yes to the series means.
    direction: int = 1
    # Whether the vote is known to the day, the month or the year.
    precision: str = "day"


@dataclass(frozen=True)
class Taken:
    """What one country did on one text.

    `position` is Y, N, A or X (did not vote), or None where no position is recorded;
    `was_member` is False where the country was not a member of the United Nations that day;
    `said_otherwise` is True where it later said it had meant another position than is recorded,
    and `replaces` the recorded one where `position` is the one it meant.
    """

    text: Text
    position: str | None
    was_member: bool = True
    said_otherwise: bool = False
    replaces: str = ""

    @property
    def is_cast(self) -> bool:
        return self.position in PLACE

    @property
    def adjusted(self) -> str | None:
        """The position as an answer to the series' own question."""
        if self.text.direction < 0 and self.position in OPPOSITE:
            return OPPOSITE[self.position]
        return self.position
