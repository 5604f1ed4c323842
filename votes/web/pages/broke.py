"""Who broke with the line of a group, as pages name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from votes.models import Country, Position
from votes.web.pages.lines import by_name


@dataclass(frozen=True)
class BrokeSo:
    """The members that broke with a line by casting one position; of very many some are `named`,
    and `more` are left to the API."""

    position: str
    named: list[Country]
    more: int

    @classmethod
    def each(cls, broke: Sequence[tuple[Country, str]], most: int) -> list[BrokeSo]:
        """By position cast, each by name, and not many more than `most` of one position."""
        found = []
        for position in Position:
            countries = by_name(country for country, letter in broke if letter == position)
            if countries:
                shown = countries if len(countries) <= most + 2 else countries[:most]
                found.append(cls(position.value, shown, len(countries) - len(shown)))
        return found
