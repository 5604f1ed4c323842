"""The texts of a series, and what countries did on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from votes.analytics.series import Taken, Text
from votes.analytics.shifts import Shift, shifts
from votes.models import Country, Resolution, RollCall, Series, SeriesEntry, Vote
from votes.stances.wording import Stance


@dataclass(frozen=True)
class SeriesText:
    """One text of a series with the published roll call on its whole."""

    entry: SeriesEntry
    roll_call: RollCall

    @cached_property
    def text(self) -> Text:
        return Text(
            symbol=str(self.entry.resolution),
            day=self.roll_call.date,
            is_core=self.entry.role == SeriesEntry.Role.CORE,
            direction=self.entry.direction,
            precision=self.roll_call.precision,
        )

    @property
    def written_at(self) -> datetime:
        """When the entry or the roll call was last written."""
        return max(self.entry.updated_at, self.roll_call.updated_at)


@dataclass(frozen=True)
class SeriesRow:
    """One country's positions on the texts of a series, oldest first."""

    series: Series
    country: Country
    texts: Sequence[SeriesText]
    taken: Sequence[Taken]

    @property
    def stance(self) -> Stance:
        return Stance.of(self.taken)

    @property
    def was_member(self) -> bool:
        """Whether the country was a member at one of the texts at least."""
        return any(taken.was_member for taken in self.taken)

    @property
    def shifts(self) -> list[Shift]:
        return shifts(self.taken)


def texts_of(series: Iterable[Series]) -> dict[int, list[SeriesText]]:
    """The voted texts of several series, oldest first, by the series' key.

    Where a text's whole was voted on more than once, the last published vote counts; a text that
    was adopted without one in the end is not among them.
    """
    entries = list(
        SeriesEntry.objects.filter(series__in=[each.pk for each in series]).select_related(
            "resolution"
        )
    )
    calls = (
        RollCall.objects.published()
        .on_whole_text()
        .filter(resolution__in=[entry.resolution_id for entry in entries])
        .oldest_first()
    )
    newest = {roll_call.resolution_id: roll_call for roll_call in calls}
    found: dict[int, list[SeriesText]] = {}
    for entry in entries:
        roll_call = newest.get(entry.resolution_id)
        if roll_call and roll_call.modality not in RollCall.UNOPPOSED:
            roll_call.resolution = entry.resolution
            found.setdefault(entry.series_id, []).append(SeriesText(entry, roll_call))
    for texts in found.values():
        texts.sort(key=lambda each: (each.roll_call.date, each.text.symbol))
    return found


def adopted_without_vote(series: Series, texts: Sequence[SeriesText]) -> list[RollCall]:
    """The adoptions of a series' texts in which nobody took a position, oldest first, of each text
    the last; `texts` are those that were voted on."""
    calls = (
        RollCall.objects.published()
        .on_whole_text()
        .unopposed()
        .filter(resolution__series_entries__series=series)
        .exclude(resolution__in=[each.entry.resolution_id for each in texts])
        .select_related("resolution")
        .oldest_first()
    )
    last = {each.resolution_id: each for each in calls}
    return [each for each in calls if each is last[each.resolution_id]]


# What is read of a vote: its position, and the one that was later said to be meant.
POSITIONS = ("position", "intended_position")
Positions = dict[int, tuple[str, str]]


def rows_of_country(
    country: Country, series: Iterable[Series] | None = None, as_intended: bool = False
) -> list[SeriesRow]:
    """A country's row in every accepted series in which it has a text, or in some of them, newest
    vote first; as recorded or as it later said it had meant to vote."""
    series = list(Series.objects.accepted() if series is None else series)
    prefetch_related_objects([country], "spells")
    texts = texts_of(series)
    calls = {each.roll_call.pk for listed in texts.values() for each in listed}
    votes = Vote.objects.by(country).filter(roll_call__in=calls)
    positions = {
        roll_call: (position, meant)
        for roll_call, position, meant in votes.values_list("roll_call", *POSITIONS)
    }
    rows = [
        row_of(each, country, texts[each.pk], positions, as_intended)
        for each in series
        if texts.get(each.pk)
    ]
    rows = [row for row in rows if row.was_member]
    return sorted(rows, key=lambda row: (row.texts[-1].roll_call.date, row.series.pk), reverse=True)


def positions_taken(texts: Iterable[SeriesText]) -> dict[int, Positions]:
    """What every country did on some texts, by the country's key; in one query."""
    positions: dict[int, Positions] = {}
    votes = Vote.objects.filter(roll_call__in={each.roll_call.pk for each in texts})
    for country, roll_call, *found in votes.values_list("country", "roll_call", *POSITIONS):
        position, meant = found
        positions.setdefault(country, {})[roll_call] = (position, meant)
    return positions


def rows_of_series(
    series: Series,
    texts: Sequence[SeriesText],
    countries: Iterable[Country],
    as_intended: bool = False,
    positions: Mapping[int, Positions] | None = None,
) -> list[SeriesRow]:
    """The rows of several countries in a series of these texts, as recorded or as intended.

    Countries come with `spells` prefetched; so the cost is one query, none where the `positions`
    on the texts are read already.
    """
    read = positions_taken(texts) if positions is None else positions
    return [row_of(series, each, texts, read.get(each.pk, {}), as_intended) for each in countries]


def row_of(
    series: Series,
    country: Country,
    texts: Sequence[SeriesText],
    positions: Positions,
    as_intended: bool,
) -> SeriesRow:
    """A country's row on the texts of a series from its positions, by the roll call's key; comes
    with `spells` prefetched."""
    taken = []
    for each in texts:
        position, meant = positions.get(each.roll_call.pk, (None, ""))
        said_otherwise = meant not in ("", position)
        is_replaced = as_intended and said_otherwise
        taken.append(
            Taken(
                text=each.text,
                position=meant if is_replaced else position,
                was_member=position is not None or country.is_member_on(each.roll_call.date),
                said_otherwise=said_otherwise,
                replaces=position if is_replaced and position else "",
            )
        )
    return SeriesRow(series, country, texts, taken)


@dataclass(frozen=True)
class Moves:
    """Who moved at one core text, against the last position cast on an earlier one.

    `groups` has, for each pair of positions before and after, the countries that moved so,
    the largest first; `cast_both` counts those that cast a position at this text and before.
    `meant` are the keys of countries whose move rests on a position as intended, and
    `said_otherwise` of those that spoke of another position on an earlier core text.
    """

    text: Resolution
    groups: list[tuple[str, str, list[Country]]]
    cast_both: int
    meant: frozenset[int] = frozenset()
    said_otherwise: frozenset[int] = frozenset()

    @property
    def moved(self) -> int:
        return sum(len(countries) for _, _, countries in self.groups)


def is_before(text: Text, other: Text) -> bool:
    return (text.day, text.symbol) < (other.day, other.symbol)


def moves_at(text: Resolution, rows: Sequence[SeriesRow]) -> Moves:
    """Who of the rows moved at a text of their series."""
    groups: dict[tuple[str, str], list[Country]] = {}
    cast_both = 0
    meant, said_otherwise = set(), set()
    for row in rows:
        here = next(each.text for each in row.texts if each.entry.resolution_id == text.pk)
        cast = [each.text for each in row.taken if each.text.is_core and each.is_cast]
        cast_both += here in cast and cast.index(here) > 0
        before = [each for each in row.taken if each.text.is_core and is_before(each.text, here)]
        if any(each.said_otherwise for each in before):
            said_otherwise.add(row.country.pk)
        for move in row.shifts:
            if move.text == here:
                groups.setdefault((move.before, move.after), []).append(row.country)
                if any(each.replaces and each.text in (move.earlier, here) for each in row.taken):
                    meant.add(row.country.pk)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return Moves(
        text,
        [(before, after, countries) for (before, after), countries in ordered],
        cast_both,
        frozenset(meant),
        frozenset(said_otherwise),
    )
