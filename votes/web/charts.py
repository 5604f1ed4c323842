"""The geometry of the pictures: plain numbers for the SVG templates to print."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from votes.models import Position, RollCall
from votes.stances import SeriesRow

# The tile map's grid, the side of a tile, and where the key begins.
PITCH, TILE, KEY_Y = 30, 28, 420
TILE_MAP = Path(__file__).resolve().parent.parent / "data" / "tile_map.csv"
WORDS = {
    "Y": "yes",
    "N": "no",
    "A": "abstained",
    "X": "did not vote",
    "-": "not recorded",
    ".": "not a member",
}


def in_words(position: str, replaces: str = "") -> str:
    """A position in words, and the recorded one that it replaces where it is as intended."""
    meant = f", as intended (recorded: {WORDS[replaces]})" if replaces else ""
    return WORDS[position] + meant


def shown(position: str | None, was_member: bool = True) -> str:
    """The position as pages mark it: "-" not recorded, "." not a member."""
    return position or ("-" if was_member else ".")


@dataclass(frozen=True)
class Segment:
    """One part of a bar; `x` and `width` are percentages of its length."""

    position: str
    count: int
    x: str
    width: str

    @property
    def words(self) -> str:
        return f"{self.count} {in_words(self.position)}"


@dataclass(frozen=True)
class Bar:
    """A result as one stacked bar, its parts in the order yes, no, abstained, did not vote."""

    segments: list[Segment]
    label: str

    @classmethod
    def of(cls, totals: Mapping[Position, int | None]) -> Bar | None:
        """The bar of a result; None where nothing was counted."""
        counts = [(position, totals.get(position) or 0) for position in Position]
        whole = sum(count for _, count in counts)
        if not whole:
            return None
        segments, start = [], 0
        for position, count in counts:
            if count:
                x, width = f"{100 * start / whole:.2f}", f"{100 * count / whole:.2f}"
                segments.append(Segment(position.value, count, x, width))
            start += count
        label = ", ".join(
            f"{total} {in_words(position.value)}"
            for position in Position
            if (total := totals.get(position)) is not None
        )
        return cls(segments, label)


# Where the needed votes end, in per cent of yes and no together, and what the rule is called.
MAJORITIES: dict[str, tuple[str, str]] = {
    RollCall.Rule.TWO_THIRDS: ("66.67", "two thirds"),
    RollCall.Rule.SIMPLE: ("50", "a majority"),
}


@dataclass(frozen=True)
class Majority:
    """How the yes and no votes stand to a majority rule; percentages of yes and no together.

    `x` is where the needed votes end, `needed` how many they are.
    """

    yes: str
    no: str
    x: str
    needed: int
    of: int
    name: str

    @classmethod
    def of_roll_call(cls, roll_call: RollCall) -> Majority | None:
        """The majority of an Assembly vote whose rule and totals are known."""
        name = MAJORITIES.get(roll_call.majority_rule)
        needed = roll_call.needed()
        yes, no = roll_call.total_yes or 0, roll_call.total_no or 0
        if name is None or needed is None or not yes + no:
            return None
        both, (x, words) = yes + no, name
        return cls(f"{100 * yes / both:.2f}", f"{100 * no / both:.2f}", x, needed, both, words)


@dataclass(frozen=True)
class StripCell:
    """One text's tile in a strip; core texts are larger."""

    position: str
    is_core: bool
    x: int
    y: int
    width: int
    height: int
    middle: int
    letter_y: int
    symbol: str
    day: str
    replaces: str = ""


@dataclass(frozen=True)
class StripMove:
    """A bracket from one core tile to the next, with what moved."""

    start: int
    end: int
    middle: int
    before: str
    after: str


@dataclass(frozen=True)
class Strip:
    """A country's positions on a series as a row of tiles, oldest first, moves bracketed."""

    key: str
    title: str
    description: str
    width: int
    years: list[tuple[int, int]]
    cells: list[StripCell]
    moves: list[StripMove]

    PITCH = 80
    # Width, height and the letter's baseline of a core tile and of a related one.
    CORE, RELATED = (68, 52, 70), (44, 32, 67)
    CENTRE = 62

    @classmethod
    def of(cls, row: SeriesRow) -> Strip:
        cells: list[StripCell] = []
        years: list[tuple[int, int]] = []
        centres: dict[str, int] = {}
        for index, (text, taken) in enumerate(zip(row.texts, row.taken, strict=True)):
            middle = index * cls.PITCH + cls.PITCH // 2
            width, height, letter_y = cls.CORE if taken.text.is_core else cls.RELATED
            centres[taken.text.symbol] = middle
            year = taken.text.day.year
            if not years or years[-1][1] != year:
                years.append((index * cls.PITCH, year))
            cells.append(
                StripCell(
                    position=shown(taken.position, taken.was_member),
                    is_core=taken.text.is_core,
                    x=middle - width // 2,
                    y=cls.CENTRE - height // 2,
                    width=width,
                    height=height,
                    middle=middle,
                    letter_y=letter_y,
                    symbol=text.entry.resolution.short_symbol,
                    day=f"{taken.text.day.day} {taken.text.day:%b}",
                    replaces=taken.replaces,
                )
            )
        moves = [
            StripMove(
                start=centres[move.earlier.symbol] + 8,
                end=centres[move.text.symbol] - 8,
                middle=(centres[move.earlier.symbol] + centres[move.text.symbol]) // 2,
                before=move.before,
                after=move.after,
            )
            for move in row.shifts
        ]
        return cls(
            key=row.series.slug,
            title=f"{row.country}: positions on {row.series}",
            description="; ".join(
                f"{cell.day} {taken.text.day.year}, {cell.symbol}: "
                f"{in_words(cell.position, cell.replaces)}"
                for cell, taken in zip(cells, row.taken, strict=True)
            ),
            width=cls.PITCH * len(cells),
            years=years,
            cells=cells,
            moves=moves,
        )


@dataclass(frozen=True)
class Tile:
    """One state's square on the tile map."""

    code: str
    name: str
    position: str
    x: int
    y: int
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

    @property
    def words(self) -> str:
        return in_words(self.position, self.replaces)


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
        tiles = [
            Tile(
                code=code,
                name=names.get(code, code),
                position=positions.get(code, "."),
                x=column * PITCH + 1,
                y=row * PITCH + 1,
                replaces=replaced.get(code, ""),
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
