"""What Voeten's numbers of resolutions mean: the text's symbol, or why there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from votes.importers.rollcall import FileRollCall
from votes.models.record import LAST_ROMAN, roman

# To session 17 the number is a page; from session 18 on it is the text's.
# Sessions have at most three digits; what is longer is damaged.
LONGEST_SESSION = 4
LAST_PAGED = 17
# Decisions are numbered from 301 (elections) and 401 in sessions that had fewer resolutions.
FIRST_DECISION = 400
FIRST_ELECTION, LAST_FEW = 301, 50

PRINTED = re.compile(
    r"^(?:R|A/RES)/(?P<session>\d{1,4})/(?P<number>\d{1,6}(?!\d))/?(?P<letter>[A-Z]{0,2}?)"
    r"(?:(?<=\d)/|(?<=[A-Z])/)?(?P<section>(?<=/)[IVX]+)?$"
)
SPECIAL = re.compile(r"^(?P<kind>ESS|SS|GOAR)/(?P<session>\d+)")
EMERGENCY = re.compile(r"^A/RES/(?P<session>ES-\d+|S-\d+)/\d+[A-Z]?$")
PAGED = "“{}” in this source is a page of the Official Records, not a symbol."
DOUBTFUL = "“{}” in this source does not tell which resolution this is."


class Number(NamedTuple):
    """One number as printed, taken apart; `letter` is not yet told to be the text's own."""

    printed: str
    session: str
    number: int = 0
    letter: str = ""
    section: str = ""
    symbol: str = ""
    is_paged: bool = False


def number(printed: str, column: str) -> Number:
    """A number beside the session column ("38" or "74.0"), which it never overrules.

    The column counts special sessions to the regular one beside them, and so do the figures
    published from this data; only without it is a special session named.
    """
    session = column.removesuffix(".0")[:LONGEST_SESSION]
    if special := SPECIAL.match(printed):
        if special["kind"] == "GOAR":
            return Number(printed, session, is_paged=True)
        kind = "ES" if special["kind"] == "ESS" else "S"
        return Number(printed, session or f"{kind}-{special['session']}", is_paged=True)
    if emergency := EMERGENCY.match(printed):
        return Number(printed, session or emergency["session"], symbol=printed)
    found = PRINTED.match(printed)
    if not session and found:
        session = found["session"]
    if printed and session.isdecimal() and int(session) <= LAST_PAGED:
        return Number(printed, session, is_paged=True)
    if found is None or found["session"] != session:
        return Number(printed, session)
    letter, section = found["letter"], found["section"] or ""
    return Number(printed, session, int(found["number"]), letter, section)


def give(calls: Iterable[tuple[FileRollCall, Number]]) -> None:
    """Give roll calls whose scope is read their symbols; notes say why others have none."""
    by_text: dict[tuple[str, int], list[tuple[FileRollCall, Number]]] = defaultdict(list)
    for call, told in calls:
        call.session = told.session
        if told.symbol:
            call.symbol = told.symbol
        elif told.number:
            by_text[told.session, told.number].append((call, told))
        elif told.printed:
            say(call, (PAGED if told.is_paged else DOUBTFUL).format(told.printed))
    for (session, _), held in by_text.items():
        if LAST_PAGED < int(session) < LAST_ROMAN:
            _unravel(held)
        else:
            for call, told in held:
                call.symbol = symbol(told, told.letter)


def withdraw(call: FileRollCall, told: Number) -> None:
    """Take the symbol from a text that turns out to have been rejected."""
    if call.symbol and rejected(call):
        _doubt(call, told)


def _unravel(held: list[tuple[FileRollCall, Number]]) -> None:
    """Letters to session 29, where they number the votes held on a text and not only its parts.

    At most one adopted text under a number: the letters say nothing. Two or more: the letters are
    its parts as far as each of them is an adopted text; behind the first vote on something else
    they are one or more too far on, and which text they stand for cannot be told.
    """
    lettered = [each for each in held if each[1].letter]
    adopted = sum(call.scope == "whole" and not rejected(call) for call, _ in held)
    unread = any(call.scope == "unknown" for call, _ in lettered)
    ordered = True
    for call, told in sorted(held, key=lambda each: each[1].letter):
        trusted = not told.letter or not (unread or (adopted > 1 and not ordered))
        is_part = call.scope == "whole" and not rejected(call)
        if told.letter and adopted > 1 and not is_part:
            ordered = trusted = False
        if trusted and not rejected(call):
            call.symbol = symbol(told, told.letter if adopted > 1 else "")
        else:
            _doubt(call, told)


def rejected(call: FileRollCall) -> bool:
    """Whether it is on a whole text that has no majority, and so never had the number."""
    counted = call.counted()
    return call.scope == "whole" and counted["Y"] <= counted["N"]


def symbol(told: Number, letter: str) -> str:
    """The symbol: A/RES/2625(XXV), A/RES/38/35A, A/DEC/38/416."""
    session, numbered = int(told.session), told.number
    if session <= LAST_ROMAN:
        return f"A/RES/{numbered}{letter}({roman(session)})"
    few = session <= LAST_FEW and numbered >= FIRST_ELECTION
    kind = "DEC" if few or numbered >= FIRST_DECISION else "RES"
    return f"A/{kind}/{session}/{numbered}{'-'.join(letter)}"


def _doubt(call: FileRollCall, told: Number) -> None:
    call.symbol = ""
    say(call, DOUBTFUL.format(told.printed))


def say(call: FileRollCall, sentence: str) -> None:
    """Add a sentence of this record's own to the note, behind the source's description."""
    stop = "." if call.note and call.note[-1].isalnum() else ""
    call.note = f"{call.note}{stop} {sentence}".strip()
