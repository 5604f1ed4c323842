"""Questions about countries: the only place where models meet analytics."""

from votes.analytics.stance import Stance
from votes.stances.series import (
    Moves,
    SeriesRow,
    SeriesText,
    moves_at,
    rows_of_country,
    rows_of_series,
    texts_of,
)

__all__ = [
    "Moves",
    "SeriesRow",
    "SeriesText",
    "Stance",
    "moves_at",
    "rows_of_country",
    "rows_of_series",
    "texts_of",
]
