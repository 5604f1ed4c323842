"""Positions as recorded, or as delegations later said they had meant to vote."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

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


def delegations_said_otherwise(count: int) -> str:
    """How many delegations later spoke of another position; nothing where none did."""
    if not count:
        return ""
    return ngettext(
        "{count} delegation later said it had meant to vote otherwise",
        "{count} delegations later said they had meant to vote otherwise",
        count,
    ).format(count=count)


def delegations_said_otherwise_earlier(count: int) -> str:
    """The same of earlier texts of a series."""
    if not count:
        return ""
    return ngettext(
        "{count} delegation later said it had meant to vote otherwise "
        "on an earlier text of the series",
        "{count} delegations later said they had meant to vote otherwise "
        "on an earlier text of the series",
        count,
    ).format(count=count)


def votes_said_otherwise(count: int) -> str:
    """In how many votes the delegation later spoke of another position."""
    if not count:
        return ""
    return ngettext(
        "In {count} vote the delegation later said it had meant to vote otherwise",
        "In {count} votes the delegation later said it had meant to vote otherwise",
        count,
    ).format(count=count)
