"""Voeten's roll calls of the General Assembly, from three files together or from a single one."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from votes.importers.rollcall import FileRollCall, UnreadableFile
from votes.importers.undl import Records
from votes.importers.voeten_cells import complete

Rows = Iterator[tuple[int, list[str]]]
Position = tuple[str, str, str]

# Each file by its columns; a single file first, for it has the columns of the roll calls too.
PARTS = {
    "single": ("rcid", "session", "vote", "ccode", "date", "unres"),
    "votes": ("rcid", "country", "country_code", "vote"),
    "roll_calls": ("rcid", "session", "date", "unres", "amend", "para", "short", "descr"),
    "issues": ("rcid", "short_name", "issue"),
}
NEEDED = ("votes", "roll_calls")
ISSUES = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons and nuclear material",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
# Columns of a single file that are about the roll call.
FACTS = {"session", "date", "unres", *ISSUES}
LETTERS = {"yes": "Y", "abstain": "A", "no": "N", "1": "Y", "2": "A", "3": "N", "8": "X"}
NOT_A_MEMBER = "9"
# Codes that the record has not got: Taiwan sat as China, North Yemen counts with Yemen.
NO_CODE = {"TW"}
NUMBERS = {"678": ("679", ""), "713": ("", "Taiwan")}


@dataclass(slots=True)
class Votes:
    """What the file of votes has for one roll call."""

    positions: list[Position] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("L"))
    faults: list[tuple[str, str, int]] = field(default_factory=list)


def part_of(header: list[str]) -> str:
    """Which of the files a header belongs to: "votes", "roll_calls", "issues", "single" or ""."""
    names = set(_columns(header))
    return next((part for part, needed in PARTS.items() if names.issuperset(needed)), "")


def parse(parts: dict[str, Records]) -> list[FileRollCall]:
    """The roll calls of the files by their parts, in the order in which they begin.

    Either "votes" with "roll_calls" and perhaps "issues", or "single" alone. What is wrong with a
    roll call stands among its faults. Raises UnreadableFile where a part is missing or is
    another file than its name says.
    """
    if set(parts) - {"single"} and "single" in parts:
        raise UnreadableFile("A single file of Voeten's is complete; no other is expected with it.")
    if not parts or (
        missing := [part for part in NEEDED if part not in parts and "single" not in parts]
    ):
        raise UnreadableFile(
            f"Expected Voeten's files of votes and of roll calls together; found "
            f"{', '.join(parts) or 'none'}, missing {', '.join(missing if parts else NEEDED)}."
        )
    opened = {part: _opened(part, records) for part, records in parts.items()}
    if "single" in opened:
        return _single(*opened["single"])
    issues = _issues(*opened["issues"]) if "issues" in opened else {}
    return _together(opened["roll_calls"], _votes(*opened["votes"]), issues)


def _columns(header: list[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _opened(part: str, records: Records) -> tuple[list[str], Rows]:
    rows = iter(records)
    _, header = next(rows, (0, []))
    if part not in PARTS or part_of(header) != part:
        raise UnreadableFile(
            f"The file is not Voeten's “{part}”: expected at least the columns "
            f"{', '.join(PARTS.get(part, ()))}; found {', '.join(header[:30]) or 'nothing'}."
        )
    return _columns(header), rows


def _whole(names: list[str], rows: Rows) -> Iterator[tuple[int, list[str], bool]]:
    """The rows that are not empty, each with whether it has as many cells as the header."""
    width = len(names)
    for line, row in rows:
        if len(row) == width:
            yield line, row, True
        elif any(row):
            yield line, row, False


def _ragged(names: list[str], row: list[str]) -> tuple[str, str]:
    """The number of the roll call of a row that is too short or too long, and what to say."""
    key = names.index("rcid")
    record = row[key].strip() if key < len(row) else ""
    return record, f"The row has {len(row)} cells, {len(names)} are expected."


def _votes(names: list[str], rows: Rows) -> dict[str, Votes]:
    key, country, code, vote = (names.index(column) for column in PARTS["votes"])
    found: dict[str, Votes] = defaultdict(Votes)
    # One tuple for each different combination of state and letter, not one for each row.
    seen: dict[Position, Position | None] = {}
    for line, row, fits in _whole(names, rows):
        if not fits:
            record, what = _ragged(names, row)
            found[record].faults.append(("", what, line))
            continue
        votes = found[row[key]] if row[key] in found else found[row[key].strip()]
        printed = (row[code], row[country], row[vote])
        try:
            position = seen[printed]
        except KeyError:
            position = seen[printed] = _position(*printed)
        if position is None:
            votes.faults.append(("vote", f"“{row[vote]}” is not a position.", line))
            continue
        votes.positions.append(position)
        votes.lines.append(line)
    return found


def _position(code: str, name: str, vote: str) -> Position | None:
    code = code.strip()
    letter = LETTERS.get(vote.strip().lower())
    return ("" if code in NO_CODE else code, name.strip(), letter) if letter else None


def _issues(names: list[str], rows: Rows) -> dict[str, list[str]]:
    key, issue = names.index("rcid"), names.index("issue")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for _, row, fits in _whole(names, rows):
        if fits and row[issue].strip():
            found[row[key].strip()][row[issue].strip()] = None
    return {record: list(issues) for record, issues in found.items()}


def _together(
    opened: tuple[list[str], Rows], votes: dict[str, Votes], issues: dict[str, list[str]]
) -> list[FileRollCall]:
    names, rows = opened
    calls: dict[str, FileRollCall] = {}
    facts: dict[str, dict[str, str]] = {}
    for line, row, fits in _whole(names, rows):
        if not fits:
            record, what = _ragged(names, row)
            calls.setdefault(record, _begin(record, line)).fault("", what, line)
            continue
        told = {name: cell.strip() for name, cell in zip(names, row, strict=True)}
        record = told["rcid"]
        if record in calls:
            what = f"The roll call stands in record {calls[record].line} already."
            calls[record].fault("rcid", what, line)
            continue
        calls[record], facts[record] = _begin(record, line), told
    for record, held in votes.items():
        if record not in calls:
            line = held.lines[0] if held.lines else held.faults[0][2]
            calls[record] = call = _begin(record, line)
            call.fault(
                "rcid", f"The file of roll calls has no roll call {record or 'without a number'}."
            )
        calls[record].positions, calls[record].lines = held.positions, held.lines
        for column, what, line in held.faults:
            calls[record].fault(column, what, line)
    for record, call in calls.items():
        call.subjects = issues.get(record, [])
    complete(calls, facts)
    return list(calls.values())


def _single(names: list[str], rows: Rows) -> list[FileRollCall]:
    key, vote, code = names.index("rcid"), names.index("vote"), names.index("ccode")
    about = [(place, name) for place, name in enumerate(names) if name in FACTS]
    calls: dict[str, FileRollCall] = {}
    facts: dict[str, dict[str, str]] = {}
    printed: dict[str, list[str]] = {}
    seen: dict[tuple[str, str], Position] = {}
    for line, row, fits in _whole(names, rows):
        if not fits:
            record, what = _ragged(names, row)
            calls.setdefault(record, _begin(record, line)).fault("", what, line)
            continue
        record = row[key].strip()
        call = calls.get(record)
        if call is None:
            call = calls[record] = _begin(record, line)
        cells = [row[place] for place, _ in about]
        first = printed.setdefault(record, cells)
        if first is cells:
            facts[record] = {name: row[place].strip() for place, name in about}
        elif first != cells:
            for (_, name), before, now in zip(about, first, cells, strict=True):
                if before != now:
                    call.fault(name, f"“{now}” here, “{before}” in record {call.line}.", line)
        word = row[vote].strip()
        if word == NOT_A_MEMBER:
            continue
        letter = LETTERS.get(word) if word.isdecimal() else None
        if letter is None:
            call.fault("vote", f"“{row[vote]}” is not a position.", line)
            continue
        state = (row[code], letter)
        if state not in seen:
            number = row[code].strip()
            seen[state] = (*NUMBERS.get(number, (number, "")), letter)
        call.positions.append(seen[state])
        call.lines.append(line)
    for record, told in facts.items():
        calls[record].subjects = [issue for name, issue in ISSUES.items() if told.get(name) == "1"]
    complete(calls, facts)
    return list(calls.values())


def _begin(record: str, line: int) -> FileRollCall:
    call = FileRollCall(record, line, "voeten", "GA", "plenary", None, scope="unknown")
    if not record:
        call.fault("rcid", "The roll call has no number.")
    return call
