"""Positions as recorded, or as delegations later said they had meant to vote."""

from __future__ import annotations

from dataclasses import dataclass

from votes.filters import POSITIONS
from votes.models import Vote


@dataclass(frozen=True)
class PositionsAsked:
    """How a reader wants positions shown; as recorded where `unknown` is no way of it."""

    as_intended: bool = False
    unknown: str = ""

    @classmethod
    def of(cls, text: str) -> PositionsAsked:
        word = text.casefold()
        if word in POSITIONS:
            return cls(POSITIONS[word])
        return cls(unknown=text)

    @property
    def word(self) -> str:
        """The API's word, where it is not what the API answers anyway."""
        return "intended" if self.as_intended else ""


@dataclass(frozen=True)
class PositionShown:
    """A position on a page; `replaces` is the recorded one where it is shown as intended."""

    position: str
    replaces: str = ""

    @classmethod
    def of(cls, vote: Vote, as_intended: bool) -> PositionShown:
        if as_intended and vote.said_otherwise:
            return cls(vote.intended_position, vote.position)
        return cls(vote.position)


def delegations_said_otherwise(count: int, where: str = "") -> str:
    """How many delegations later spoke of another position; nothing where none did."""
    if not count:
        return ""
    who, had = ("1 delegation", "it had") if count == 1 else (f"{count} delegations", "they had")
    return f"{who} later said {had} meant to vote otherwise{where}"


def votes_said_otherwise(count: int) -> str:
    """In how many votes the delegation later spoke of another position."""
    if not count:
        return ""
    votes = "1 vote" if count == 1 else f"{count} votes"
    return f"In {votes} the delegation later said it had meant to vote otherwise"
