"""Every figure on a page is a question that the API answers; here is which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


@lru_cache(maxsize=10_000)
def address_of(name: str, *names: str) -> str:
    """The address of an endpoint; kept, since a page links to one for each of its lines."""
    return reverse(f"api:{name}", args=names)


@dataclass(frozen=True)
class Query:
    """A question to the API, and where in its answer a figure stands.

    As an address, the place is its fragment: a JSON Pointer (RFC 6901), such as
    `/api/v1/votes/summary/?country=PAK#/by_position/abstain`. Where a list stands there, the
    figure is how many it has.
    """

    address: str
    at: str = ""

    @classmethod
    def of(cls, name: str, *names: str, at: str = "", **asked: Any) -> Query:
        """The question to an endpoint by the name of its route, such as "votes-list", with the
        `names` its address takes and the parameters `asked`; those that are empty are left out,
        a list means "or", and one that is a word of the language comes with a line after it."""
        given = {
            name.rstrip("_"): ",".join(map(str, value)) if isinstance(value, list) else value
            for name, value in asked.items()
            if value not in (None, "", [])
        }
        address = address_of(name, *names)
        return cls(f"{address}?{urlencode(given, safe=',/')}" if given else address, at)

    @classmethod
    def count(cls, name: str, *names: str, **asked: Any) -> Query:
        """How many records a list has."""
        return cls.of(name, *names, at="/count", **asked, count="true", limit=1)

    def to(self, *steps: str | int) -> Query:
        """The same question, for what stands deeper in its answer."""
        escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
        return Query(self.address, self.at + "".join(f"/{step}" for step in escaped))

    def __str__(self) -> str:
        return f"{self.address}#{self.at}" if self.at else self.address


@dataclass(frozen=True)
class Figure:
    """A number or date as the API has it, and the question that it answers.

    `shown` is how the page writes it, where that differs: 76 % for 0.7609.
    """

    value: int | float | date | None
    query: Query
    shown: str = ""

    @property
    def text(self) -> str:
        if self.shown or self.value is None:
            return self.shown or "–"
        return (
            f"{self.value:,}".replace(",", "\u202f")
            if isinstance(self.value, int)
            else str(self.value)
        )
