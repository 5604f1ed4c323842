"""A country's positions on a series as a narrow band: one small tile a text, without its name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.stances import SeriesRow
from votes.web.charts.wording import counted, shown

# The pitch of the tiles, and the sides of the tile of a core text and of a related one.
PITCH, CORE, RELATED = 20, 18, 12
HEIGHT = 38
# A year is named where so many tiles lie between it and the one before.
APART = 2


@dataclass(frozen=True)
class BandPart:
    """All tiles of one position as one path; `letters_x` where its letters stand, a place each."""

    position: str
    path: str
    letters_x: str
    count: int


@dataclass(frozen=True)
class Band:
    """The tiles of a series by position, oldest at the left; `years` as (x, year) of the first
    text of each; `moves` the places between two tiles where the position shifted."""

    title: str
    description: str
    width: int
    parts: list[BandPart]
    years: list[tuple[int, int]]
    moves: list[int]
    height: int = HEIGHT

    @property
    def is_long(self) -> bool:
        """Whether a narrow screen has to scroll it."""
        return self.width > 240

    @classmethod
    def of(cls, row: SeriesRow) -> Band:
        tiles: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        years: list[tuple[int, int]] = []
        place_of: dict[str, int] = {}
        for place, taken in enumerate(row.taken):
            side = CORE if taken.text.is_core else RELATED
            tiles[shown(taken.position, taken.was_member)].append((place, side))
            place_of[taken.text.symbol] = place
            year = taken.text.day.year
            is_new = not years or (years[-1][1] != year)
            if is_new and (not years or place * PITCH - years[-1][0] >= APART * PITCH):
                years.append((place * PITCH, year))
        first, last = row.taken[0].text.day.year, row.taken[-1].text.day.year
        counts = ", ".join(counted(letter, len(found)) for letter, found in tiles.items())
        return cls(
            title=_("Positions from {first} to {last}").format(first=first, last=last),
            description=f"{counts}.",
            width=PITCH * len(row.taken),
            parts=[
                BandPart(
                    position=letter,
                    path="".join(tile(place, side) for place, side in found),
                    letters_x=" ".join(str(place * PITCH + PITCH // 2) for place, _side in found),
                    count=len(found),
                )
                for letter, found in tiles.items()
            ],
            years=years,
            moves=[place_of[move.text.symbol] * PITCH for move in row.shifts],
        )


def tile(place: int, side: int) -> str:
    x, y = place * PITCH + (PITCH - side) // 2, (PITCH - side) // 2 + 2
    return f"M{x} {y}h{side}v{side}h-{side}z"
