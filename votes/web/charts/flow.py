"""Who moved between two texts, as bands from one column of positions to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from votes.models import Position
from votes.web.charts.wording import in_words

ORDER = [position.value for position in Position]
# What so many states did; to come from or go to not voting is no move.
STAYED = ngettext_lazy("{count} stayed: {before}", "{count} stayed: {before}", "count")
MOVED = ngettext_lazy(
    "{count} moved: {before} to {after}", "{count} moved: {before} to {after}", "count"
)
DID_OTHERWISE = ngettext_lazy(
    "{count} did otherwise: {before} to {after}",
    "{count} did otherwise: {before} to {after}",
    "count",
)
# How a position is written in a label.
LETTER = {"X": "–"}
# The picture's size, where its columns stand and how wide they are, and the height of all states
# together without the gaps between the parts of a column, which two lines of a label need.
WIDTH, TOP, STATES, GAP = 480, 48, 330, 34
LEFT, RIGHT, COLUMN = 150, 310, 20
MIDDLE = WIDTH // 2
# A part or band so high has its letter or number in it.
HIGH = 15


@dataclass(frozen=True)
class FlowPart:
    """One position in a column: how many states took it at that text, and by letter how many of
    them went elsewhere (on the left) or came from elsewhere (on the right)."""

    position: str
    count: int
    x: int
    y: float
    height: float
    middle: float
    has_letter: bool
    others: str

    @property
    def words(self) -> str:
        return in_words(self.position)


@dataclass(frozen=True)
class FlowBand:
    """The states that took one position at the earlier text and another, or the same, at the later
    one; `path` is the outline of the band, and `label_y` where the number of those that stayed
    stands in it, where it begins and no other band crosses it yet; None where there is no room or
    it is a move."""

    before: str
    after: str
    count: int
    path: str
    label_y: float | None

    @property
    def is_move(self) -> bool:
        return self.before != self.after

    @property
    def words(self) -> str:
        """How many of its states did what."""
        through = "X" in (self.before, self.after)
        did = (DID_OTHERWISE if through else MOVED) if self.is_move else STAYED
        return did.format(
            count=self.count, before=in_words(self.before), after=in_words(self.after)
        )


@dataclass(frozen=True)
class Flow:
    """Positions at an earlier text on the left, at a later one on the right, and between them who
    went where; only states with a position on both."""

    title: str
    description: str
    earlier: tuple[str, str]
    later: tuple[str, str]
    height: int
    left: list[FlowPart]
    right: list[FlowPart]
    bands: list[FlowBand]

    @classmethod
    def of(
        cls,
        counts: Mapping[tuple[str, str], int],
        earlier: tuple[str, str],
        later: tuple[str, str],
    ) -> Flow | None:
        """`counts` by position before and after; each text comes with its symbol and its day. No
        picture where no state is counted."""
        total = sum(counts.values())
        if not total:
            return None
        pairs = [
            (before, after) for before in ORDER for after in ORDER if counts.get((before, after))
        ]
        a_state = STATES / total
        left = column(0, counts, pairs, a_state)
        right = column(1, counts, pairs, a_state)
        # Where the next band begins in each part, on either side.
        starts = [{part.position: part.y for part in side} for side in (left, right)]
        bands = []
        for before, after in pairs:
            count, first, second = counts[before, after], starts[0][before], starts[1][after]
            thick = count * a_state
            has_room = before == after and thick >= HIGH
            bands.append(
                FlowBand(
                    before,
                    after,
                    count,
                    outline(first, second, thick),
                    round(first + thick / 2 + 4, 1) if has_room else None,
                )
            )
            starts[0][before] += thick
            starts[1][after] += thick
        bottom = max(side[-1].y + side[-1].height for side in (left, right))
        return cls(
            title=_("From {earlier} to {later}: who moved from what to what").format(
                earlier=earlier[0], later=later[0]
            ),
            description="; ".join(band.words for band in bands),
            earlier=earlier,
            later=later,
            height=round(bottom) + 20,
            left=left,
            right=right,
            bands=bands,
        )


def column(
    side: int,
    counts: Mapping[tuple[str, str], int],
    pairs: Iterable[tuple[str, str]],
    a_state: float,
) -> list[FlowPart]:
    """The parts of the left column (0) or the right one (1), each as high as its states."""
    sums = dict.fromkeys(ORDER, 0)
    others: dict[str, list[str]] = {position: [] for position in ORDER}
    for pair in pairs:
        sums[pair[side]] += counts[pair]
        if pair[0] != pair[1]:
            other = pair[1 - side]
            others[pair[side]].append(f"{LETTER.get(other, other)} {counts[pair]}")
    parts, y = [], float(TOP)
    for position, count in sums.items():
        if count:
            height = count * a_state
            x = RIGHT if side else LEFT
            parts.append(
                FlowPart(
                    position,
                    count,
                    x,
                    round(y, 1),
                    round(height, 1),
                    round(y + height / 2, 1),
                    height >= HIGH,
                    ", ".join(others[position]),
                )
            )
            y += height + GAP
    return parts


def outline(first: float, second: float, thick: float) -> str:
    """The outline of a band that leaves the left column at one height and comes to the right one at
    another."""
    start, end = LEFT + COLUMN, RIGHT
    return (
        f"M{start} {first:.1f}C{MIDDLE} {first:.1f} {MIDDLE} {second:.1f} {end} {second:.1f}"
        f"v{thick:.1f}C{MIDDLE} {second + thick:.1f} {MIDDLE} {first + thick:.1f} {start} "
        f"{first + thick:.1f}z"
    )
