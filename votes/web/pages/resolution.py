"""One text: its vote, on the map and by name, who moved, and what was said about it."""

from __future__ import annotations

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
from votes.web.charts import Majority, TileMap
from votes.web.pages.lines import (
    Event,
    Freshness,
    Meant,
    VoteLine,
    by_name,
    count_where_needed,
    in_order,
)

PER_PAGE = 50


@dataclass(frozen=True)
class RollPart:
    """The states that took one position."""

    position: str
    countries: list[Country]


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
    meant: Meant
    # Who later said to have meant another position than the one recorded.
    meant_otherwise: list[Vote]

    @classmethod
    def of(cls, roll_call: RollCall, as_intended: bool = False) -> RollCallPart:
        votes = list(Vote.objects.filter(roll_call=roll_call).select_related("country"))
        votes.sort(key=lambda vote: name_key(vote.country.name))
        members = by_name(Country.objects.members_on(roll_call.date))
        line = VoteLine.of(roll_call)
        otherwise = [vote for vote in votes if vote.was_meant_otherwise]
        place = {vote.pk: vote.position for vote in votes}
        if as_intended:
            place |= {vote.pk: vote.intended_position for vote in otherwise}
        taken = {vote.country.code: place[vote.pk] for vote in votes}
        positions = {country.code: "-" for country in members} | taken
        names = {country.code: country.name for country in Country.objects.all()}
        parts = [
            RollPart(each.value, [vote.country for vote in votes if place[vote.pk] == each])
            for each in Position
        ]
        missing = [country for country in members if country.code not in taken]
        if votes and missing:
            parts.append(RollPart("-", missing))
        bar = line.bar
        title = f"{roll_call.resolution}: position of each member state"
        return cls(
            roll_call=roll_call,
            line=line,
            tally=roll_call.tally(),
            majority=Majority.of_roll_call(roll_call),
            carried=roll_call.carried(),
            tile_map=TileMap.of(title, bar, positions, names) if bar and votes else None,
            roll=[part for part in parts if part.countries] if votes else [],
            voters=len(members),
            cast=(roll_call.total_yes or 0) + (roll_call.total_no or 0),
            evidence=sorted({vote.evidence for vote in votes if vote.evidence}),
            notes=[(vote.country, vote.note) for vote in votes if vote.note],
            citations=list(roll_call.citations.select_related("source")),
            numbers=list(roll_call.identifiers.all()),
            differences=list(roll_call.import_issues.told_differences()),
            meant=Meant(as_intended, len(otherwise)),
            meant_otherwise=otherwise,
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

    @classmethod
    def of(cls, resolution: Resolution, as_intended: bool = False) -> ResolutionPage:
        calls = list(resolution.roll_calls.published().newest_first())
        for roll_call in calls:
            roll_call.resolution = resolution
        count_where_needed(calls)
        whole = [each for each in calls if each.scope == RollCall.Scope.WHOLE]
        main = (whole or calls)[0] if calls else None
        return cls(
            freshness=Freshness.now(),
            resolution=resolution,
            topics=list(resolution.topics.all()),
            main=RollCallPart.of(main, as_intended) if main else None,
            others=[VoteLine.of(each) for each in calls if each is not main],
            places=places_of(resolution, bool(whole), as_intended),
            sponsors=list(resolution.sponsorships.select_related("country", "group", "source")),
            timeline=facts_about(resolution),
        )


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


def facts_about(resolution: Resolution) -> list[Event]:
    """Statements, contacts and expectations about a text or its votes, oldest first."""
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
