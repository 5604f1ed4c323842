"""Which states the names of a printed roll call mean, on the day of the vote."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from votes.importers.verbatim import VerbatimVote
from votes.importers.verbatim_heading import ABSTAIN, NO, NON_VOTING, YES
from votes.models import Meaning, States, name_key

SEPARATOR = re.compile(r"[,;•]")
# The most separators that one name contains, as in "Congo, Democratic Republic of the".
LONGEST_NAME = 4
# Where one piece between commas may be several names: the last two, or one name a line.
INNER = re.compile(
    r"\s+(?:and|et|y|e|&|as\s+well\s+as)\s+|\s*\n\s*|\.\s+|[ \t]{2,}|\t", re.IGNORECASE
)
MOST_INNER = 400
CONJUNCTION = re.compile(r"(?:and|et|y|e|&)\s+", re.IGNORECASE)
ARTICLE = re.compile(r"(?:de\s+la|de\s+los|de\s+las|del|des|du|de|d['’])\s*(?:l['’]\s*)?", re.I)
# A small L at the beginning of a word, as scanners read a capital I.
MISREAD = re.compile(r"(?<![^\W_])l(?=[cnrstv])")
# The shortest name in which stray spaces are forgiven.
SQUEEZED = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One stretch of a list: its text as it stands, and the state it means.

    `country` is None where no member of that day is meant, and `problem` then says why.
    """

    text: str
    country: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NamedVote:
    """One roll call with its states: codes by position, and what is to be asked or said.

    `printed` has the name under which each code stands. `unknown` are the texts that mean no
    member of the day, or members whose position is contradictory. `asked` are those of the lists
    again, each with the position it stands under. `unnamed` are the members that the text does
    not name; `document()` counts them as non-voting.
    """

    positions: dict[str, tuple[str, ...]]
    printed: dict[str, str]
    unnamed: tuple[str, ...]
    unknown: tuple[str, ...]
    totals: dict[str, int]
    intended: dict[str, str]
    problems: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()

    def document(self) -> dict[str, object]:
        """What `read_roll_call` prints: totals that are not stated are null."""
        told = {word: sorted(self.positions[word]) for word in (YES, NO, ABSTAIN)}
        return {
            **told,
            NON_VOTING: sorted({*self.positions[NON_VOTING], *self.unnamed}),
            "unknown": list(self.unknown),
            "totals": {word: self.totals.get(word) for word in (YES, NO, ABSTAIN)},
            "intended": dict(sorted(self.intended.items())),
            "problems": list(self.problems),
        }


@dataclass
class Names:
    """Finds the states that lists of names mean on one day; every text is looked up once."""

    states: States
    day: date
    _found: dict[str, Meaning] = field(default_factory=dict)

    def read(self, text: str, after_article: bool = False) -> list[Named]:
        """The names of a list in their order, each the longest that means a state.

        `after_article` forgives "du" and "de la" before a name, as in "the delegation of".
        """
        spans, start = [], 0
        for end in [*(match.start() for match in SEPARATOR.finditer(text)), len(text)]:
            if text[start:end].strip(" \n\t."):
                spans.append((start, end))
            start = end + 1
        if len(spans) == 1 and text.strip().count("\n") > 1 and (lines := self._lines(text)):
            return lines
        named: list[Named] = []
        first = 0
        while first < len(spans):
            start, end = spans[first]
            joined = self._longest(text, spans, first)
            if joined is not None:
                last, found = joined
                named.append(found)
                first = last + 1
                continue
            named += self._parts(text[start:end], after_article)
            first += 1
        return named

    def _longest(
        self, text: str, spans: list[tuple[int, int]], first: int
    ) -> tuple[int, Named] | None:
        """The longest run of pieces that is one name, and where it ends."""
        longest = first
        start = spans[first][0]
        key = name_key(_stripped(text[start : spans[first][1]]))
        if key.replace(" ", "") in self._beginnings:
            longest = min(first + LONGEST_NAME, len(spans)) - 1
        for last in range(longest, first - 1, -1):
            candidate = _stripped(text[start : spans[last][1]])
            if self._is_outdated_pair(candidate):
                continue
            if (found := self._named(candidate)) is not None:
                return last, found
        return None

    @cached_property
    def _beginnings(self) -> set[str]:
        """The words with which a longer name begins, without spaces."""
        found: set[str] = set()
        for key in self.states.names:
            words = key.split()
            found.update("".join(words[:count]) for count in range(1, len(words)))
        return found

    @cached_property
    def _without_spaces(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for key in self.states.names:
            found[key.replace(" ", "")].add(key)
        return found

    def _meaning(self, text: str) -> Meaning | None:
        """What a name means on the day; None where it is no name. Spaces and hyphens that a page
        put into a name are forgiven where only one state can be meant."""
        key = name_key(text)
        if not key:
            return None
        if key in self._found:
            return self._found[key]
        on = self.day.toordinal()
        meant = None
        if key in self.states.names:
            meant = self.states.meaning("", text, on)
        elif len(squeezed := key.replace(" ", "")) >= SQUEEZED:
            keys = self._without_spaces.get(squeezed, ())
            meanings = {self.states.meaning("", each, on) for each in keys}
            meant = meanings.pop() if len(meanings) == 1 else None
        if meant is not None:
            self._found[key] = meant
        return meant

    def _named(self, text: str) -> Named | None:
        """A name that stands in the record, whether it means a member of the day or not."""
        meant = self._meaning(text) or self._meaning(MISREAD.sub("I", text))
        if meant is None:
            return None
        as_it_stands = " ".join(text.split())
        if meant.country is None:
            return Named(as_it_stands, None, meant.problem)
        if not meant.is_member:
            country = self.states.countries[meant.country]
            problem = f"{country} was no member on {self.day}"
            return Named(as_it_stands, None, problem)
        return Named(as_it_stands, meant.country)

    def _is_outdated_pair(self, text: str) -> bool:
        """Whether a name of other days ("Serbia and Montenegro") is two names of members."""
        parts = INNER.split(text)
        if len(parts) != 2:
            return False
        used = any(name.covers(self.day) for name in self.states.names.get(name_key(text), ()))
        if used:
            return False
        pair = [self._named(part) for part in parts]
        return all(each is not None and each.country is not None for each in pair)

    def _parts(self, piece: str, after_article: bool) -> list[Named]:
        """The names of a piece that is not one name; the piece itself unless all of it is names."""
        cuts = [match.span() for match in INNER.finditer(piece)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(piece)]
        rest: list[list[Named] | None] = [None] * len(starts) + [[]]
        if len(starts) <= MOST_INNER:
            for first in range(len(starts) - 1, -1, -1):
                for last in range(min(first + LONGEST_NAME, len(starts)) - 1, first - 1, -1):
                    following = rest[last + 1]
                    if following is None:
                        continue
                    part = _stripped(piece[starts[first] : ends[last]])
                    found = self._part(part, after_article)
                    if found is not None:
                        rest[first] = [*found, *following]
                        break
        if rest[0] is not None:
            return rest[0]
        return [self._unknown(piece)]

    def _part(self, part: str, after_article: bool) -> list[Named] | None:
        if not part:
            return []
        if self._is_outdated_pair(part):
            return None
        found = self._named(part)
        if found is None and after_article and (article := ARTICLE.match(part)):
            found = self._named(part[article.end() :])
        return None if found is None else [found]

    def _lines(self, text: str) -> list[Named] | None:
        """The names of a list that has one on each line, if it is such a list."""
        lines = [line.strip() for line in text.split("\n")]
        found = [self._named(_stripped(line)) for line in lines]
        if 2 * sum(each is not None for each in found) < len(found):
            return None
        return self.read(",".join(lines))

    def _unknown(self, text: str) -> Named:
        as_it_stands = " ".join(text.split())
        return Named(as_it_stands, None, f"No state is called “{as_it_stands}”")


def _stripped(text: str) -> str:
    """A name without what stands around it in a list: spaces, a full stop, "and" before it."""
    text = text.strip().strip("•–—:").strip()
    if conjunction := CONJUNCTION.match(text):
        text = text[conjunction.end() :]
    return text[:-1].rstrip() if text.endswith(".") and not _is_initials(text) else text


def _is_initials(text: str) -> bool:
    return bool(re.search(r"\b[A-Za-z]\.[A-Za-z]\.$", text))


def name(vote: VerbatimVote, states: States, day: date) -> NamedVote:
    """Find the states of one roll call; what is not found or contradicts itself is said."""
    names = Names(states, day)
    given: dict[int, tuple[str, str]] = {}
    contradicted: dict[int, list[tuple[str, str]]] = {}
    unknown: list[str] = []
    asked: list[tuple[str, str]] = []
    problems = list(vote.problems)
    for each in vote.lists:
        for found in names.read(each.text):
            if found.country is None:
                unknown.append(found.text)
                asked.append((each.position, found.text))
                if not found.problem.startswith("No state"):
                    problems.append(f"{found.problem}.")
                continue
            before = given.setdefault(found.country, (each.position, found.text))
            if before[1] is found.text:
                continue
            country = states.countries[found.country]
            if before[0] == each.position:
                problems.append(f"{country} stands twice under “{_word(each.position)}”.")
            else:
                contradicted.setdefault(found.country, [before]).append((each.position, found.text))
    for pk, places in contradicted.items():
        del given[pk]
        unknown += dict.fromkeys(text for _, text in places)
        asked += places
        under = " and ".join(f"“{_word(position)}”" for position, _ in places)
        problems.append(f"{states.countries[pk]} stands under {under}.")
    intended = _intended(vote, names, unknown, problems)
    members = {pk for pk in states.spells if states.was_member(pk, day)}
    codes = {pk: states.countries[pk].code for pk in members}
    positions = {
        position: tuple(codes[pk] for pk, (told, _) in given.items() if told == position)
        for position in (YES, NO, ABSTAIN, NON_VOTING)
    }
    for position, stated in vote.totals.items():
        listed = len(positions[position])
        if listed != stated:
            problems.append(f"{_word(position)}: {listed} read, {stated} stated.")
    unnamed = members - given.keys() - contradicted.keys()
    return NamedVote(
        positions,
        {codes[pk]: text for pk, (_, text) in given.items()},
        tuple(sorted(codes[pk] for pk in unnamed)),
        tuple(unknown),
        dict(vote.totals),
        intended,
        tuple(problems),
        tuple(asked),
    )


def _intended(
    vote: VerbatimVote, names: Names, unknown: list[str], problems: list[str]
) -> dict[str, str]:
    """What delegations had meant to vote, by code; two different intentions are none."""
    intended: dict[str, str] = {}
    torn: set[str] = set()
    for each in vote.intended:
        for found in names.read(each.text, after_article=True):
            if found.country is None:
                unknown.append(found.text)
                problems.append(f"In a note on what was intended: {found.problem}.")
                continue
            code = names.states.countries[found.country].code
            if intended.setdefault(code, each.position) != each.position:
                torn.add(code)
    for code in sorted(torn):
        del intended[code]
        problems.append(f"The notes say two things about what {code} intended.")
    return intended


def _word(position: str) -> str:
    """A position as messages call it."""
    return position.replace("_", "-")
