"""Moves of one country between the core texts of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from votes.analytics.series import PLACE, Taken, Text


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
