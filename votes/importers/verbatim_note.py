"""Notes of what delegations had meant to vote: "it had intended to vote in favour"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from votes.importers.verbatim_heading import ABSTAIN, NO, NON_VOTING, YES
from votes.importers.verbatim_page import is_furniture

DELEGATION = re.compile(
    r"\b(?:delegations?|representatives?)\s{1,9}of\s{1,9}"
    r"|\bd[ée]l[ée]gations?\s{1,9}(?=d['’eu])"
    r"|\bdelegaci(?:[oó]n|ones)\s{1,9}(?:del?\s{1,9})"
    r"|(?:;|,|\band|\bwhile)\s{1,9}(?:that|those)\s{1,9}of\s{1,9}"
    r"|\bsubsequently,?\s{1,9}(?!the\s{1,9}(?:delegation|representative))"
    r"(?=[^.;\s][^.;]{3,300}?\s(?:informed|advised|notified|indicated)\b)"
)
ARTICLE = re.compile(r"(?:the|la|les|las)\s{1,9}$", re.IGNORECASE)
AFTER_NAMES = re.compile(
    r",?\s+(?:in\s+favou?r|against|subsequently|later|also|both|each|then|informed|advised|notified|indicated|stated|that"
    r"|which|had|has|have|wished|would|intended|requested|asked|said|to|ont|avai\w*|a|qu\w*"
    r"|indiqu\w*|inform\w*|señal\w*|comunic\w*|hab[ií]a\w*|entend\w*)(?!\w)",
    re.IGNORECASE,
)
INTENT = re.compile(
    r"\b(?:intend\w*|intention|wish\w*|would\s+have|should\s+have|meant|be\s+recorded"
    r"|entend\w+|souhait\w*|intenci[oó]n|habr[ií]an?|dese\w+|quer[ií]an?)\b"
)
PHRASE = re.compile(
    r"(?P<non_voting>\bnot\s+(?:to\s+)?(?:participat|vot|tak)\w*|ne\s+pas\s+(?:participer|voter"
    r"|prendre)|\bno\s+(?:participar|votar))"
    r"|(?P<yes>\bin\s+favou?r|\bvot\w*\s+for\b|\baffirmative|\bpour\b|\ba\s+favor|\ben\s+faveur"
    r"|\bvot\w*\s+[“\"']?yes)"
    r"|(?P<no>\bagainst|\bcontre\b|\ben\s+contra|\bnegative|\bvot\w*\s+[“\"']?no\b)"
    r"|(?P<abstain>\babst[aei]\w*|\bs['’]abst\w*)"
)
# Clauses in which a second position is the one that was not meant.
DENIED = re.compile(
    r"\b(?:instead|rather|not|by\s+mistake|erroneously|and\s+not|au\s+lieu|et\s+non|en\s+lugar)\b",
    re.IGNORECASE,
)
# "had not intended to participate": what was meant is not to vote; else it is not told.
NOT_MEANT = re.compile(
    r"\b(?:not\s+intend\w*\s+to|no\s+intention\s+of)\s"
    r"+(?P<part>participat\w*|tak\w+\s+part|vot(?:e|ing)\b(?!\s+(?:in|for|against|yes|no)\b))?"
)
UNCLEAR = re.compile(r"\b(?:former|latter|respectively)\b", re.IGNORECASE)
OPENING = re.compile(
    r"(?:^|[\n.\]])\s*(?=\W{0,3}(?:\d{1,2}/?\s*)?(?:Subsequently|Later|The|After|Par|Post|Ult|Les?|La"
    r"|Las)\b)",
    re.IGNORECASE,
)
STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?=\s|\]|$)|\n[ \t]*\n|\]")
ENDED = re.compile(r"(?<=[^\W\d_]{3})\.\s|[).]\*?\s*\n")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """One note: where it stands, what was meant as pairs of a position and names, and clauses
    that could not be read."""

    start: int
    end: int
    meant: tuple[tuple[str, str], ...]
    unread: tuple[str, ...] = ()


def notes(text: str) -> list[Note]:
    """All notes of a text in their order."""
    lower = text.lower()
    intents = [match.start() for match in INTENT.finditer(lower)]
    found: list[Note] = []
    past = 0
    for match in DELEGATION.finditer(lower):
        next_intent = bisect_left(intents, match.end())
        if match.start() < past or next_intent == len(intents):
            continue
        if intents[next_intent] - match.end() > LONGEST:
            continue
        start, end = _bounds(text, match.start(), past)
        past = end
        told = PHRASE.search(lower, match.end(), end) or NOT_MEANT.search(lower, match.end(), end)
        if intents[next_intent] < end and told:
            found.append(_note(text, lower, start, match.start(), end))
    return found


def _bounds(text: str, place: int, past: int) -> tuple[int, int]:
    """The note around a place: its square brackets, else its sentence."""
    opening = text.rfind("[", max(past, place - 300), place)
    if opening >= 0 and "]" not in text[opening:place]:
        closing = text.find("]", place, place + LONGEST)
        if closing >= 0:
            return opening, closing + 1
    start = place
    if article := ARTICLE.search(text, max(past, place - 12), place):
        start = article.start()
    for before in OPENING.finditer(text, max(past, place - 200), place + 16):
        if before.end() <= place and not ENDED.search(text, before.end(), place):
            start = before.end()
    stop = STOP.search(text, place, place + LONGEST)
    return start, stop.end() if stop else min(len(text), place + LONGEST)


def _note(text: str, lower: str, start: int, first: int, end: int) -> Note:
    clauses = [match.span() for match in DELEGATION.finditer(lower, first, end)]
    meant: list[tuple[str, str]] = []
    unread: list[str] = []
    waiting: list[str] = []
    for number, (opening, names_start) in enumerate(clauses):
        limit = clauses[number + 1][0] if number + 1 < len(clauses) else end
        after = AFTER_NAMES.search(text, names_start, limit)
        names = text[names_start : after.start() if after else limit]
        names = "\n".join(line for line in names.split("\n") if not is_furniture(line))
        names = re.sub(r"[\s,;.\]]+(?:and|et|y)?\s*$", "", names)
        position = _position(text[after.start() if after else limit : limit])
        if position is None and after is None:
            # "the delegation of X and the delegation of Y informed …": one clause for both.
            waiting.append(names)
        elif position is None:
            unread.append(" ".join(text[opening:limit].split()))
        else:
            meant += [(position, each) for each in (*waiting, names)]
            waiting = []
    unread += [" ".join(each.split()) for each in waiting]
    return Note(start, end, tuple(meant), tuple(unread))


def _position(clause: str) -> str | None:
    """The position that a clause says was meant, if it says one."""
    clause = clause.lower()
    if UNCLEAR.search(clause):
        return None
    if denied := NOT_MEANT.search(clause):
        return NON_VOTING if denied["part"] else None
    intent = INTENT.search(clause)
    told = list(PHRASE.finditer(clause, intent.end() if intent else 0))
    positions = [_group(match) for match in told]
    if len(set(positions)) > 1 and not DENIED.search(clause, told[0].end()):
        return None
    return positions[0] if positions else None


def _group(match: re.Match[str]) -> str:
    return next(each for each in (YES, NO, ABSTAIN, NON_VOTING) if match[each] is not None)
