"""A country's record: in each series, and in its newest votes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import Series
from votes.stances import SeriesRow, Stance
from votes.stances.shifts import SeriesShift
from votes.web.charts import Band, Strip, shown
from votes.web.figures import Query
from votes.web.pages.lines import VoteLine

# A longer series is drawn without the texts' names; its own page has them.
NAMED_AT_MOST = 12
WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "non_voting", "-": "not_recorded"}
# What came of a move at the next vote, in a word.
THEN = {
    "lasted": gettext_noop("lasted"),
    "reverted": gettext_noop("reverted"),
    "moved on": gettext_noop("moved on"),
    "open": gettext_noop("no later vote cast"),
}


@dataclass(frozen=True)
class ShiftLine:
    """A move in a series: from what to what, between which texts, and what the next vote did."""

    series: Series
    before: str
    after: str
    earlier: VoteLine
    line: VoteLine
    then: str

    @classmethod
    def of(cls, move: SeriesShift) -> ShiftLine:
        return cls(
            move.series,
            move.shift.before,
            move.shift.after,
            VoteLine.of(move.earlier.roll_call),
            VoteLine.of(move.text.roll_call),
            _(THEN[move.shift.then.value]),
        )


@dataclass(frozen=True)
class SeriesPart:
    """A country's record on one series: in words, counted, and drawn.

    `lines` are all its texts, oldest first; `counts` has for each letter the API's word and how
    many, of the first on a page those that are 0 too, and `query` answers with them. The first is
    drawn with its texts' names if they are few, the others as a narrow band.
    """

    series: Series
    stance: Stance
    counts: list[tuple[str, str, int]]
    query: Query
    strip: Strip | None
    band: Band
    lines: list[VoteLine]
    texts: frozenset[int]

    @classmethod
    def of(cls, row: SeriesRow, is_first: bool, positions: str = "") -> SeriesPart:
        lines = [
            VoteLine.of(
                text.roll_call,
                position=shown(taken.position, taken.was_member),
                is_core=taken.text.is_core,
                replaces=taken.replaces,
            )
            for text, taken in zip(row.texts, row.taken, strict=True)
        ]
        stance = row.stance
        asked = Query.of(
            "stances",
            row.country.code,
            at="/results/0/counts",
            series=row.series.slug,
            positions=positions,
        )
        return cls(
            series=row.series,
            stance=stance,
            counts=[
                (letter, word, stance.counts.get(letter, 0))
                for letter, word in WORDS.items()
                if stance.counts.get(letter) or (is_first and letter != "-")
            ],
            query=asked,
            strip=Strip.of(row) if is_first and len(row.texts) <= NAMED_AT_MOST else None,
            band=Band.of(row),
            lines=lines,
            texts=frozenset(text.entry.resolution_id for text in row.texts),
        )
