"""One text: its vote, on the map and by name, who moved, and what was said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from votes.models import (
    Citation,
    Country,
    DiplomaticContact,
    Expectation,
    Position,
    Resolution,
    RollCall,
    RollCallIdentifier,
    Series,
    SeriesEntry,
    Sponsorship,
    Statement,
    Tally,
    Topic,
    Vote,
    name_key,
)
from votes.stances import Moves, moves_at, rows_of_series, texts_of
from votes.web.charts import Bar, Majority, TileMap
from votes.web.pages.lines import Event, Freshness, VoteLine, by_name, count_where_needed, in_order
from votes.web.pages.positions import PositionsAsked, PositionShown, delegations_said_otherwise
from votes.web.pages.tabled import TabledPart

PER_PAGE = 50


@dataclass(frozen=True)
class RollPart:
    """The states that took one position, each with the recorded one that this replaces."""

    position: str
    countries: list[tuple[Country, str]]


@dataclass(frozen=True)
class RollCallPart:
    """One roll call in full: result, rule, map and roll."""

    roll_call: RollCall
    line: VoteLine
    tally: Tally
    majority: Majority | None
    carried: bool | None
    tile_map: TileMap | None
    roll: list[RollPart]
    voters: int
    # Yes and no votes together, where the official totals are known.
    cast: int
    evidence: list[str]
    notes: list[tuple[Country, str]]
    citations: Sequence[Citation]
    numbers: Sequence[RollCallIdentifier]
    # Where sources differ, a sentence each.
    differences: list[str]
    # How many delegations later said that they had meant another position.
    said_otherwise: int

    @classmethod
    def of(cls, roll_call: RollCall, as_intended: bool) -> RollCallPart:
        votes = list(Vote.objects.filter(roll_call=roll_call).select_related("country"))
        votes.sort(key=lambda vote: name_key(vote.country.name))
        members = by_name(Country.objects.members_on(roll_call.date))
        line = VoteLine.of(roll_call)
        taken = [(vote.country, PositionShown.of(vote, as_intended)) for vote in votes]
        positions = {country.code: "-" for country in members} | {
            country.code: each.position for country, each in taken
        }
        replaced = {country.code: each.replaces for country, each in taken if each.replaces}
        names = {country.code: country.name for country in Country.objects.all()}
        parts = [
            RollPart(
                position.value,
                [(country, each.replaces) for country, each in taken if each.position == position],
            )
            for position in Position
        ]
        missing = [(country, "") for country in members if positions[country.code] == "-"]
        if votes and missing:
            parts.append(RollPart("-", missing))
        # The map's own count, where it does not show what the official totals count.
        bar = line.bar
        if bar and replaced:
            bar = Bar.of(Counter(Position(each.position) for _, each in taken))
        title = f"{roll_call.resolution}: position of each member state"
        return cls(
            roll_call=roll_call,
            line=line,
            tally=roll_call.tally(),
            majority=Majority.of_roll_call(roll_call),
            carried=roll_call.carried(),
            tile_map=TileMap.of(title, bar, positions, names, replaced) if bar and votes else None,
            roll=[part for part in parts if part.countries] if votes else [],
            voters=len(members),
            cast=(roll_call.total_yes or 0) + (roll_call.total_no or 0),
            evidence=sorted({vote.evidence for vote in votes if vote.evidence}),
            notes=[(vote.country, vote.note) for vote in votes if vote.note],
            citations=list(roll_call.citations.select_related("source")),
            numbers=list(roll_call.identifiers.all()),
            differences=list(roll_call.import_issues.told_differences()),
            said_otherwise=sum(vote.said_otherwise for vote in votes),
        )


@dataclass(frozen=True)
class SeriesPlace:
    """A text's place in a series, and who moved at it."""

    series: Series
    entry: SeriesEntry
    moves: Moves | None


@dataclass(frozen=True)
class ResolutionPage:
    """A text's page; `main` is the vote on its whole, None before there is one."""

    freshness: Freshness
    resolution: Resolution
    topics: Sequence[Topic]
    main: RollCallPart | None
    others: list[VoteLine]
    places: list[SeriesPlace]
    sponsors: Sequence[Sponsorship]
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
        places = places_of(resolution, bool(whole), asked.as_intended)
        awaits = resolution.status == Resolution.Status.TABLED and not whole
        return cls(
            freshness=Freshness.now(),
            resolution=resolution,
            topics=list(resolution.topics.all()),
            main=main,
            others=[VoteLine.of(each) for each in calls if each is not newest],
            places=places,
            sponsors=list(resolution.sponsorships.select_related("country", "group", "source")),
            timeline=facts_about(resolution, but_expected=awaits),
            asked=asked,
            said_otherwise=otherwise_in_words(main, places),
            tabled=TabledPart.of(resolution, [each.entry for each in places]) if awaits else None,
        )


def otherwise_in_words(main: RollCallPart | None, places: Sequence[SeriesPlace]) -> str:
    """Who later said they had meant another position, on the text or on those it is compared to."""
    earlier = {country for each in places if each.moves for country in each.moves.said_otherwise}
    parts = [
        delegations_said_otherwise(main.said_otherwise if main else 0),
        delegations_said_otherwise(len(earlier), " on an earlier text of the series"),
    ]
    return "; ".join(part for part in parts if part)


def places_of(resolution: Resolution, has_vote: bool, as_intended: bool) -> list[SeriesPlace]:
    """The accepted series that the text stands in, with who moved at it."""
    entries = list(
        SeriesEntry.objects.filter(resolution=resolution, series__in=Series.objects.accepted())
        .select_related("series")
        .order_by("series__title")
    )
    texts = texts_of([entry.series for entry in entries])
    places = []
    for entry in entries:
        moves = None
        if has_vote and entry.role == SeriesEntry.Role.CORE:
            voters = Country.objects.voters().prefetch_related("spells")
            listed = texts[entry.series_id]
            rows = rows_of_series(entry.series, listed, by_name(voters), as_intended)
            moves = moves_at(resolution, rows)
        places.append(SeriesPlace(entry.series, entry, moves))
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


@dataclass(frozen=True)
class ResolutionsPage:
    """All published roll calls, newest first, a page at a time."""

    freshness: Freshness
    lines: list[VoteLine]
    page: Page

    @classmethod
    def of(cls, number: str = "1") -> ResolutionsPage:
        calls = RollCall.objects.published().newest_first().select_related("resolution")
        page = Paginator(calls, PER_PAGE).get_page(number)
        listed = list(page.object_list)
        count_where_needed(listed)
        return cls(Freshness.now(), [VoteLine.of(each) for each in listed], page)
