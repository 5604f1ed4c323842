"""The geometry of the pictures: plain numbers for the SVG templates to print."""

from votes.web.charts.bands import Band
from votes.web.charts.bars import Bar, Majority
from votes.web.charts.columns import YearColumns
from votes.web.charts.flow import Flow
from votes.web.charts.lines import Lines, Scored, YearScore, written
from votes.web.charts.strips import Strip
from votes.web.charts.tile_map import TileMap
from votes.web.charts.whip import WhipBar
from votes.web.charts.wording import counted, in_words, shown

__all__ = [
    "Band",
    "Bar",
    "Flow",
    "Lines",
    "Majority",
    "Scored",
    "Strip",
    "TileMap",
    "WhipBar",
    "YearColumns",
    "YearScore",
    "counted",
    "in_words",
    "shown",
    "written",
]
