"""A country's record on a series in one sentence, under the wording rules of the site.

One vote is never a habit. Any absence forbids "all"; where a third or more of the texts found
the country not voting, nothing is "mostly". Not voting, no position recorded and not a member
are three different things and are never added to the positions or to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from votes.analytics.series import Taken
from votes.analytics.shifts import After, Shift, shifts

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
DID = {"Y": "voted yes", "N": "voted no", "A": "abstained", "X": "did not vote"}
NOUN = {"Y": "yes", "N": "no", "A": "abstaining"}
# From this share on, one position among several is "mostly".
MOSTLY = 2 / 3


@dataclass(frozen=True)
class Stance:
    """A country's record on one series in words, with what the words rest on.

    `sentence` says what it did; `moves` how it moved over the core texts, or "" where it did
    not; `counts` has the letters Y, N, A, X and "-" for no position recorded.
    """

    sentence: str
    moves: str
    counts: dict[str, int]
    first: date | None
    last: date | None

    @property
    def unrecorded(self) -> int:
        return self.counts.get("-", 0)

    @property
    def texts(self) -> int:
        return sum(self.counts.values())


def number(count: int) -> str:
    """A small number in words, a large one in figures."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def on_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def period(first: date, last: date) -> str:
    return on_day(first) if first == last else f"{on_day(first)} to {on_day(last)}"


def listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def stance(row: Sequence[Taken]) -> Stance:
    """Put a country's row of a series into words.

    Texts voted on while the country was not a member do not count.
    """
    held = sorted((each for each in row if each.was_member), key=lambda each: each.text.day)
    counts = Counter(each.position or "-" for each in held)
    if not held:
        sentence = "Was not a member when these texts were voted on." if row else "No votes yet."
        return Stance(sentence, "", {}, None, None)
    first, last = held[0].text.day, held[-1].text.day
    return Stance(
        sentence=f"{_said(counts, len(held))}, {period(first, last)}.",
        moves=_moved(shifts(held)),
        counts=dict(counts),
        first=first,
        last=last,
    )


def _said(counts: Counter[str], texts: int) -> str:
    recorded = {letter: count for letter, count in counts.items() if letter != "-"}
    if not recorded:
        what = "the one text" if texts == 1 else f"any of the {number(texts)} texts"
        return f"No position is recorded on {what} of this series"
    (top, most), *others = Counter(recorded).most_common()
    if texts == 1:
        return f"{_capital(DID[top])} on the one text of this series"
    if most == texts:
        if top == "X":
            return f"Did not vote on any of the {number(texts)} texts of this series"
        whole = "both" if texts == 2 else f"all {number(texts)}"
        return f"{_capital(DID[top])} on {whole} texts of this series"
    missing = counts["-"]
    absent = counts["X"] + missing
    rest = [f"{DID[letter]} on {number(count)}" for letter, count in others]
    if missing:
        rest.append(f"has no position recorded on {number(missing)}")
    if top != "X" and most >= MOSTLY * texts and absent < texts / 3 and most > 1:
        return (
            f"Mostly {DID[top]}: on {number(most)} of the {number(texts)} texts of this series; "
            f"{listed(rest)}"
        )
    parts = [f"{DID[top]} on {number(most)} of the {number(texts)} texts of this series", *rest]
    return _capital(listed(parts))


def _moved(moves: list[Shift]) -> str:
    if not moves:
        return ""
    last = moves[-1]
    if len(moves) == 1:
        return (
            f"Moved once on the core question: from {NOUN[last.before]} "
            f"({on_day(last.earlier.day)}) to {NOUN[last.after]} ({on_day(last.text.day)})"
            f"{_then(last)}."
        )
    if len(moves) == 2 and moves[0].before == last.after:
        return (
            f"Moved from {NOUN[last.after]} to {NOUN[last.before]} "
            f"({on_day(moves[0].text.day)}) and back ({on_day(last.text.day)}){_then(last)}."
        )
    steps = [f"to {NOUN[move.after]} ({on_day(move.text.day)})" for move in moves]
    return (
        f"Moved {number(len(moves))} times on the core question: "
        f"from {NOUN[moves[0].before]} {', '.join(steps)}{_then(last)}."
    )


def _then(move: Shift) -> str:
    if move.then is After.LASTED:
        return ", and stayed there at the next vote"
    return "; no later vote yet" if move.then is After.OPEN else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
