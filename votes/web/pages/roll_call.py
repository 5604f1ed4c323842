"""One roll call in full: its result, the rule, the map, the roll, and the roll group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.models import (
    Citation,
    Country,
    Position,
    RollCall,
    RollCallIdentifier,
    Tally,
    Vote,
    name_key,
)
from votes.web.charts import Bar, Majority, TileMap
from votes.web.figures import Figure, Query
from votes.web.pages.by_group import GroupLine, lines_by_group
from votes.web.pages.lines import VoteLine, by_name
from votes.web.pages.positions import PositionShown
from votes.web.pages.results import needed_figure, result_figures, totals_query


@dataclass(frozen=True)
class RollPart:
    """The states that took one position, each with the recorded one that this replaces."""

    position: str
    countries: list[tuple[Country, str]]
    # Where the API counts them; it does not count as intended, nor who is not recorded.
    query: Query | None = None


@dataclass(frozen=True)
class RollCallPart:
    """One roll call in full: result, rule, map and roll."""

    roll_call: RollCall
    line: VoteLine
    tally: Tally
    majority: Majority | None
    needed: Figure | None
    carried: bool | None
    tile_map: TileMap | None
    roll: list[RollPart]
    by_group: list[tuple[str, list[GroupLine]]]
    # The members of the day; None where only the organ's own vote.
    voters: Figure | None
    # Where the API lists its votes.
    votes: Query
    # The totals as the API has them, and those that were announced where they differ.
    result: list[tuple[str, Figure]]
    announced: list[Figure]
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
        """The newest roll call on its text and scope in full."""
        votes = list(Vote.objects.filter(roll_call=roll_call).select_related("country"))
        votes.sort(key=lambda vote: name_key(vote.country.name))
        is_small = roll_call.organ in RollCall.SMALL
        members = [] if is_small else by_name(Country.objects.members_on(roll_call.date))
        line = VoteLine.of(roll_call)
        taken = [(vote.country, PositionShown.of(vote, as_intended)) for vote in votes]
        positions = {country.code: "-" for country in members} | {
            country.code: each.position for country, each in taken
        }
        replaced = {country.code: each.replaces for country, each in taken if each.replaces}
        names = {country.code: country.name for country in Country.objects.all()}
        counted = totals_query(roll_call).to("counted")
        parts = [
            RollPart(
                position.value,
                [(country, each.replaces) for country, each in taken if each.position == position],
                None if replaced else counted.to(position.word),
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
        title = _("{text}: position of each member state").format(text=roll_call.resolution)
        return cls(
            roll_call=roll_call,
            line=line,
            tally=roll_call.tally(),
            majority=Majority.of_roll_call(roll_call),
            needed=needed_figure(roll_call),
            carried=roll_call.carried(),
            tile_map=TileMap.of(title, bar, positions, names, replaced) if bar and votes else None,
            roll=[part for part in parts if part.countries] if votes else [],
            by_group=lines_by_group(
                roll_call,
                {country.pk: each.position for country, each in taken},
                {country.pk for country in members},
                as_intended,
            ),
            voters=None
            if is_small
            else Figure(len(members), Query.count("countries-list", on=roll_call.date)),
            votes=Query.of("votes-list", roll_call=roll_call.pk),
            result=result_figures(roll_call),
            announced=announced_figures(roll_call),
            cast=(roll_call.total_yes or 0) + (roll_call.total_no or 0),
            evidence=sorted({vote.evidence for vote in votes if vote.evidence}),
            notes=[(vote.country, vote.note) for vote in votes if vote.note],
            citations=list(roll_call.citations.select_related("source")),
            numbers=list(roll_call.identifiers.all()),
            differences=list(roll_call.import_issues.told_differences()),
            said_otherwise=sum(vote.said_otherwise for vote in votes),
        )


def announced_figures(roll_call: RollCall) -> list[Figure]:
    """What was read out in the meeting: yes, no and abstentions; nothing where it does not
    differ."""
    if roll_call.announced_yes is None:
        return []
    query = totals_query(roll_call).to("announced")
    return [
        Figure(getattr(roll_call, f"announced_{word}"), query.to(word))
        for word in ("yes", "no", "abstain")
    ]
