"""Who moved in the series, from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from rest_framework.request import Request

from votes.api.asking import Asking, in_words
from votes.api.errors import InvalidParameters
from votes.api.paging import RowPages
from votes.api.serializers.questions import MoversAnswer, SeriesShiftsAnswer, ShiftsAnswer
from votes.api.serializers.stances import (
    mover_rows,
    pair_counts,
    series_of,
    shift_row,
    text_shifts_row,
    titled,
)
from votes.filters import (
    CountryShiftFilters,
    MoverFilters,
    PositionFilters,
    Refused,
    ShiftFilters,
)
from votes.models import Country, Resolution
from votes.stances import SeriesText, rows_of_series, texts_of
from votes.stances.shifts import (
    SeriesShift,
    movers,
    place_of,
    shifts_by_text,
    text_called,
)
from votes.stances.standing import Standing

SHIFTS = (
    "A shift is a change against the country's last position cast on a core text of the series, "
    "turned where a yes means the opposite; not voting is no shift."
)
MOVERS = (
    "Countries with a position on both texts, turned where a yes means the opposite; those that "
    "did not vote on one of the two are apart, and unchanged includes who voted on neither."
)


class Shifts(Asking):
    """The moves of all countries in all series, the newest first."""

    filterset_class: ClassVar[type[CountryShiftFilters]] = ShiftFilters
    answer_class = ShiftsAnswer

    def page_parameters(self, request: Request) -> Iterable[str]:
        return RowPages.parameters

    def answer(self, asked: CountryShiftFilters, **subjects: Any) -> dict[str, Any]:
        pages = RowPages(self.request, "shifts")
        given = asked.given
        countries = [subjects["country"]] if "country" in subjects else given["country"]
        standing, whole = Standing.now()
        moves = standing.shifts(whole, asked.as_intended)
        found = moves.among(countries, given["series"], given["since"], given["until"])
        page = pages.page(found, in_order)
        names = Country.objects.in_bulk({each.country for each in page})
        method = in_words(SHIFTS, asked.as_intended)
        return pages.around({"method": method}, [shift_row(each, names) for each in page])


class CountryShifts(Shifts):
    """One country's moves."""

    filterset_class = CountryShiftFilters


class SeriesShifts(Asking):
    """How many states moved at each core text of a series, from what to what."""

    filterset_class = PositionFilters
    answer_class = SeriesShiftsAnswer
    tag = "Texts"

    def answer(self, asked: PositionFilters, **subjects: Any) -> dict[str, Any]:
        series = subjects["series"]
        texts = texts_of([series]).get(series.pk, [])
        found = shifts_by_text(series, texts, asked.as_intended)
        voters = Country.objects.voters().prefetch_related("spells")
        return {
            "series": series_of(series),
            "states": sum(row.was_member for row in rows_of_series(series, texts, voters)),
            "texts": len(texts),
            "method": in_words(SHIFTS, asked.as_intended),
            "results": [text_shifts_row(each) for each in found],
        }


class Movers(Asking):
    """Who moved from what to what between two texts of a series."""

    filterset_class = MoverFilters
    answer_class = MoversAnswer
    tag = "Texts"

    def answer(self, asked: MoverFilters, **subjects: Any) -> dict[str, Any]:
        series = subjects["series"]
        texts = texts_of([series]).get(series.pk, [])
        before, after = ends(asked.given, texts)
        found = movers(before, after, asked.as_intended)
        pks = {each.country for each in [*found.movers, *found.through_non_voting]}
        countries = Country.objects.in_bulk(pks)
        return {
            "series": series_of(series),
            "from": dated(before),
            "to": dated(after),
            "movers": mover_rows(found.movers, countries),
            "through_non_voting": mover_rows(found.through_non_voting, countries),
            "unchanged": found.unchanged,
            "counts": pair_counts(found.pairs),
            "method": in_words(MOVERS, asked.as_intended),
        }


def in_order(move: SeriesShift) -> list[Any]:
    day, *rest = place_of(move)
    return [day.isoformat(), *rest]


def ends(given: dict[str, Any], texts: list[SeriesText]) -> list[SeriesText]:
    """The texts of a series that `from` and `to` name, in any spelling."""
    called = Resolution.objects.each_called({given["from"], given["to"]})
    found, faults = [], {}
    for name in ("from", "to"):
        meant = [text for each in called[given[name]] if (text := text_called(texts, each))]
        if len(meant) == 1:
            found += meant
        else:
            message = f"“{given[name]}” is not one of the texts of this series that were voted on."
            near = [titled(text.entry.resolution)["symbol"] for text in meant or texts]
            faults[name] = [Refused(message, given[name], near)]
    if faults:
        raise InvalidParameters(faults)
    return found


def dated(text: SeriesText) -> dict[str, Any]:
    return titled(text.entry.resolution) | {"date": text.roll_call.date}
