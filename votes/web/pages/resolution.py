"""One text: its vote, on the map and by name, who moved, and what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from votes.models import (
    Country,
    DiplomaticContact,
    Expectation,
    Resolution,
    RollCall,
    Series,
    SeriesEntry,
    Statement,
    Topic,
    count_where_needed,
)
from votes.stances import Place, moves_at, places_of, positions_taken, rows_of_series
from votes.web.pages.lines import Event, Freshness, by_name, in_order
from votes.web.pages.moves import MovesPart
from votes.web.pages.neighbours import Neighbours
from votes.web.pages.other_votes import OtherVote, other_votes
from votes.web.pages.positions import (
    PositionsAsked,
    delegations_said_otherwise,
    delegations_said_otherwise_earlier,
)
from votes.web.pages.roll_call import RollCallPart
from votes.web.pages.sponsors import SponsorsPart
from votes.web.pages.tabled import TabledPart


@dataclass(frozen=True)
class SeriesPlace:
    """A text's place in a series, and who moved at it."""

    series: Series
    entry: SeriesEntry
    moves: MovesPart | None
    neighbours: Neighbours | None


@dataclass(frozen=True)
class ResolutionPage:
    """A text's page; `main` is the vote on its whole, None before there is one."""

    freshness: Freshness
    resolution: Resolution
    topics: Sequence[Topic]
    main: RollCallPart | None
    others: list[tuple[str, str, list[OtherVote]]]
    places: list[SeriesPlace]
    sponsors: SponsorsPart
    timeline: list[Event]
    asked: PositionsAsked
    # Whether delegations later said they had meant another position, in words.
    said_otherwise: str
    # What is expected of whom, as long as the text awaits the vote on its whole.
    tabled: TabledPart | None

    @classmethod
    def of(cls, resolution: Resolution, positions: str = "") -> ResolutionPage:
        asked = PositionsAsked.of(positions)
        calls = list(resolution.roll_calls.published().newest_first())
        for roll_call in calls:
            roll_call.resolution = resolution
        count_where_needed(calls)
        whole = [each for each in calls if each.scope == RollCall.Scope.WHOLE]
        newest = (whole or calls)[0] if calls else None
        main = RollCallPart.of(newest, asked.as_intended) if newest else None
        awaits = resolution.awaits_vote()
        standing = places_of(resolution, awaits)
        places = series_places(resolution, standing, bool(whole), asked.as_intended)
        return cls(
            freshness=Freshness.now(),
            resolution=resolution,
            topics=list(resolution.topics.all()),
            main=main,
            others=other_votes(each for each in calls if each is not newest),
            places=places,
            sponsors=SponsorsPart.of(resolution),
            timeline=facts_about(resolution, but_expected=awaits),
            asked=asked,
            said_otherwise=otherwise_in_words(main, places),
            tabled=TabledPart.of(resolution, standing) if awaits else None,
        )


def otherwise_in_words(main: RollCallPart | None, places: Sequence[SeriesPlace]) -> str:
    """Who later said they had meant another position, on the text or on those it is compared to."""
    earlier = {country for each in places if each.moves for country in each.moves.said_otherwise}
    parts = [
        delegations_said_otherwise(main.said_otherwise if main else 0),
        delegations_said_otherwise_earlier(len(earlier)),
    ]
    return "; ".join(part for part in parts if part)


def series_places(
    resolution: Resolution, standing: Sequence[Place], has_vote: bool, as_intended: bool
) -> list[SeriesPlace]:
    """The accepted series that the text stands in, with who moved at it."""
    moved = [
        each
        for each in standing
        if has_vote and any(text.text.is_core and text.entry == each.entry for text in each.texts)
    ]
    voters = by_name(Country.objects.voters().prefetch_related("spells")) if moved else []
    taken = positions_taken(text for each in moved for text in each.texts)
    word = "intended" if as_intended else ""
    places = []
    for each in standing:
        series, listed, moves, rows = each.entry.series, each.texts, None, []
        if each in moved:
            rows = rows_of_series(series, listed, voters, as_intended, taken)
            moves = MovesPart.of(moves_at(resolution, rows), series, listed, word)
        neighbours = Neighbours.of(series, listed, resolution, rows, as_intended)
        places.append(SeriesPlace(series, each.entry, moves, neighbours))
    count_where_needed(
        each.roll_call
        for place in places
        if place.neighbours
        for each in (place.neighbours.before, place.neighbours.after)
        if each
    )
    return places


def facts_about(resolution: Resolution, but_expected: bool = False) -> list[Event]:
    """Statements, contacts and expectations about a text or its votes, oldest first; without
    the expectations where the page has them elsewhere."""
    statements = (
        Statement.objects.public()
        .on(resolution)
        .with_sources()
        .select_related("country", "on_behalf_of")
    )
    contacts = (
        DiplomaticContact.objects.public()
        .on(resolution)
        .with_sources()
        .prefetch_related("parties__country", "parties__group")
    )
    expected = Expectation.objects.public().on(resolution).with_sources().select_related("country")
    if but_expected:
        expected = expected.none()
    return in_order(
        [
            *(Event.of_statement(each) for each in statements),
            *(Event.of_contact(each) for each in contacts),
            *(Event.of_expectation(each) for each in expected),
        ]
    )
