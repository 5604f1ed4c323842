"""What somebody typed, read as terms: a period, a country, a symbol, or words of a text."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from votes.models import Position, name_key, symbol_key

MOST_TERMS = 8
# No state's name has more words than this.
LONGEST_NAME = 8
# Said around what is meant.
FILLERS = {
    *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
    *("resolution", "resolutions", "res", "un", "session"),
    *("vote", "votes", "voted", "voting"),
}
POSITIONS = {
    **dict.fromkeys(["abstain", "abstained", "abstains", "abstention"], Position.ABSTAIN),
    **dict.fromkeys(["yes", "favour", "favor"], Position.YES),
    **dict.fromkeys(["no", "against", "opposed"], Position.NO),
    **dict.fromkeys(["absent", "absence"], Position.NON_VOTING),
}
MONTHS = {month_name[number].lower(): number for number in range(1, 13)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
FIRST_YEAR, LAST_YEAR = 1945, 2100
WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
ORDINAL = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)", re.IGNORECASE)

Period = tuple[date, date]


@dataclass(frozen=True)
class Term:
    """One thing that what is found must have: any of what the term may mean."""

    # Its words as compared, one after the other in a name or text.
    words: str
    # As a symbol, where it may be one or a part of one; and as the name of a session.
    symbol: str = ""
    session: str = ""
    period: Period | None = None
    # A month of any year.
    month: int | None = None
    countries: frozenset[int] = frozenset()
    position: Position | None = None


@dataclass(frozen=True)
class Question:
    """All that was typed: as terms, and as one name, title or symbol."""

    terms: tuple[Term, ...]
    key: str
    symbol: str

    def beside(self, state: Term) -> tuple[Term, ...]:
        """What is asked of a text on which a state voted: all but the state and its position."""
        return tuple(term for term in self.terms if term != state and not term.position)

    @property
    def states(self) -> list[Term]:
        return [term for term in self.terms if term.countries]

    @property
    def positions(self) -> list[Position]:
        return [term.position for term in self.terms if term.position]


def read(text: str, countries: Callable[[str], frozenset[int]]) -> Question:
    """What was typed as a question; `countries` knows the states that a name, as compared, or a
    code in capitals means. Of more than eight terms the longest eight count."""
    parts = [part for part in re.split(r"[\s,;]+", text) if name_key(part)]
    meant = [part for part in parts if part.lower() not in FILLERS] or parts
    terms = list(dict.fromkeys(terms_of(meant, countries)))
    if len(terms) > MOST_TERMS:
        longest = sorted(terms, key=lambda term: -len(term.words))[:MOST_TERMS]
        terms = [term for term in terms if term in longest]
    symbol = whole_symbol(" ".join(meant)) if any(map(str.isdigit, text)) else ""
    return Question(tuple(terms), name_key(text), symbol)


def whole_symbol(text: str) -> str:
    """A symbol as compared; one of the Assembly without its beginning as with it: 66 (I)."""
    key = symbol_key(text)
    return key if key.startswith("A-RES-") else symbol_key(f"A/RES/{text}").removeprefix("A-RES-")


def terms_of(parts: Sequence[str], countries: Callable[[str], frozenset[int]]) -> Iterator[Term]:
    at = 0
    while at < len(parts):
        term, taken = dated(parts[at : at + 3]) or named(parts[at:], countries)
        yield term
        at += taken


def named(parts: Sequence[str], countries: Callable[[str], frozenset[int]]) -> tuple[Term, int]:
    """The longest name of a state that parts begin with, or else their first as it is."""
    for count in range(min(LONGEST_NAME, len(parts)), 0, -1):
        text = " ".join(parts[:count])
        if found := countries(text):
            return Term(name_key(text), countries=found), count
    return plain(parts[0]), 1


def plain(part: str) -> Term:
    words, ordinal = name_key(part), ORDINAL.fullmatch(part)
    return Term(
        words,
        symbol=symbol_key(part) if any(map(str.isdigit, part)) else "",
        session=ordinal.group(1) if ordinal else part.upper(),
        month=MONTHS.get(words) if words != "may" else None,
        position=POSITIONS.get(words),
    )


def dated(parts: Sequence[str]) -> tuple[Term, int] | None:
    """The day, month or year that parts begin with, and how many parts say it."""
    if (written := WRITTEN.fullmatch(parts[0])) and (span := period(*written.groups())):
        return Term(name_key(parts[0]), period=span), 1
    words = [name_key(part) for part in parts]
    for pattern in ("dmy", "mdy", "my", "y"):
        said = dict(zip(pattern, words, strict=False))
        if len(said) < len(pattern):
            continue
        month = MONTHS.get(said.get("m", "")) or SHORT_MONTHS.get(said.get("m", ""))
        if "m" in said and not month:
            continue
        if span := period(said["y"], month, said.get("d")):
            # A year alone may as well be a part of a symbol or title.
            symbol = symbol_key(parts[0]) if pattern == "y" else ""
            return Term(" ".join(words[: len(pattern)]), symbol=symbol, period=span), len(pattern)
    return None


def period(year: str, month: str | int | None, day: str | None) -> Period | None:
    """The first and last day of a year, month or day; None where there is no such."""
    numbers = [str(each) for each in (year, month, day) if each is not None]
    if not all(each.isascii() and each.isdecimal() and len(each) < 5 for each in numbers):
        return None
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if not 1 <= int(month) <= 12:
        return None
    last = monthrange(int(year), int(month))[1]
    if day is None:
        return date(int(year), int(month), 1), date(int(year), int(month), last)
    if not 1 <= int(day) <= last:
        return None
    exact = date(int(year), int(month), int(day))
    return exact, exact
