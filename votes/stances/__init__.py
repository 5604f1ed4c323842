"""Questions about countries: the only place where models meet analytics."""

from votes.stances.last_vote import LastVote, last_votes
from votes.stances.series import (
    Moves,
    SeriesRow,
    SeriesText,
    moves_at,
    rows_of_country,
    rows_of_series,
    texts_of,
)
from votes.stances.whip import WhipCount, whip_count
from votes.stances.wording import Stance

__all__ = [
    "LastVote",
    "Moves",
    "SeriesRow",
    "SeriesText",
    "Stance",
    "WhipCount",
    "last_votes",
    "moves_at",
    "rows_of_country",
    "rows_of_series",
    "texts_of",
    "whip_count",
]
