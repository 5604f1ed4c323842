"""Several countries beside each other: on which topics they vote alike, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from votes.analytics.agreement import CAST, Agreement, agreements, tables_by
from votes.models import Country, ResolutionTopic, Topic
from votes.stances.agreement import is_cast
from votes.stances.matrix import Selection


@dataclass(frozen=True)
class Topics:
    """The topics of the selected roll calls, those of the most first, then by name.

    A roll call counts for each topic of its text: `places` are those of roll calls in the
    selection, `numbers` that of the topic that each is counted for.
    """

    topics: Sequence[Topic]
    places: NDArray[np.int64]
    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, selection: Selection, only: Sequence[Topic] = ()) -> Topics:
        """The topics of a selection, or some of them."""
        links = ResolutionTopic.objects.order_by()
        if only:
            links = links.filter(topic__in=only)
        rows = links.values_list("resolution__roll_calls__pk", "topic_id")
        pairs = [(call, topic) for call, topic in rows.iterator(chunk_size=10_000) if call]
        calls, keys = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        order = np.argsort(selection.roll_calls)
        if not len(order):
            return cls([], order, order)
        found = np.searchsorted(selection.roll_calls, calls, sorter=order)
        places = order[np.minimum(found, len(order) - 1)]
        is_selected = selection.roll_calls[places] == calls
        places, keys = places[is_selected], keys[is_selected]
        unique, numbers, counts = np.unique(keys, return_inverse=True, return_counts=True)
        named = Topic.objects.in_bulk([int(key) for key in unique])
        by_size = sorted(
            range(len(unique)),
            key=lambda number: (-counts[number], named[int(unique[number])].name, unique[number]),
        )
        ranks = np.zeros(len(unique), dtype=np.int64)
        ranks[by_size] = np.arange(len(unique))
        return cls([named[int(unique[number])] for number in by_size], places, ranks[numbers])


def agreement_by_topic(
    country: Country, other: Country, selection: Selection, topics: Topics, index: str
) -> list[Agreement]:
    """Two countries' agreement on each of the topics, in their order."""
    one, two = selection.of(country)[topics.places], selection.of(other)[topics.places]
    return agreements(tables_by(one, two, topics.numbers, len(topics.topics)), index)


@dataclass(frozen=True)
class Differences:
    """Where countries differ: the places in the selection of the roll calls in which two of them
    cast different positions, the newest first, and in how many of those each differed from one."""

    places: NDArray[np.int64]
    counts: list[int]

    @classmethod
    def of(cls, countries: Sequence[Country], selection: Selection) -> Differences:
        rows = selection.of_each(countries)
        cast = is_cast(rows)
        lowest = np.where(cast, rows, CAST + 1).min(0)
        highest = np.where(cast, rows, 0).max(0)
        differ = (highest > lowest) & cast.any(0)
        # Where two differ, whoever cast a position differs from one of the two.
        counts = [int(count) for count in (cast & differ).sum(1)]
        return cls(np.flatnonzero(differ)[::-1], counts)
