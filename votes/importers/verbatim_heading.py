"""The headings under which records print who voted how: "In favour:", "Votent contre", …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

YES, NO, ABSTAIN, NON_VOTING = "yes", "no", "abstain", "non_voting"

# Spaces in these stand for any white space, line breaks too.
ANYWHERE = {
    YES: (
        "(?:(?:voting|voted|votes?|those|members?) )?in favou?r",
        "(?:ont )?vot(?:é|e|ent|ants) (?:pour|en faveur)",
        "(?:(?:votos?|votaron|votan) )?a favor",
    ),
    NO: (
        "(?:(?:voting|voted|votes?|those) )?against",
        "(?:ont )?vot(?:é|e|ent|ants) contre",
        "(?:(?:votos?|votaron|votan) )?en contra",
    ),
    ABSTAIN: (
        "abstain(?:ing|ed|s)?",
        "abstentions?",
        "s['’ ]?abst(?:iennent|enant)",
        "se sont abstenue?s",
        "abstenci(?:ones|[oó]n)",
        "se (?:abstienen|abstuvieron)",
    ),
    NON_VOTING: (
        "absente?s?",
        "not present",
        "(?:present (?:and|but) )?not (?:voting|participating)(?: in the vot(?:e|ing))?",
        "non-voting",
        "did not (?:vote|participate(?: in the vot(?:e|ing))?)",
        "n['’ ]?ont pas (?:participé|pris part) au vote",
        "ne (?:participent|participant) pas au vote",
        "ne (?:prennent|prenant) pas part au vote",
        "non[- ]votants",
        "ausentes?",
        "no (?:votantes|participantes)",
        "no participa(?:n|ron) en la votaci[oó]n",
    ),
}
# Words too common to be a heading but at the start of a line.
AT_LINE_START = {
    YES: ("for", "yes", "yeas?", "pour", "s[ií]"),
    NO: ("no", "nays?", "opposed", "contre", "contra", "non"),
}
# More headings than this no text of records has; what follows is not read.
MOST = 4_000
CONTINUED = re.compile(r"cont(?:inued|['’]?d|inuaci[oó]n)?|suite", re.IGNORECASE)


def _either(words: dict[str, tuple[str, ...]]) -> str:
    groups = (f"(?P<{position}>{'|'.join(each)})" for position, each in words.items())
    return "|".join(groups).replace(" ", r"\s{1,8}")


# What may stand between a heading and its colon: "(140)", "(continued)", emphasis.
ASIDE = r"[*_]{0,3}(?:[ \t]{0,4}\((?P<aside>[^()\n]{1,20})\))?[*_]{0,3}"
# A count may stand before a heading, but not where it is the count of the heading before.
BEFORE = re.compile(r"(?<![\d:：/-])(?<![:：] )(\d{1,3})[ \t]{1,4}$")
# "The following States voted against:", "Voting against were:"
FOLLOWING = r"(?:the\s{1,8}following\s{1,8}(?:\w{1,20}\s{1,8}){0,3}?)?"
WITH_COLON = re.compile(
    rf"(?<![^\W_])(?=[adeimnopstv]){FOLLOWING}(?:{_either(ANYWHERE)})(?:\s{{1,8}}were)?"
    rf"{ASIDE}\s{{0,3}}[:：][*_]{{0,3}}"
)
# Another may follow on the same line, but only a count: "Yes: 93, No: 24".
SHORT = re.compile(
    rf"(?:^[ \t*_]{{0,20}}|(?<=\d)[ \t]{{0,4}}[,;|][ \t]{{1,4}})"
    rf"(?:{_either(AT_LINE_START)}){ASIDE}[ \t]{{0,3}}[:：][*_]{{0,3}}",
    re.MULTILINE,
)
# Without a colon a heading has its line to itself, or a wide gap after it, and a capital.
ALONE = re.compile(
    rf"^[ \t*_#]{{0,20}}(?=[A-Z])(?i:{_either(ANYWHERE)}){ASIDE}"
    r"(?:[ \t]{0,3}(?:[.—–]?[ \t]{0,20}$|\t|[ ]{2,20}(?=\S)|[—–][ \t])|[ \t]-(?:[ \t]|$))",
    re.MULTILINE,
)


def _torn(words: str) -> str:
    return r"(?:-?\s)?".join(words.replace(" ", ""))


# As scanners and narrow columns tear them: "Abstain-/ing:", "A gainst;".
TORN = re.compile(
    rf"^[ \t]{{0,20}}(?:(?P<{YES}>{_torn('in favour')})|(?P<{NO}>{_torn('against')})"
    rf"|(?P<{ABSTAIN}>{_torn('abstaining')}|{_torn('abstentions')}))[ \t]?[:：;]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: the position it stands for, where it stands, and the count beside it."""

    position: str
    start: int
    end: int
    count: int | None = None
    continues: bool = False


def headings(text: str) -> list[Heading]:
    """All headings of a text in their order, as far as a text can have them."""
    lower = text.lower()
    found: dict[int, Heading] = {}
    for pattern, searched in ((WITH_COLON, lower), (SHORT, lower), (TORN, lower), (ALONE, text)):
        for match in islice(pattern.finditer(searched), MOST):
            found.setdefault(match.end(), _heading(match, text))
    ordered: list[Heading] = []
    for each in sorted(found.values(), key=lambda heading: (heading.start, -heading.end)):
        if not ordered or each.start >= ordered[-1].end:
            ordered.append(each)
    return ordered


def _heading(match: re.Match[str], text: str) -> Heading:
    named = match.groupdict()
    position = next(each for each in ANYWHERE if named.get(each) is not None)
    start, count = match.start(), None
    if before := BEFORE.search(text, max(0, start - 8), start):
        start, count = before.start(), before[1]
    aside = (named.get("aside") or "").strip()
    if aside.isascii() and aside.isdigit():
        count = aside[:4]
    return Heading(
        position, start, match.end(), int(count) if count else None, bool(CONTINUED.match(aside))
    )
