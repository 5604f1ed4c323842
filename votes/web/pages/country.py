"""Where one country stands: its record on each series, what was said and sought, its votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from votes.models import (
    Country,
    DiplomaticContact,
    Expectation,
    Membership,
    MembershipSpell,
    Position,
    RollCall,
    Series,
    Statement,
    Succession,
    Vote,
)
from votes.stances import SeriesRow, Stance, rows_of_country
from votes.web.charts import Strip, shown
from votes.web.pages.lines import Event, Freshness, VoteLine, count_where_needed, in_order
from votes.web.pages.positions import PositionsAsked, PositionShown, votes_said_otherwise

SERIES_SHOWN = 10
LATEST = 5


# What stands before and after the name of the state followed, and of a state that followed.
FOLLOWED = {
    "continuation": ("Continues the seat of", ""),
    "dissolution": ("Followed on the dissolution of", ""),
    "merger": ("Formed by the merger of", ""),
    "secession": ("Became a state of its own, apart from", ""),
    "representation": ("Represents the seat of", ""),
}
WAS_FOLLOWED = {
    "continuation": ("Continued as", ""),
    "dissolution": ("Dissolved, among others into", ""),
    "merger": ("Merged into", ""),
    "secession": ("", "became a state of its own"),
    "representation": ("Represented by", ""),
}


@dataclass(frozen=True)
class SuccessionLine:
    """One tie of a state to another, in words around the other's name."""

    before: str
    after: str
    other: Country
    date: date


@dataclass(frozen=True)
class SeriesPart:
    """A country's record on one series: in words, drawn, and text by text."""

    series: Series
    stance: Stance
    strip: Strip
    lines: list[VoteLine]

    @classmethod
    def of(cls, row: SeriesRow) -> SeriesPart:
        return cls(
            series=row.series,
            stance=row.stance,
            strip=Strip.of(row),
            lines=[
                VoteLine.of(
                    text.roll_call,
                    position=shown(taken.position, taken.was_member),
                    is_core=taken.text.is_core,
                    replaces=taken.replaces,
                )
                for text, taken in zip(row.texts, row.taken, strict=True)
            ],
        )


@dataclass(frozen=True)
class CountryPage:
    """A country's stance page."""

    freshness: Freshness
    country: Country
    spells: Sequence[MembershipSpell]
    memberships: Sequence[Membership]
    former_names: list[str]
    successions: list[SuccessionLine]
    series: list[SeriesPart]
    more_series: int
    timeline: list[Event]
    expectations: list[Event]
    latest: list[VoteLine]
    votes: int
    asked: PositionsAsked
    # Whether its delegation later said it had meant another position, in words.
    said_otherwise: str

    @classmethod
    def of(cls, country: Country, positions: str = "") -> CountryPage:
        asked = PositionsAsked.of(positions)
        rows = rows_of_country(country, as_intended=asked.as_intended)
        shown_rows = rows[:SERIES_SHOWN]
        latest = list(
            Vote.objects.public()
            .by(country)
            .newest_first()
            .select_related("roll_call__resolution")[:LATEST]
        )
        count_where_needed(
            [text.roll_call for row in shown_rows for text in row.texts]
            + [vote.roll_call for vote in latest]
        )
        series = [SeriesPart.of(row) for row in shown_rows]
        otherwise = {
            text.roll_call.pk
            for row in shown_rows
            for text, taken in zip(row.texts, row.taken, strict=True)
            if taken.said_otherwise
        } | {vote.roll_call_id for vote in latest if vote.said_otherwise}
        today = timezone.now().date()
        return cls(
            freshness=Freshness.now(),
            country=country,
            spells=list(country.spells.all()),
            memberships=list(country.memberships.covering(today).select_related("group")),
            former_names=[
                name.name
                for name in country.names.all()
                if name.kind == "official" and name.name != country.name
            ],
            successions=successions(country),
            series=series,
            more_series=len(rows) - len(shown_rows),
            timeline=timeline(country, shown_rows, series),
            expectations=expectations(country),
            latest=[line_of(vote, asked.as_intended) for vote in latest],
            votes=Vote.objects.public().by(country).count(),
            asked=asked,
            said_otherwise=votes_said_otherwise(len(otherwise)),
        )


def line_of(vote: Vote, as_intended: bool) -> VoteLine:
    shown_as = PositionShown.of(vote, as_intended)
    return VoteLine.of(vote.roll_call, shown_as.position, replaces=shown_as.replaces)


def successions(country: Country) -> list[SuccessionLine]:
    """The states it followed and those that followed it, oldest first."""
    ties = Succession.objects.filter(Q(predecessor=country) | Q(successor=country))
    return [
        SuccessionLine(*FOLLOWED[tie.kind], tie.predecessor, tie.date)
        if tie.successor_id == country.pk
        else SuccessionLine(*WAS_FOLLOWED[tie.kind], tie.successor, tie.date)
        for tie in ties.select_related("predecessor", "successor")
    ]


def timeline(
    country: Country, rows: Sequence[SeriesRow], series: Sequence[SeriesPart]
) -> list[Event]:
    """What the country said and who approached it, among its votes on the series concerned."""
    statements = list(
        Statement.objects.public()
        .by(country)
        .with_sources()
        .select_related("country", "on_behalf_of")
    )
    contacts = list(
        DiplomaticContact.objects.public()
        .by(country)
        .with_sources()
        .prefetch_related("parties__country", "parties__group")
    )
    facts = [Event.of_statement(each) for each in statements]
    facts += [Event.of_contact(each) for each in contacts]
    about_series = {fact.series_id for fact in (*statements, *contacts)}
    about_texts = {fact.text.pk for fact in (*statements, *contacts) if fact.text}
    for row, part in zip(rows, series, strict=True):
        texts = {text.entry.resolution_id for text in row.texts}
        if facts and (row.series.pk in about_series or texts & about_texts):
            facts += [
                Event.of_vote(line) for line in part.lines if line.position in Position.values
            ]
    return in_order(facts)


def expectations(country: Country) -> list[Event]:
    """What was expected of the country before votes, with what was then recorded."""
    expected = list(
        Expectation.objects.public().by(country).with_sources().select_related("country")
    )
    votes = (
        Vote.objects.public()
        .by(country)
        .on(*(each.resolution for each in expected))
        .of_scope(RollCall.Scope.WHOLE)
    )
    outcome = dict(votes.oldest_first().values_list("roll_call__resolution", "position"))
    return in_order(
        Event.of_expectation(each, outcome.get(each.resolution_id, "")) for each in expected
    )
