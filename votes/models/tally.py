"""Positions, and their count against the official totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy


class Position(models.TextChoices):
    """What a state did in a roll call, in the United Nations' own letters.

    No row is not a position: a member without one is "not recorded".
    """

    YES = "Y", gettext_noop("Yes")
    NO = "N", gettext_noop("No")
    ABSTAIN = "A", gettext_noop("Abstained")
    NON_VOTING = "X", gettext_noop("Did not vote")

    @property
    def word(self) -> str:
        """The word programs read: yes, no, abstain, non_voting."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Position:
        """The position that a word names; KeyError for any other text."""
        return {position.word: position for position in cls}[word.strip().lower()]


# As a count names them.
NAMES = {
    Position.YES: pgettext_lazy("position", "yes"),
    Position.NO: pgettext_lazy("position", "no"),
    Position.ABSTAIN: pgettext_lazy("position", "abstain"),
    Position.NON_VOTING: pgettext_lazy("position", "non-voting"),
}
CAST = (Position.YES, Position.NO, Position.ABSTAIN)


@dataclass(frozen=True)
class Gap:
    """One position whose count differs from the official total."""

    position: Position
    counted: int
    official: int

    def __str__(self) -> str:
        short = self.official - self.counted
        told = (
            _("{position}: {counted} recorded, {official} official, {count} missing")
            if short > 0
            else _("{position}: {counted} recorded, {official} official, {count} too many")
        )
        return told.format(
            position=NAMES[self.position],
            counted=self.counted,
            official=self.official,
            count=abs(short),
        )


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
            return _("Tally unchecked: there are no official totals.")
        if self.adds_up:
            return _("The positions add up to the official totals.")
        return "; ".join(str(gap) for gap in self.gaps) + "."
