"""States by what they did before and after: each group with where the API counts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from votes.models import Country, Position, Resolution, Series
from votes.stances import Moves, SeriesText
from votes.web.figures import Figure, Query


@dataclass(frozen=True)
class MovedSo:
    """The states that went from one position to another, by name."""

    before: str
    after: str
    states: list[Country]
    count: Figure


def pair_figure(before: str, after: str, count: int, counts: Query) -> Figure:
    """How many states did the one and then the other; `counts` is where the API counts pairs."""
    return Figure(count, counts.to(Position(before).word, Position(after).word))


def moved_so(groups: Iterable[tuple[str, str, list[Country]]], counts: Query) -> list[MovedSo]:
    """The groups in their order."""
    return [
        MovedSo(before, after, states, pair_figure(before, after, len(states), counts))
        for before, after, states in groups
    ]


def turned(texts: Iterable[SeriesText]) -> list[str]:
    """The symbols of texts on which a yes is a no to the series' question."""
    return [each.entry.resolution.short_symbol for each in texts if each.text.direction < 0]


@dataclass(frozen=True)
class MovesPart:
    """Who moved at one core text of a series, against the last position cast on an earlier one.

    `meant` are the keys of countries whose move rests on a position as intended, and
    `said_otherwise` of those that spoke of another position on an earlier core text.
    """

    text: Resolution
    groups: list[MovedSo]
    moved: Figure
    cast_both: Figure
    meant: frozenset[int]
    said_otherwise: frozenset[int]
    # The symbols of the texts, it and those before, on which a yes is a no to the question.
    turned: list[str]

    @classmethod
    def of(
        cls, moves: Moves, series: Series, texts: Sequence[SeriesText], positions: str = ""
    ) -> MovesPart:
        """`texts` are the voted texts of the series; `positions` is the API's word for as
        intended, or ""."""
        core = [each.entry.resolution_id for each in texts if each.text.is_core]
        query = Query.of("series-shifts", series.slug, positions=positions)
        place = core.index(moves.text.pk)
        here = query.to("results", place)
        return cls(
            text=moves.text,
            groups=moved_so(moves.groups, here.to("counts")),
            moved=Figure(moves.moved, here.to("moved")),
            cast_both=Figure(moves.cast_both, here.to("cast_both")),
            meant=moves.meant,
            said_otherwise=moves.said_otherwise,
            turned=turned([each for each in texts if each.text.is_core][: place + 1]),
        )
