"""Vetoes in the Security Council: a file with one row for each proposal that a veto stopped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from votes.importers.rollcall import FileRollCall, UnreadableFile
from votes.importers.undl import Records

NEEDED = ("date", "draft", "meeting_record", "agenda_item", "member_veto1")
VETOES = ("member_veto1", "member_veto2", "member_veto3")
# Each permanent member as printed, which is also the heading of its own column.
MEMBERS = {
    "China": "CHN",
    "France": "FRA",
    "Russia": "RUS",
    "USSR": "SUN",
    "USA": "USA",
    "UK": "GBR",
}
LONGEST_RECORD = 40

DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
MEETING = re.compile(r"^S/PV\.\d+$")
# A document: S/471/Add.1, S/2014/189; behind "and" only its addition: "and Corr.1 & 2".
DOCUMENT = re.compile(r"\bS/(?!PV\.)(?:\d{4}/)?\d+(?:/(?:Rev|Add|Corr)\.\d+)*")
ADDITIONS = re.compile(r"(?:and|&)\s+((?:Add|Corr)\.)?(\d+)\b")
AS_PUT = re.compile(r"\(?\b(as amended|as corrected|incorporating the amendment)\)?")
# The Council's question whether something is a question of procedure, put before the proposal.
PRELIMINARY = re.compile(r"\s*\bpreliminary question$", re.I)
PART = re.compile(r"\b(?P<amendment>amendments? to)\b|\b(?P<paragraph>paragraphs? \d+ of)\b", re.I)
PROCEDURE = "Whether the question is one of procedure"


def is_vetoes(header: list[str]) -> bool:
    names = set(_columns(header))
    return names.issuperset(NEEDED) and bool(names & {name.lower() for name in MEMBERS})


def parse(records: Records) -> list[FileRollCall]:
    """The vetoed proposals, one roll call a row, of which only the vetoing members are known.

    What is wrong with a row stands among its faults. Raises UnreadableFile where the header is
    of another layout.
    """
    rows = iter(records)
    _, header = next(rows, (0, []))
    if not is_vetoes(header):
        raise UnreadableFile(
            f"The layout is not that of a file of vetoes: expected at least the columns "
            f"{', '.join(NEEDED)} and one of {', '.join(MEMBERS)}; "
            f"found {', '.join(header[:30]) or 'nothing'}."
        )
    names = _columns(header)
    calls: list[FileRollCall] = []
    taken: dict[str, int] = {}
    for line, row in rows:
        if not any(row):
            continue
        if len(row) != len(names):
            call = FileRollCall("", line, "vetoes", "SC", "council", None)
            call.fault("", f"The row has {len(row)} cells, {len(names)} are expected.", line)
        else:
            call = _begin({name: cell.strip() for name, cell in zip(names, row, strict=True)}, line)
        call.record = _record(call, taken)
        # The number rests on the whole row, which is read by now.
        call.faults = [replace(fault, record=call.record) for fault in call.faults]
        calls.append(call)
    return calls


def _columns(header: list[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _begin(cells: dict[str, str], line: int) -> FileRollCall:
    item, printed = cells["agenda_item"], cells["draft"]
    title = PRELIMINARY.sub("", item)
    call = FileRollCall(
        record="",
        line=line,
        scheme="vetoes",
        body="SC",
        organ="council",
        day=None,
        drafts=documents(printed),
        title=title or printed or cells["meeting_record"],
        outcome="not_adopted",
    )
    _meeting(call, cells["meeting_record"])
    if title != item:
        call.scope, call.scope_label = "motion", PROCEDURE
    elif part := PART.search(f"{item} {printed}"):
        call.scope = part.lastgroup or ""
    if put := AS_PUT.search(printed):
        call.note = f"{call.note} Put to the vote {put[1]}: {printed}.".strip()
    call.day = _day(call, cells["date"])
    _positions(call, cells)
    return call


def _day(call: FileRollCall, text: str) -> date | None:
    try:
        if match := DAY.match(text):
            month, day, year = map(int, match.groups())
            return date(year, month, day)
    except ValueError:
        pass
    call.fault("date", f"“{text}” is not a date such as 2/28/1946.")
    return None


def documents(printed: str) -> list[str]:
    """The draft's own documents: the first named and its revisions and additions.

    The record of a meeting is not one: it stands where the proposal had no document.
    """
    found = list(dict.fromkeys(DOCUMENT.findall(printed)))
    if len(found) == 1 and "Corr." not in found[0]:
        kind = ""
        for given, number in ADDITIONS.findall(printed):
            kind = given or kind
            if kind:
                found.append(f"{found[0]}/{kind}{number}")
    return found


def _meeting(call: FileRollCall, printed: str) -> None:
    """Votes in writing had no meeting; the file then has the letters that announced them."""
    if MEETING.match(printed):
        call.meeting = printed
    elif printed:
        letters = ", ".join(printed.split())
        call.note = f"Voted in writing, without a meeting; announced in {letters}."
    else:
        call.fault("meeting_record", "The row names no meeting.")


def _positions(call: FileRollCall, cells: dict[str, str]) -> None:
    """The vetoing members as named, held against the columns of the permanent members.

    A column that is marked for a member that is not named refuses the row. A member that is named
    without a mark is a doubt only, for whole years of the file lack marks.
    """
    named = [cells[column] for column in VETOES if cells.get(column)]
    for column in VETOES:
        name = cells.get(column, "")
        if name and name not in MEMBERS:
            call.fault(column, f"“{name}” is not a permanent member of the Council.")
        elif name and named.count(name) > 1:
            call.fault(column, f"{name} is named more than once.")
        elif name:
            call.positions.append((MEMBERS[name], name, "N"))
            call.lines.append(call.line)
    if not named:
        call.fault("member_veto1", "The row names no member that cast a veto.")
    marked = [name for name in MEMBERS if cells.get(name.lower()) == "1"]
    for name in MEMBERS:
        mark = cells.get(name.lower(), "")
        if mark not in {"", "0", "1"}:
            call.fault(name, f"“{mark}” is neither 1 nor 0.")
        elif name in marked and name not in named:
            call.fault(name, f"The column is marked for {name}, which is not named as vetoing.")
        elif name in named and name not in marked:
            call.fault(name, f"{name} is named, but its column is not marked.", kind="doubt")


def _record(call: FileRollCall, taken: dict[str, int]) -> str:
    """Meeting, document and day, for the file has no numbers of its own.

    What comes a second time is told apart by its place among the same, which new rows at the end
    of a later edition do not change.
    """
    day = call.day.isoformat() if call.day else ""
    parts = [call.meeting or "no meeting", call.drafts[0] if call.drafts else day]
    record = " ".join(part for part in parts if part)[: LONGEST_RECORD - 4]
    taken[record] = taken.get(record, 0) + 1
    return record if taken[record] == 1 else f"{record} ({taken[record]})"
