"""A roll call on the equal-area map: one state, one tile."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from votes.web.charts.bars import Bar, Segment
from votes.web.charts.wording import in_words

# The tile map's grid, the side of a tile, and where the key begins.
PITCH, TILE, KEY_Y = 30, 28, 420
TILE_MAP = Path(__file__).resolve().parent.parent.parent / "data" / "tile_map.csv"


@dataclass(frozen=True)
class Tile:
    """One state's square on the tile map."""

    code: str
    name: str
    position: str
    x: int
    y: int
    words: str
    replaces: str = ""

    @property
    def middle(self) -> int:
        return self.x + TILE // 2

    @property
    def code_y(self) -> int:
        return self.y + 11

    @property
    def letter_y(self) -> int:
        return self.y + 24


@dataclass(frozen=True)
class TileMap:
    """A roll call on the equal-area map: one tile of equal size for each member of today.

    `key` has, for each position taken, its count in words and the height it stands at;
    `elsewhere` the names of states that voted and have no tile (former members).
    """

    title: str
    description: str
    tiles: list[Tile]
    key: list[tuple[Segment, int]]
    elsewhere: list[str]

    @classmethod
    def of(
        cls,
        title: str,
        bar: Bar,
        positions: Mapping[str, str],
        names: Mapping[str, str],
        replaced: Mapping[str, str],
    ) -> TileMap:
        """The mappings are by code; `positions` has "-" and "." where nothing was recorded, and
        `replaced` the recorded one where it is as intended."""
        shown = {code: (positions.get(code, "."), replaced.get(code, "")) for code in layout()}
        # The same few words stand on almost two hundred tiles.
        words = {each: in_words(*each) for each in set(shown.values())}
        tiles = [
            Tile(
                code=code,
                name=names.get(code, code),
                position=shown[code][0],
                x=column * PITCH + 1,
                y=row * PITCH + 1,
                words=words[shown[code]],
                replaces=shown[code][1],
            )
            for code, (column, row) in layout().items()
        ]
        return cls(
            title=title,
            description=bar.label,
            tiles=tiles,
            key=[(segment, KEY_Y + 26 * index) for index, segment in enumerate(bar.segments)],
            elsewhere=sorted(names[code] for code in positions.keys() - layout().keys()),
        )


@cache
def layout() -> dict[str, tuple[int, int]]:
    """The column and row of each member state's tile, by code."""
    with TILE_MAP.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(file)}
