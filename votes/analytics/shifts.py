"""Moves of one country between the core texts of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

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


@dataclass(frozen=True)
class Taken:
    """What one country did on one text.

    `position` is Y, N, A or X (did not vote), or None where no position is recorded;
    `was_member` is False where the country was not a member of the United Nations that day.
    """

    text: Text
    position: str | None
    was_member: bool = True

    @property
    def is_cast(self) -> bool:
        return self.position in PLACE

    @property
    def adjusted(self) -> str | None:
        """The position as an answer to the series' own question."""
        if self.text.direction < 0 and self.position in OPPOSITE:
            return OPPOSITE[self.position]
        return self.position


class After(Enum):
    """What the next vote cast on a core text did to a move."""

    LASTED = "lasted"
    REVERTED = "reverted"
    MOVED_ON = "moved on"
    OPEN = "open"


@dataclass(frozen=True)
class Shift:
    """A change against the same country's last position cast on a core text.

    `size` is 1 between Yes and Abstained or Abstained and No, 2 between Yes and No;
    `towards` is "yes" or "no".
    """

    before: str
    after: str
    earlier: Text
    text: Text
    then: After

    @property
    def size(self) -> int:
        return abs(PLACE[self.after] - PLACE[self.before])

    @property
    def towards(self) -> str:
        return "yes" if PLACE[self.after] < PLACE[self.before] else "no"


def shifts(row: Sequence[Taken]) -> list[Shift]:
    """A country's moves over the core texts of a series, oldest first.

    Not voting is no move and is passed over; so is a text on which no position is recorded.
    """
    cast = sorted(
        (each for each in row if each.text.is_core and each.is_cast),
        key=lambda each: (each.text.day, each.text.symbol),
    )
    found = []
    for index in range(1, len(cast)):
        before, after = cast[index - 1].adjusted, cast[index].adjusted
        if before is None or after is None or before == after:
            continue
        following = cast[index + 1].adjusted if index + 1 < len(cast) else None
        if following is None:
            then = After.OPEN
        elif following == after:
            then = After.LASTED
        elif following == before:
            then = After.REVERTED
        else:
            then = After.MOVED_ON
        found.append(Shift(before, after, cast[index - 1].text, cast[index].text, then))
    return found
