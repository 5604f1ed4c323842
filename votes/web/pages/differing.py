"""The roll calls in which compared countries cast different positions, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from votes.models import Country, RollCall, count_where_needed
from votes.stances.comparison import Differences
from votes.stances.matrix import Selection
from votes.stances.shifts import LETTERS
from votes.web.figures import Figure, Query
from votes.web.pages.filter_form import address
from votes.web.pages.lines import VoteLine

PER_PAGE = 25
# The parameters of votes that roll calls are chosen by; positions there are as recorded.
NOT_OF_VOTES = {"index", "positions"}


@dataclass(frozen=True)
class DifferenceLine:
    """One roll call, and each country's position in it."""

    line: VoteLine
    positions: list[str]


@dataclass(frozen=True)
class DifferencePart:
    """A page of the differences; `counts` say in how many roll calls each country differed from
    one of the others."""

    countries: list[Country]
    counts: list[tuple[Country, Figure]]
    lines: list[DifferenceLine]
    total: int
    number: int
    pages: int
    unknown_page: str
    newer: str
    older: str
    call: Query

    @property
    def is_pair(self) -> bool:
        return len(self.countries) == 2

    @classmethod
    def of(
        cls,
        countries: list[Country],
        selection: Selection,
        page: str,
        path: str,
        asked: dict[str, list[str]],
    ) -> DifferencePart:
        found = Differences.of(countries, selection)
        pages = max(1, -(-len(found.places) // PER_PAGE))
        is_known = not page or (page.isascii() and page.isdecimal() and len(page) <= 6)
        number = int(page) if page and is_known else 1
        is_known = is_known and 1 <= number <= pages
        number = number if is_known else 1
        places = found.places[(number - 1) * PER_PAGE : number * PER_PAGE]
        by: dict[str, Any] = {k: v for k, v in asked.items() if k not in NOT_OF_VOTES}
        codes = [each.code for each in countries]

        def at(number: int) -> str:
            return address(path, {"c": codes} | asked | {"page": [str(number)]}) + "#differ"

        return cls(
            countries=countries,
            counts=[
                (
                    country,
                    Figure(
                        count,
                        Query.count(
                            "votes-list",
                            country=country.code,
                            differs_from=[code for code in codes if code != country.code],
                            **by,
                        ),
                    ),
                )
                for country, count in zip(countries, found.counts, strict=True)
            ],
            lines=difference_lines(countries, selection, [int(place) for place in places]),
            total=len(found.places),
            number=number,
            pages=pages,
            unknown_page="" if is_known else page,
            newer=at(number - 1) if number > 1 else "",
            older=at(number + 1) if number < pages else "",
            call=Query.of("votes-list", country=codes, differs_from=codes, **by),
        )


def difference_lines(
    countries: Sequence[Country], selection: Selection, places: Sequence[int]
) -> list[DifferenceLine]:
    prefetch_related_objects(list(countries), "spells")
    keys = [int(selection.roll_calls[place]) for place in places]
    roll_calls = RollCall.objects.select_related("resolution").in_bulk(keys)
    count_where_needed(roll_calls.values())
    rows = selection.of_each(countries)
    is_general = selection.matrix.is_general[selection.columns]
    lines = []
    for place, key in zip(places, keys, strict=True):
        # One that was taken back since the array was read.
        if (roll_call := roll_calls.get(key)) is None:
            continue
        positions = [
            LETTERS.get(int(rows[row, place]))
            # In a council, whoever has no position was not among its members.
            or ("-" if is_general[place] and country.is_member_on(roll_call.date) else ".")
            for row, country in enumerate(countries)
        ]
        lines.append(DifferenceLine(VoteLine.of(roll_call), positions))
    return lines
