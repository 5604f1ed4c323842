"""One piece of news in a feed, in words: a vote, a shift, a statement, a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from votes.models import Country, Position, Resolution, RollCall, Statement, Vote
from votes.models.record import written
from votes.stances.shifts import SeriesShift
from votes.web.charts import in_words
from votes.web.pages.lines import by_name, part_of

VOTED = {"Y": "voted yes on", "N": "voted no on", "A": "abstained on", "X": "did not vote on"}


@dataclass(frozen=True)
class Entry:
    """One piece of news; `key` stays whatever becomes of it, `page` is where to read on.

    `day` is when it happened, `updated` when its records were last written.
    """

    key: str
    title: str
    text: str
    page: str
    day: date
    updated: datetime

    @property
    def order(self) -> tuple[datetime, date, str]:
        return self.updated, self.day, self.key

    @classmethod
    def of_vote(cls, vote: Vote, country: Country) -> Entry:
        """What one country did in a roll call."""
        call = vote.roll_call
        text = result(call)
        if vote.said_otherwise:
            meant = in_words(vote.intended_position)
            text += f" The delegation later said that it had meant: {meant}."
        return cls(
            key=f"votes/{vote.pk}",
            title=f"{country} {VOTED[vote.position]} {named(call)}",
            text=text,
            page=call.get_absolute_url(),
            day=call.date,
            updated=vote.changed,
        )

    @classmethod
    def of_roll_call(cls, call: RollCall) -> Entry:
        return cls(
            key=f"roll-calls/{call.pk}",
            title=f"Vote on {named(call)}",
            text=result(call),
            page=call.get_absolute_url(),
            day=call.date,
            updated=call.changed,
        )

    @classmethod
    def of_shift(cls, move: SeriesShift, country: Country) -> Entry:
        return cls(
            key=f"series/{move.series.pk}/shifts/{country.code}/{move.text.entry.resolution_id}",
            title=f"{country} moved {from_to(move)} at {move.shift.text.symbol}",
            text=f"{against(move)} {NO_SHIFT}",
            page=move.text.roll_call.get_absolute_url(),
            day=move.shift.text.day,
            updated=last_written(move),
        )

    @classmethod
    def of_moves(cls, moves: list[SeriesShift], names: Mapping[int, Country]) -> Entry:
        """All who moved at one text of a series."""
        groups: defaultdict[str, list[Country]] = defaultdict(list)
        for move in moves:
            groups[from_to(move)].append(names[move.country])
        ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        lists = "; ".join(
            f"{way}: {', '.join(map(str, by_name(countries)))}" for way, countries in ordered
        )
        first = moves[0]
        count = "1 state" if len(moves) == 1 else f"{len(moves)} states"
        return cls(
            key=f"series/{first.series.pk}/moves/{first.text.entry.resolution_id}",
            title=f"{count} moved at {first.shift.text.symbol}",
            text=(
                f"{lists[0].upper()}{lists[1:]}. Against each state’s last position cast on an "
                f"earlier core text of {first.series}. {NO_SHIFT}"
            ),
            page=first.text.roll_call.get_absolute_url(),
            day=first.shift.text.day,
            updated=max(map(last_written, moves)),
        )

    @classmethod
    def of_statement(cls, statement: Statement) -> Entry:
        kind = statement.get_kind_display()
        about = f", on {statement.text}" if statement.text else ""
        return cls(
            key=f"statements/{statement.pk}",
            title=f"{statement.country}: {kind[0].lower()}{kind[1:]}{about}, {statement.when}",
            text=f"{statement.summary} ({statement.get_attribution_display()}.)",
            page=(statement.text or statement.country).get_absolute_url(),
            day=statement.date,
            updated=statement.changed,
        )

    @classmethod
    def of_draft(cls, text: Resolution) -> Entry:
        days = [
            f"Tabled on {written(text.tabled_on)}." if text.tabled_on else "",
            f"The vote is expected on {written(text.vote_expected_on)}."
            if text.vote_expected_on
            else "",
        ]
        return cls(
            key=f"texts/{text.pk}/tabled",
            title=f"Tabled: {text}",
            text=" ".join([f"{text.title}.", *filter(None, days)]),
            page=text.get_absolute_url(),
            day=text.tabled_on or date.min,
            updated=text.changed,
        )


NO_SHIFT = "Not voting is no shift."


def named(call: RollCall) -> str:
    """A vote as a title names it: the symbol, and the part where it was on one."""
    part = "" if call.scope == RollCall.Scope.WHOLE else f", {part_of(call)}"
    return f"{call.resolution}{part}"


def result(call: RollCall) -> str:
    """The text, the day and the totals as far as they are known."""
    totals = call.totals()
    counts = ", ".join(
        f"{totals[position]} {in_words(position.value)}"
        for position in Position
        if totals[position] is not None
    )
    how = counts or call.get_modality_display().lower()
    return f"{call.resolution.title}. {call.when}: {how}."


def from_to(move: SeriesShift) -> str:
    return f"from {in_words(move.shift.before)} to {in_words(move.shift.after)}"


def against(move: SeriesShift) -> str:
    return (
        f"{move.text.entry.resolution.title}. {move.text.roll_call.when}; against its last "
        f"position cast on a core text of {move.series}, {move.shift.earlier.symbol} of "
        f"{move.earlier.roll_call.when}."
    )


def last_written(move: SeriesShift) -> datetime:
    """When the votes or the series' entries were that a move lies between."""
    return max(
        written_at
        for each in (move.earlier, move.text)
        for written_at in (each.entry.updated_at, each.roll_call.updated_at)
    )


def by_text(moves: Iterable[SeriesShift]) -> Iterator[list[SeriesShift]]:
    """Moves, those at one text together."""
    groups: defaultdict[Any, list[SeriesShift]] = defaultdict(list)
    for move in moves:
        groups[move.text.entry.pk].append(move)
    yield from groups.values()
