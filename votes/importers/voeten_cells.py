"""What the cells of Voeten's roll calls say: their day, title, documents, scope and symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from votes.importers import voeten_symbol
from votes.importers.rollcall import FileRollCall
from votes.importers.undl import ADOPTED_BY, clean_title
from votes.importers.voeten_scope import Scope, by_marks, by_words, settle, spoken
from votes.importers.voeten_symbol import Number, number

# The longest beginning of a description that serves as a title.
LONGEST_TITLE = 200
# To session 57 most days are between 1 and 7, whatever the day of the vote was.
LAST_UNSURE, LAST_UNSURE_DAY = 57, 7
DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
DRAFT = re.compile(r"\bA/ ?((?:\d+|E?S-\d+)/)?L\.? ?(\d+)(?:/ ?REV\. ?(\d+))?", re.I)
# Quotation marks come as "\", "\\" and both with marks behind; whole columns may trail.
TRAILING = re.compile(r"\t[\d\s\\\"]*$")
MARK = re.compile(r"\\+\"*|\"+")
UNDERLINED = re.compile(r"_([^_<]*)<d3>")
# The end of the President's words, where the list of votes began.
LISTED = re.compile(r"\s+A$")


def complete(calls: dict[str, FileRollCall], facts: dict[str, dict[str, str]]) -> None:
    """Fill in roll calls that have their positions: each by its own cells, then by the others'."""
    read: list[tuple[FileRollCall, Number]] = []
    told: set[str] = set()
    for record, cells in facts.items():
        call, text = calls[record], unmarked(cells.get("descr", ""))
        read.append((call, number(cells["unres"], cells["session"])))
        call.day = _day(call, cells["date"])
        scope = _scope(cells, text, read[-1][1])
        call.scope, call.scope_label = scope.kind, scope.label
        if scope.told:
            told.add(record)
        if scope.kind in {"", "whole"}:
            call.drafts = drafts(text)
        call.title, call.note = _described(unmarked(cells.get("short", "")), text)
    voeten_symbol.give(read)
    settle([call for call, _ in read], told)
    for call, printed in read:
        voeten_symbol.withdraw(call, printed)
        if call.scope != "whole":
            call.drafts = []
        elif call.symbol:
            call.outcome = "adopted"
        if _is_unsure(call):
            call.precision = "month"
    _name(read, {record: unmarked(cells.get("descr", "")) for record, cells in facts.items()})
    for call in calls.values():
        if not call.positions and not call.faults:
            call.fault("rcid", "The roll call has no votes.")


def unmarked(text: str) -> str:
    """A text with typographic quotation marks for the file's, or with none if they do not pair."""
    text = UNDERLINED.sub(r"“\1”", TRAILING.sub("", text)).replace("<90>", "’").replace("<d3>", "”")
    if MARK.search(text):
        text = _paired(text)
    text = " ".join(text.split())
    return "" if text == "0" else LISTED.sub("", text) if spoken(text) else text


def _paired(text: str) -> str:
    parts: list[str] = []
    end, is_open = 0, False
    for mark in MARK.finditer(text):
        before, after = text[: mark.start()][-1:], text[mark.end() :][:1]
        opens = (not before or before in " (:-.,“") and bool(after) and not after.isspace()
        parts.append(text[end : mark.start()])
        end = mark.end()
        if opens != is_open:
            parts.append("“" if opens else "”")
            is_open = opens
        elif opens:
            # A second beginning within a quotation: which of them ends cannot be told.
            return MARK.sub("", text)
    return MARK.sub("", text) if is_open else "".join([*parts, text[end:]])


def drafts(text: str) -> list[str]:
    """The limited document of the plenary that a description names, if it is only one."""
    named = {
        f"A/{(session or '').upper()}L.{digits}" + (f"/Rev.{revision}" if revision else "")
        for session, digits, revision in DRAFT.findall(text)
    }
    return list(named) if len(named) == 1 else []


def _scope(cells: dict[str, str], text: str, printed: Number) -> Scope:
    """By words, then by marks; "" where only the other roll calls can tell."""
    if "descr" not in cells:
        # A single file has neither descriptions nor marks.
        return Scope("unknown")
    scope = by_words(text) or by_marks(text, cells["amend"], cells["para"])
    if printed.section and scope.kind in {"", "whole"}:
        return Scope("paragraph", f"Section {printed.section}", True)
    return scope


def _day(call: FileRollCall, text: str) -> date | None:
    try:
        if match := DAY.match(text):
            month, day, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        call.fault("date", f"“{text}” is not a date such as 2/28/1946 or 1946-02-28.")
        return None


def _is_unsure(call: FileRollCall) -> bool:
    session = call.session.rpartition("-")[2]
    is_early = "-" in call.session or (session.isdecimal() and int(session) <= LAST_UNSURE)
    return bool(call.day and call.day.year < 2003 and call.day.day <= LAST_UNSURE_DAY and is_early)


def _described(short: str, text: str) -> tuple[str, str]:
    """The title, "" where neither cell has one, and what the cells say beyond it.

    A description with “resolution / adopted by …” is the text's own title; the short cell then
    is the subject it was filed under, which unlike texts share.
    """
    subject, whole = clean_title(short), clean_title(text)
    if ADOPTED_BY.search(text) and not spoken(text):
        title = _beginning(whole)
        filed = subject if subject.casefold() not in whole.casefold() else ""
        return title, whole if whole != title else filed
    title = subject or ("" if spoken(text) else _beginning(whole))
    return title, whole if whole.casefold() != title.casefold() else ""


def _beginning(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _name(read: Iterable[tuple[FileRollCall, Number]], texts: dict[str, str]) -> None:
    """Titles for votes on parts, from the other votes on the text, else from what is at hand."""
    read = list(read)
    titles = {call.symbol: call.title for call, _ in reversed(read) if call.symbol and call.title}
    for call, printed in read:
        call.title = (
            call.title
            or titles.get(call.symbol, "")
            or _beginning(texts[call.record])
            or call.symbol
            or f"Roll call {call.record} of session {printed.session}"
        )
