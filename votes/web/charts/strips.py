"""A country's positions on a series as a row of tiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.models.record import written
from votes.stances import SeriesRow
from votes.web.charts.wording import in_words, shown


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
    shown: int
    years: list[tuple[int, int]]
    cells: list[StripCell]
    moves: list[StripMove]

    # Each text has so much room, and is shown larger by a third where there is the width.
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
                    day=in_year(taken.text.day, taken.text.precision),
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
            title=_("{country}: positions on {series}").format(
                country=row.country, series=row.series
            ),
            description="; ".join(
                _("{day}, {text}: {position}").format(
                    day=written(taken.text.day, taken.text.precision, "M"),
                    text=cell.symbol,
                    position=in_words(cell.position, cell.replaces),
                )
                for cell, taken in zip(cells, row.taken, strict=True)
            ),
            width=cls.PITCH * len(cells),
            shown=cls.PITCH * len(cells) * 4 // 3,
            years=years,
            cells=cells,
            moves=moves,
        )


# What stands of a day below its year, as exactly as it is known.
IN_YEAR = {"day": "j M", "month": "M"}


def in_year(day: date, precision: str) -> str:
    form = IN_YEAR.get(precision)
    return date_format(day, form) if form else ""
