"""The editors' desk: data entry and correction, one file per desk."""

from votes.admin import (
    countries,
    facts,
    groups,
    history,
    imports,
    resolutions,
    roll_calls,
    series,
    tokens,
    votes,
)

__all__ = [
    "countries",
    "facts",
    "groups",
    "history",
    "imports",
    "resolutions",
    "roll_calls",
    "series",
    "tokens",
    "votes",
]
