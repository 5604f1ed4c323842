"""What a search finds: one line a record, best first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from votes.filters import KINDS


class Rank(IntEnum):
    """How well a record answers, the best first."""

    EXACT = 0
    PREFIX = 1
    # Every term is in it.
    ALL = 2
    # A state that was named beside other things.
    NAMED = 3
    # A text on which the named state voted, that answers to all the rest.
    VOTED = 4


@dataclass(frozen=True)
class Found:
    """One record, as a line of a list.

    `id` is what it is called by: a code, symbol or slug, or a statement's number. `about` is what
    else is worth a line, `date` the day of its newest vote or of the statement, known to the
    `precision`, "" where there is none; `page` its address on the site, or that of what it is
    about.
    """

    kind: str
    record: Any
    id: str
    name: str
    about: str
    page: str
    rank: Rank
    date: date | None = None
    precision: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether what was typed is its code, name or symbol."""
        return self.rank == Rank.EXACT

    @property
    def order(self) -> tuple[Any, ...]:
        """Best first; among equals states and series before texts, and the newest before."""
        is_dated = self.kind in {"resolution", "statement"}
        newest = -self.date.toordinal() if self.date else 0
        return self.rank, is_dated, newest, KINDS.index(self.kind)


@dataclass(frozen=True)
class Finds:
    """What a search comes to; where it found nothing, what may be meant."""

    query: str
    results: list[Found]
    near: list[str] = field(default_factory=list)
