"""Positions, and their count against the official totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models


class Position(models.TextChoices):
    """What a state did in a roll call, in the United Nations' own letters.

    No row is not a position: a member without one is "not recorded".
    """

    YES = "Y", "Yes"
    NO = "N", "No"
    ABSTAIN = "A", "Abstained"
    NON_VOTING = "X", "Did not vote"

    @property
    def word(self) -> str:
        """The word programs read: yes, no, abstain, non_voting."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Position:
        """The position that a word names; KeyError for any other text."""
        return {position.word: position for position in cls}[word.strip().lower()]


CAST = (Position.YES, Position.NO, Position.ABSTAIN)


@dataclass(frozen=True)
class Gap:
    """One position whose count differs from the official total."""

    position: Position
    counted: int
    official: int

    def __str__(self) -> str:
        short = self.official - self.counted
        what = f"{short} missing" if short > 0 else f"{-short} too many"
        name = self.position.word.replace("_", "-")
        return f"{name}: {self.counted} recorded, {self.official} official, {what}"


@dataclass(frozen=True)
class Tally:
    """The positions of one roll call, counted, beside the official totals where there are any.

    `counted` has all four positions; `official` only those that the source states.
    """

    counted: Mapping[Position, int]
    official: Mapping[Position, int]

    @property
    def is_checked(self) -> bool:
        """Whether there are official totals to count against."""
        return bool(self.official)

    @property
    def gaps(self) -> list[Gap]:
        return [
            Gap(position, self.counted[position], total)
            for position, total in self.official.items()
            if self.counted[position] != total
        ]

    @property
    def adds_up(self) -> bool:
        return not self.gaps

    def __str__(self) -> str:
        if not self.is_checked:
            return "Tally unchecked: there are no official totals."
        if self.adds_up:
            return "The positions add up to the official totals."
        return "; ".join(str(gap) for gap in self.gaps) + "."
