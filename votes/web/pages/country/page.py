"""The page of one country: its record, what was said and sought, and with whom it votes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from votes.models import Country, Vote
from votes.stances.matrix import Selection
from votes.stances.standing import Standing, count_positions
from votes.web.figures import Figure, Query
from votes.web.pages.country.agreement import Asked, Closeness, WithPermanent
from votes.web.pages.country.facts import Facts
from votes.web.pages.country.identity import Identity
from votes.web.pages.country.record import SeriesPart, ShiftLine
from votes.web.pages.country.years import TakingPart
from votes.web.pages.lines import Freshness, VoteLine
from votes.web.pages.positions import PositionsAsked, PositionShown, votes_said_otherwise

SERIES_SHOWN = 10
SHIFTS_SHOWN = 5
LATEST = 5
YEARS_BESIDE = 20


@dataclass(frozen=True)
class CountryPage:
    """A country's stance page."""

    freshness: Freshness
    country: Country
    identity: Identity
    series: list[SeriesPart]
    more_series: int
    shifts: list[ShiftLine]
    moves: Figure
    part: TakingPart
    closeness: Closeness
    permanent: WithPermanent
    facts: Facts
    latest: list[VoteLine]
    votes: Figure
    asked: PositionsAsked
    # Whether its delegation later said it had meant another position, in words.
    said_otherwise: str

    @property
    def tables_are_short(self) -> bool:
        """Whether the tables of the pictures by year stand below them, not on a page of theirs."""
        return max(len(self.part.rows), len(self.permanent.rows)) <= YEARS_BESIDE

    @classmethod
    def of(cls, country: Country, query: Mapping[str, str]) -> CountryPage:
        asked = PositionsAsked.of(query.get("positions", "").strip()[:100])
        freshness = Freshness.now()
        standing = Standing.at(freshness.stamp)
        known = standing.of(country)
        chosen = Asked.of(query, asked.word)
        recorded = chosen.selection(freshness.votes_stamp, asked.as_intended)
        whole = recorded.matrix
        series = standing.series_of(known, whole)
        rows = standing.rows(known, series[:SERIES_SHOWN], whole, asked.as_intended)
        moves = standing.shifts_of(known, whole, asked.as_intended)
        newest = moves[:SHIFTS_SHOWN]
        latest = list(
            Vote.objects.public()
            .by(country)
            .newest_first()
            .select_related("roll_call__resolution")[:LATEST]
        )
        count_positions(
            [text.roll_call for row in rows for text in row.texts]
            + [text.roll_call for move in newest for text in (move.earlier, move.text)]
            + [vote.roll_call for vote in latest],
            whole,
        )
        parts = [SeriesPart.of(row, place == 0, asked.word) for place, row in enumerate(rows)]
        otherwise = {
            text.roll_call.pk
            for row in rows
            for text, taken in zip(row.texts, row.taken, strict=True)
            if taken.said_otherwise
        } | {vote.roll_call_id for vote in latest if vote.said_otherwise}
        everything = Selection.whole(whole, asked.as_intended)
        return cls(
            freshness=freshness,
            country=country,
            identity=Identity.of(known),
            series=parts,
            more_series=len(series) - len(parts),
            shifts=[ShiftLine.of(move) for move in newest],
            moves=Figure(
                len(moves),
                Query.count("country-shifts", country.code, positions=asked.word),
            ),
            part=TakingPart.of(known, everything, asked.word),
            closeness=Closeness.of(known, chosen, recorded, standing.voters),
            permanent=WithPermanent.of(known, chosen, recorded, standing),
            facts=Facts.of(known, parts),
            latest=[line_of(vote, asked.as_intended) for vote in latest],
            votes=Figure(
                int((everything.of(known) > 0).sum()),
                Query.count("votes-list", country=country.code),
            ),
            asked=asked,
            said_otherwise=votes_said_otherwise(len(otherwise)),
        )


def line_of(vote: Vote, as_intended: bool) -> VoteLine:
    shown_as = PositionShown.of(vote, as_intended)
    return VoteLine.of(vote.roll_call, shown_as.position, replaces=shown_as.replaces)
