"""What was expected of states on one text, counted state by state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from votes.models import Country, Expectation


@dataclass(frozen=True)
class WhipCount:
    """The states of which something was expected, by position, each with its reports.

    A state that was expected in several ways stands under each of them. An expectation is no
    vote: nothing here is a position taken.
    """

    reports: dict[str, dict[Country, list[Expectation]]]

    @property
    def states(self) -> set[Country]:
        """All of which something was expected, each once."""
        return {country for each in self.reports.values() for country in each}

    @property
    def expectations(self) -> int:
        """All reports, of which a state may have several."""
        return sum(len(found) for states in self.reports.values() for found in states.values())

    @property
    def several(self) -> dict[Country, list[str]]:
        """The states that were expected in more than one way, with the positions."""
        ways: dict[Country, list[str]] = {}
        for position, states in self.reports.items():
            for country in states:
                ways.setdefault(country, []).append(position)
        return {country: positions for country, positions in ways.items() if len(positions) > 1}

    def ways(self, country: Country) -> list[str]:
        """The positions that one state was expected to take."""
        return [position for position, states in self.reports.items() if country in states]

    def alone(self, position: str) -> list[Country]:
        """The states that were expected in this way and in no other."""
        several = self.several
        return [country for country in self.reports[position] if country not in several]

    def among(self, countries: Iterable[Country]) -> WhipCount:
        """What was expected of some states only."""
        wanted = set(countries)
        return WhipCount(
            {
                position: {state: found for state, found in states.items() if state in wanted}
                for position, states in self.reports.items()
            }
        )

    def without(self, members: Iterable[Country]) -> list[Country]:
        """Those of the members of whom nothing was expected."""
        states = self.states
        return [each for each in members if each not in states]


def whip_count(expectations: Iterable[Expectation]) -> WhipCount:
    """Expectations about one text by position and state; both in the order in which they come,
    positions in that of the ballot."""
    reports: dict[str, dict[Country, list[Expectation]]] = {
        position.value: {} for position in Expectation.Position
    }
    for each in expectations:
        reports[each.position].setdefault(each.country, []).append(each)
    return WhipCount(reports)
