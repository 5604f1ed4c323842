"""The sentence that says how a vote ended: "adopted by 143 votes to 5, with 35 abstentions"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from votes.importers.verbatim_heading import ABSTAIN, MOST, NO, YES

NOTHING = ("none", "nil", "zero", "no", "zéro", "aucun", "aucune", "cero", "ninguno", "ninguna")
SPELT = dict.fromkeys(NOTHING, 0) | {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty",
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte",
    )
    for number, word in enumerate(words.split(), start=1)
}
SPELT |= {"a": 1, "une": 1, "una": 1, "hundred": 100}
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SPELT |= {word: 10 * number for number, word in enumerate(TENS, start=2)}
UNITS = "one|two|three|four|five|six|seven|eight|nine"
# The longest words first: "seventeen" begins with "seven".
SINGLE = "|".join(sorted(SPELT.keys() - {"a", "hundred"}, key=len, reverse=True))
NUMBER = (
    rf"(?:\d{{1,3}}(?![\d/])|(?:(?:(?:one|a)\s+hundred(?:\s+and)?[\s-]+)?"
    rf"(?:(?:{'|'.join(TENS)})[\s-](?:{UNITS})|{SINGLE})|(?:one|a)\s+hundred)(?!\w))"
)
UNIT = r"(?P<unit>votes?|voix|votos?)"
FAVOUR = r"(?P<favour>in\s+favou?r|pour|a\s+favor)"
LEAD = re.compile(
    rf"\b(?P<lead>vote\s{{1,9}}(?:of|de)|votaci[oó]n\s{{1,9}}de|by|par|por|were|received)\s{{1,9}}(?P<n>{NUMBER})"
    rf"\s{{0,9}}(?:{UNIT}(?!\w))?\s{{0,9}}(?:{FAVOUR}(?!\w))?"
)
NO_LEAD = re.compile(
    rf"(?<![\w/.-])(?P<lead>)(?P<n>\d{{1,3}}|none|one)\s{{0,9}}(?:{UNIT}(?!\w))?\s{{0,9}}"
    rf"{FAVOUR}(?!\w)"
)
# "by 83 votes against to 80 in favour", as rejections may be told.
NO_FIRST = re.compile(
    rf"\b(?P<lead>vote\s{{1,9}}of|by)\s{{1,9}}(?P<n>{NUMBER})\s{{0,9}}(?:votes?\s{{0,9}})?against(?!\w)"
)
YES_SECOND = re.compile(
    rf"\s*,?\s*(?:to|and|with)?\s*(?P<n>{NUMBER})\s*(?:votes?\s*)?in\s+favou?r(?!\w)"
)
# A text that fell by a majority had the greater number against it.
FALLEN = re.compile(
    r"\b(?:rejected|defeated|lost|rejet\w+|rechaz\w+|desestim\w+)(?!\w)", re.IGNORECASE
)
AGAINST = re.compile(
    rf"\s*,?\s*(?:to|and|with|against|contre|contra|et|y|[-–—])?\s*(?P<n>{NUMBER})"
    rf"\s*(?:{UNIT}(?!\w))?\s*(?P<against>(?:against|opposed|contre|en\s+contra)(?!\w))?"
)
ABSTAINING = re.compile(
    rf"\s*,?\s*(?:(?:with|and|avec|et|y|con|[-–—])\s*)?"
    rf"(?:(?P<without>without(?:\s+any)?|sans|sin)|(?P<n>{NUMBER}))\s*"
    r"(?:(?:members?|countries|states|delegations)\s+)?abst\w+"
)
THIRD = re.compile(r"\s*[-–—]\s*(?P<n>\d{1,3})(?!\w)")
OPEN = re.compile(r"\s*,?\s*\(")
# Brackets after a number that hold no names: "(resolution 61/295)", "(see annex II)".
NO_NAMES = re.compile(r"\d|\b(?:see|annex|resolution|voir|véase|details)\b", re.IGNORECASE)
BRACKET = re.compile(r"[()]")
LONGEST_LIST = 10_000
# A list's own brackets and those of a name: "(Iran (Islamic Republic of))".
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Result:
    """One sentence about a result: the numbers it states and the lists in its brackets.

    `may_be_turned`: it says "rejected by 83 votes to 80", where the first may be the votes against.
    """

    start: int
    end: int
    totals: dict[str, int]
    lists: dict[str, str]
    may_be_turned: bool = False

    def turned(self) -> dict[str, int]:
        """The totals with the votes for and against in each other's place."""
        return {**self.totals, YES: self.totals[NO], NO: self.totals[YES]}


def number(text: str) -> int:
    """A number in figures or words: "143", "none", "one hundred and four"."""
    if text.isascii() and text.isdigit():
        return int(text)
    word = " ".join(text.casefold().split())
    if word in SPELT:
        return SPELT[word]
    total = 0
    for part in re.split(r"[\s-]+", word):
        total = (total or 1) * 100 if part == "hundred" else total + SPELT.get(part, 0)
    return total


def results(text: str) -> list[Result]:
    """All sentences about results in their order."""
    lower = text.lower()
    found: list[Result] = []
    starts = {match.start("n"): match for match in _starts(lower)}
    for place in sorted(starts):
        if found and place < found[-1].end:
            continue
        if (result := _result(text, lower, starts[place])) is not None:
            found.append(result)
    return found


def _starts(text: str) -> Iterator[re.Match[str]]:
    yield from islice(NO_LEAD.finditer(text), MOST)
    yield from islice(LEAD.finditer(text), MOST)
    yield from islice(NO_FIRST.finditer(text), MOST)


def _result(text: str, lower: str, match: re.Match[str]) -> Result | None:
    lists: dict[str, str] = {}
    no_first = match.re is NO_FIRST
    first, other = (NO, YES) if no_first else (YES, NO)
    totals = {first: number(match["n"])}
    end = _list(text, match.end(), first, lists)
    second = (YES_SECOND if no_first else AGAINST).match(lower, end)
    if second is None:
        return None
    totals[other] = number(second["n"])
    end = _list(text, second.end(), other, lists)
    told = {word for found in (match, second) for word, each in found.groupdict().items() if each}
    is_vote = match["lead"].startswith("vot")
    abstaining = ABSTAINING.match(lower, end)
    if abstaining is None and ABSTAINING.match(lower, second.start()):
        # "by 140 votes, with 38 abstentions": the second number is no count of votes against.
        return None
    if abstaining is not None:
        totals[ABSTAIN] = 0 if abstaining["without"] else number(abstaining["n"])
        end = _list(text, abstaining.end(), ABSTAIN, lists)
    elif is_vote and (third := THIRD.match(text, end)):
        totals[ABSTAIN], end = int(third["n"]), third.end()
    elif not (is_vote or no_first or told & {"unit", "favour", "against"}):
        return None
    around = text[max(0, match.start() - 60) : match.start()].rpartition(". ")[2]
    around += text[end : end + 60].partition(". ")[0]
    is_told = no_first or told & {"favour", "against"}
    may_be_turned = not is_told and FALLEN.search(around) is not None
    return Result(match.start(), end, totals, lists, may_be_turned)


def _list(text: str, place: int, position: str, lists: dict[str, str]) -> int:
    """Take the list in brackets that may begin at a place; the place after it."""
    opening = OPEN.match(text, place)
    if opening is None:
        return place
    depth = 1
    for bracket in BRACKET.finditer(text, opening.end(), opening.end() + LONGEST_LIST):
        depth += 1 if bracket[0] == "(" else -1
        if depth > DEEPEST:
            break
        if not depth:
            inside = text[opening.end() : bracket.start()]
            if not NO_NAMES.search(inside):
                lists[position] = inside
            return bracket.end()
    return place
