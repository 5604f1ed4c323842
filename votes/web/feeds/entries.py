"""One piece of news in a feed, in words: a vote, a shift, a statement, a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from votes.models import Country, Position, Resolution, RollCall, Statement, Vote
from votes.models.record import written
from votes.stances.shifts import SeriesShift
from votes.web.charts import counted, in_words
from votes.web.pages.lines import by_name, part_of

VOTED = {
    "Y": gettext_noop("{country} voted yes on {text}"),
    "N": gettext_noop("{country} voted no on {text}"),
    "A": gettext_noop("{country} abstained on {text}"),
    "X": gettext_noop("{country} did not vote on {text}"),
}


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
            meant = _("The delegation later said that it had meant: {position}.")
            text = f"{text} {meant.format(position=in_words(vote.intended_position))}"
        return cls(
            key=f"votes/{vote.pk}",
            title=_(VOTED[vote.position]).format(
                country=capfirst(country.in_sentence), text=named(call)
            ),
            text=text,
            page=call.get_absolute_url(),
            day=call.date,
            updated=vote.changed,
        )

    @classmethod
    def of_roll_call(cls, call: RollCall) -> Entry:
        return cls(
            key=f"roll-calls/{call.pk}",
            title=_("Vote on {text}").format(text=named(call)),
            text=result(call),
            page=call.get_absolute_url(),
            day=call.date,
            updated=call.changed,
        )

    @classmethod
    def of_shift(cls, move: SeriesShift, country: Country) -> Entry:
        return cls(
            key=f"series/{move.series.pk}/shifts/{country.code}/{move.text.entry.resolution_id}",
            title=_("{country} moved from {before} to {after} at {text}").format(
                country=capfirst(country.in_sentence),
                before=in_words(move.shift.before),
                after=in_words(move.shift.after),
                text=move.shift.text.symbol,
            ),
            text=against(move),
            page=move.text.roll_call.get_absolute_url(),
            day=move.shift.text.day,
            updated=last_written(move),
        )

    @classmethod
    def of_moves(cls, moves: list[SeriesShift], names: Mapping[int, Country]) -> Entry:
        """All who moved at one text of a series."""
        groups: defaultdict[tuple[str, str], list[Country]] = defaultdict(list)
        for move in moves:
            groups[move.shift.before, move.shift.after].append(names[move.country])
        ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        lists = "; ".join(
            _("from {before} to {after}: {countries}").format(
                before=in_words(before),
                after=in_words(after),
                countries=", ".join(map(str, by_name(countries))),
            )
            for (before, after), countries in ordered
        )
        first = moves[0]
        return cls(
            key=f"series/{first.series.pk}/moves/{first.text.entry.resolution_id}",
            title=ngettext(
                "{count} state moved at {text}", "{count} states moved at {text}", len(moves)
            ).format(count=len(moves), text=first.shift.text.symbol),
            text=_(
                "{moves}. Against each state’s last position cast on an earlier core text of "
                "{series}. Not voting is no shift."
            ).format(moves=capfirst(lists), series=first.series),
            page=first.text.roll_call.get_absolute_url(),
            day=first.shift.text.day,
            updated=max(map(last_written, moves)),
        )

    @classmethod
    def of_statement(cls, statement: Statement) -> Entry:
        kind = _(statement.get_kind_display())
        title = (
            _("{country}: {kind}, on {text}, {day}")
            if statement.text
            else _("{country}: {kind}, {day}")
        )
        return cls(
            key=f"statements/{statement.pk}",
            title=title.format(
                country=statement.country,
                kind=f"{kind[0].lower()}{kind[1:]}",
                text=statement.text,
                day=statement.when,
            ),
            text=f"{statement.summary} ({_(statement.get_attribution_display())}.)",
            page=(statement.text or statement.country).get_absolute_url(),
            day=statement.date,
            updated=statement.changed,
        )

    @classmethod
    def of_draft(cls, text: Resolution) -> Entry:
        told = [f"{text.title}."]
        if text.tabled_on:
            told.append(_("Tabled on {day}.").format(day=written(text.tabled_on)))
        if text.vote_expected_on:
            day = written(text.vote_expected_on)
            told.append(_("The vote is expected on {day}.").format(day=day))
        return cls(
            key=f"texts/{text.pk}/tabled",
            title=_("Tabled: {text}").format(text=text),
            text=" ".join(told),
            page=text.get_absolute_url(),
            day=text.tabled_on or date.min,
            updated=text.changed,
        )


def named(call: RollCall) -> str:
    """A vote as a title names it: the symbol, and the part where it was on one."""
    part = "" if call.scope == RollCall.Scope.WHOLE else f", {part_of(call)}"
    return f"{call.resolution}{part}"


def result(call: RollCall) -> str:
    """The text, the day and the totals as far as they are known."""
    totals = call.totals()
    counts = ", ".join(
        counted(position.value, total)
        for position in Position
        if (total := totals[position]) is not None
    )
    how = counts or _(call.get_modality_display()).lower()
    return f"{call.resolution.title}. {call.when}: {how}."


def against(move: SeriesShift) -> str:
    """The text and the day of a move, and what it is one against."""
    return _(
        "{title}. {day}; against its last position cast on a core text of {series}, {earlier} of "
        "{earlier_day}. Not voting is no shift."
    ).format(
        title=move.text.entry.resolution.title,
        day=move.text.roll_call.when,
        series=move.series,
        earlier=move.shift.earlier.symbol,
        earlier_day=move.earlier.roll_call.when,
    )


def last_written(move: SeriesShift) -> datetime:
    """When the votes or the series' entries were that a move lies between."""
    return max(move.earlier.written_at, move.text.written_at)


def by_text(moves: Iterable[SeriesShift]) -> Iterator[list[SeriesShift]]:
    """Moves, those at one text together."""
    groups: defaultdict[Any, list[SeriesShift]] = defaultdict(list)
    for move in moves:
        groups[move.text.entry.pk].append(move)
    yield from groups.values()
