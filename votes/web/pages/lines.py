"""The lines that several pages list: roll calls, facts, and how fresh it all is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import (
    Citation,
    ContactParty,
    Country,
    DataVersion,
    DiplomaticContact,
    Expectation,
    Position,
    Precision,
    Resolution,
    RollCall,
    Statement,
    name_key,
)
from votes.web.charts import Bar
from votes.web.figures import Query
from votes.web.pages.results import result_query

# What a contact asked for.
SOUGHT = {
    Position.YES: gettext_noop("asking for a yes"),
    Position.NO: gettext_noop("asking for a no"),
    Position.ABSTAIN: gettext_noop("asking to abstain"),
    Position.NON_VOTING: gettext_noop("asking not to vote"),
}


@dataclass(frozen=True)
class Freshness:
    """How new the record is, for the foot of every page."""

    version: int
    moved_at: date | None
    newest_vote: date | None
    # Whether that is known to the day, the month or the year.
    precision: str = Precision.DAY
    # When anything, and when votes or roll calls last changed: what is kept hangs on these.
    stamp: str = ""
    votes_stamp: str = ""

    @classmethod
    def now(cls) -> Freshness:
        newest = RollCall.objects.published().newest_first()
        row = (
            DataVersion.objects.filter(pk=1)
            .annotate(
                newest=Subquery(newest.values("date")[:1]),
                precision=Subquery(newest.values("precision")[:1]),
            )
            .first()
        )
        if row is None:
            return cls(0, None, None)
        return cls(
            row.number, row.moved_at.date(), row.newest, row.precision or "", *row.both_stamps
        )


@dataclass(frozen=True)
class VoteLine:
    """One roll call in a list: its text, result and, on a country's page, that position."""

    href: str
    title: str
    symbol: str
    short_symbol: str
    part: str
    date: date
    precision: str
    is_core: bool
    counts: list[tuple[str, int | None]]
    # Where the API has these counts, by the words of the positions.
    query: Query
    bar: Bar | None
    position: str = ""
    # The recorded position where the one shown is as intended.
    replaces: str = ""
    # Beside a recorded position, the one that the delegation later said it had meant.
    meant: str = ""
    # "adopted without a vote", where nobody took a position.
    without_vote: str = ""

    @classmethod
    def of(
        cls,
        roll_call: RollCall,
        position: str = "",
        is_core: bool = False,
        replaces: str = "",
        meant: str = "",
    ) -> VoteLine:
        totals = roll_call.totals()
        text = roll_call.resolution
        return cls(
            href=text.get_absolute_url(),
            title=text.title,
            symbol=str(text),
            short_symbol=text.short_symbol,
            part="" if roll_call.scope == RollCall.Scope.WHOLE else part_of(roll_call),
            date=roll_call.date,
            precision=roll_call.precision,
            is_core=is_core,
            counts=[(each.value, totals[each]) for each in Position],
            query=result_query(roll_call),
            bar=Bar.of(totals),
            position=position,
            replaces=replaces,
            meant=meant,
            without_vote=_(roll_call.get_modality_display()).lower()
            if roll_call.modality in RollCall.UNOPPOSED
            else "",
        )

    @property
    def score(self) -> str:
        """The result as it is said: 143–5–35."""
        if self.without_vote:
            return self.without_vote
        return "–".join("?" if count is None else str(count) for _, count in self.counts[:3])


def part_of(roll_call: RollCall) -> str:
    return roll_call.scope_label or _(roll_call.get_scope_display()).lower()


@dataclass(frozen=True)
class Event:
    """One entry of a timeline: a vote, a statement, a contact or an expectation."""

    # The day it stands at in the order of things: the last of the month or year it is known to.
    date: date
    when: str
    kind: str
    # What it was: "explanation of vote after the vote, Munir Akram".
    what: str = ""
    text: str = ""
    quote: str = ""
    attribution: str = ""
    citations: Sequence[Citation] = ()
    about: Resolution | None = None
    vote: VoteLine | None = None
    # What came of an expectation: the position that was then recorded.
    outcome: str = ""

    is_expectation: bool = False
    # Whether it stands after the votes of its day: it was said after one, or its day is not known.
    is_after: bool = False

    @classmethod
    def of_vote(cls, line: VoteLine) -> Event:
        return cls(date=line.date, when="", kind="vote", vote=line)

    @classmethod
    def of_statement(cls, statement: Statement, citations: Sequence[Citation] = ()) -> Event:
        what = [_(statement.get_kind_display()).lower(), statement.speaker]
        if statement.on_behalf_of:
            what.append(_("on behalf of {group}").format(group=statement.on_behalf_of))
        return cls(
            date=last_day(statement.date, statement.precision),
            when=statement.when,
            kind=str(statement.country),
            what=", ".join(part for part in what if part),
            text=statement.summary,
            quote=statement.quote,
            attribution=_(statement.get_attribution_display()),
            citations=citations or list(statement.citations.all()),
            about=statement.text,
            is_after=statement.kind == Statement.Kind.EXPLANATION_AFTER
            or statement.precision != Precision.DAY,
        )

    @classmethod
    def of_contact(cls, contact: DiplomaticContact, citations: Sequence[Citation] = ()) -> Event:
        initiators = contact.initiators_as_reported or names(contact.initiators)
        parties = _("{initiators} to {targets}")
        what = [
            _(contact.get_kind_display()).lower(),
            parties.format(initiators=initiators, targets=names(contact.targets)),
        ]
        if contact.sought_position:
            what.append(_(SOUGHT[Position(contact.sought_position)]))
        return cls(
            date=last_day(contact.date, contact.precision),
            when=contact.when,
            kind=_("Contact"),
            what=", ".join(what),
            text=contact.summary,
            attribution=_(contact.get_attribution_display()),
            citations=citations or list(contact.citations.all()),
            about=contact.text,
            is_after=contact.precision != Precision.DAY,
        )

    @classmethod
    def of_expectation(
        cls, expectation: Expectation, outcome: str = "", citations: Sequence[Citation] = ()
    ) -> Event:
        kind, what = _("{country} expected: {position}"), _("{confidence}; by {expecting}")
        return cls(
            date=last_day(expectation.date, expectation.precision),
            when=expectation.when,
            kind=kind.format(
                country=expectation.country,
                position=_(expectation.get_position_display()).lower(),
            ),
            what=what.format(
                confidence=_(expectation.get_confidence_display()).lower(),
                expecting=expectation.expected_by,
            ),
            text=expectation.summary,
            attribution=_(expectation.get_attribution_display()),
            citations=citations or list(expectation.citations.all()),
            about=expectation.resolution,
            outcome=outcome,
            is_expectation=True,
            is_after=expectation.precision != Precision.DAY,
        )


def last_day(day: date, precision: str) -> date:
    """The last day that a date known to the month or year may mean."""
    if precision == Precision.DAY:
        return day
    month = day.month if precision == Precision.MONTH else 12
    return day.replace(month=month, day=monthrange(day.year, month)[1])


def names(parties: Iterable[ContactParty]) -> str:
    told = [party.country.in_sentence if party.country else str(party) for party in parties]
    return get_text_list(told, _("and"))


def by_name(countries: Iterable[Country]) -> list[Country]:
    """Countries in the order of a printed list: accents and case do not count."""
    return sorted(countries, key=lambda country: name_key(country.name))


def in_order(events: Iterable[Event]) -> list[Event]:
    """A timeline: oldest first; on one day facts before the vote, as they led up to it, but for
    those that stand after it."""
    return sorted(events, key=lambda event: (event.date, event.is_after, event.vote is not None))
