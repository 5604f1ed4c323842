"""Questions about countries: the only place where models meet analytics."""

from votes.stances.last_vote import LastVote, Place, places_of
from votes.stances.series import (
    Moves,
    Positions,
    SeriesRow,
    SeriesText,
    adopted_without_vote,
    moves_at,
    positions_taken,
    rows_of_country,
    rows_of_series,
    texts_of,
)
from votes.stances.whip import WhipCount, whip_count
from votes.stances.wording import Stance

__all__ = [
    "LastVote",
    "Moves",
    "Place",
    "Positions",
    "SeriesRow",
    "SeriesText",
    "Stance",
    "WhipCount",
    "adopted_without_vote",
    "moves_at",
    "places_of",
    "positions_taken",
    "rows_of_country",
    "rows_of_series",
    "texts_of",
    "whip_count",
]
