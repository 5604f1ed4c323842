"""How far a group votes as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CAST = ("Y", "N", "A")


@dataclass(frozen=True)
class Cohesion:
    """A group in one roll call: the positions of its members of that day, counted.

    `line` is the position that most of those who cast one took, None where two tie or none did.
    """

    yes: int
    no: int
    abstain: int
    non_voting: int
    line: str | None

    @property
    def is_split(self) -> bool:
        """Whether members cast different positions."""
        return sum(count > 0 for count in (self.yes, self.no, self.abstain)) > 1

    @property
    def rice(self) -> float | None:
        """|Y − N| / (Y + N), 0 to 1; None where no member voted yes or no. Rice 1925."""
        voted = self.yes + self.no
        return abs(self.yes - self.no) / voted if voted else None

    @property
    def hix_noury_roland(self) -> float | None:
        """[max − (total − max) / 2] / total over yes, no and abstain, 0 to 1; None where no member
        cast a vote. Hix, Noury and Roland 2005, British Journal of Political Science 35:209."""
        total = self.yes + self.no + self.abstain
        if not total:
            return None
        most = max(self.yes, self.no, self.abstain)
        return (most - (total - most) / 2) / total


def cohesion(counts: Mapping[str, int]) -> Cohesion:
    """The cohesion of a group from its members' positions, counted by letter."""
    cast = {letter: counts.get(letter, 0) for letter in CAST}
    most = max(cast.values())
    leading = [letter for letter, count in cast.items() if count == most]
    line = leading[0] if most and len(leading) == 1 else None
    return Cohesion(cast["Y"], cast["N"], cast["A"], counts.get("X", 0), line)


def mean(values: list[float | None]) -> float | None:
    """The mean of those that are defined; None where none is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
