"""The UN Digital Library's voting files: Assembly and Council, one row a state or one a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import itemgetter

from votes.importers.rollcall import (
    LETTERS,
    NON_VOTING,
    TOTAL_COLUMNS,
    FileRollCall,
    UnreadableFile,
)

Records = Iterable[tuple[int, list[str]]]

# Names that editions of the files gave to the same column.
RENAMED = {
    "ms_codes": "ms_code",
    "ms_names": "ms_name",
    "ms_votes": "ms_vote",
    "resolutions": "resolution",
    "yes": "total_yes",
    "no": "total_no",
    "abstentions": "total_abstentions",
    "non_voting": "total_non_voting",
    "total": "total_ms",
    "total_voting": "total_ms",
    "description": "title",
    "agenda": "agenda_title",
    "agenda_titles": "agenda_title",
}
# Columns about the text and its vote; all others of the wide form are states.
ABOUT = (
    *("undl_id", "date", "session", "resolution", "draft", "committee_report", "meeting"),
    *("title", "agenda_title", "subjects", "vote_note", *TOTAL_COLUMNS.values(), "total_ms"),
    *("modality", "undl_link"),
)
OF_A_STATE = ("ms_code", "ms_name", "ms_vote")
# Columns that say nothing the record needs.
IGNORED = {"permanent_member"}
NEEDED = {"undl_id", "date", "resolution", "total_yes", "total_no"}
# Ways of voting by a word that each edition's name for them has; the first that fits.
MODALITIES = (
    ("no vote", ""),
    ("not put", ""),
    ("without", "without_vote"),
    ("consensus", "without_vote"),
    ("acclamation", "acclamation"),
    ("roll", "roll_call"),
    ("vote", "recorded"),
)
ADOPTED_BY = re.compile(r"\s*:\s*(?:resolution|decision)\s*/\s*adopted by\b.*$", re.I | re.S)
COUNCIL_TITLE = re.compile(r"^Security Council resolution \d+ \(\d{4}\)\s*\[(?P<title>.+)\]$", re.S)
SYMBOL = re.compile(r"[AS]/(?:RES|DEC)/(?=[^|]*\d)[A-Z0-9()\[\]/. -]+")
WRITTEN_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.]*Z?)?")
NUMBER = re.compile(r"[0-9]{1,4}")
WITHOUT_VOTE = re.compile(r"without (?:a )?vote|acclamation", re.I)


def columns(header: list[str]) -> list[str]:
    """The columns of a header by their present names."""
    names = [name.strip().lower().replace("-", "_") for name in header]
    return [RENAMED.get(name, name) for name in names]


def is_long(header: list[str]) -> bool:
    names = set(columns(header))
    return names >= NEEDED and "ms_vote" in names and bool(names & {"ms_code", "ms_name"})


def is_wide(header: list[str]) -> bool:
    names = set(columns(header))
    return names >= NEEDED and "ms_vote" not in names and len(names - {*ABOUT, *IGNORED}) >= 10


def parse(records: Records) -> list[FileRollCall]:
    """The roll calls of a file in any of its four forms, in the order they begin.

    Rows of one roll call need not stand together. What is wrong with a roll call stands among
    its faults. Raises UnreadableFile where the header is of another layout.
    """
    rows = iter(records)
    try:
        _, header = next(rows)
    except StopIteration:
        raise UnreadableFile("The file is empty.") from None
    if is_long(header):
        return _long(columns(header), rows)
    if is_wide(header):
        return _wide(header, rows)
    raise UnreadableFile(
        "The layout is not one of the UN Digital Library's: expected at least the columns "
        f"{', '.join(sorted(NEEDED))} and ms_vote or one column a state; "
        f"found {', '.join(header[:30])}."
    )


def _long(names: list[str], rows: Iterator[tuple[int, list[str]]]) -> list[FileRollCall]:
    index = {name: place for place, name in enumerate(names)}
    about = [name for name in ABOUT if name in index]
    facts_of = itemgetter(*(index[name] for name in about))
    state_of = _picker([index.get(column) for column in OF_A_STATE])
    key, width = index["undl_id"], len(names)
    calls: dict[str, FileRollCall] = {}
    facts: dict[str, tuple[str, ...]] = {}
    # One position for each different combination of cells, worked out once and not for each row.
    seen: dict[tuple[str, ...], tuple[str, str, str] | None] = {}
    ragged: list[tuple[str, int, int]] = []
    for line, row in rows:
        if len(row) != width:
            if any(row):
                ragged.append((row[key] if len(row) > key else "", line, len(row)))
            continue
        record = row[key].strip()
        told = facts_of(row)
        call = calls.get(record)
        if call is None:
            call = calls[record] = _begin(dict(zip(about, told, strict=True)), line)
            facts[record] = told
        elif told != facts[record]:
            _contradiction(call, about, facts[record], told, line)
        cells = state_of(row)
        try:
            position = seen[cells]
        except KeyError:
            position = seen[cells] = _position(*cells)
        if position is None:
            call.fault("ms_vote", f"“{cells[2]}” is not a position.", line)
            continue
        call.positions.append(position)
        call.lines.append(line)
    for record, line, found in ragged:
        call = calls.setdefault(record, _unread(record, line))
        call.fault("", f"The row has {found} cells, {width} are expected.", line)
    return list(calls.values())


def _picker(places: list[int | None]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes the cells at these places from a row; a place that is missing gives ""."""
    there = [place for place in places if place is not None]
    if len(there) == len(places):
        return itemgetter(*there)
    return lambda row: tuple("" if place is None else row[place] for place in places)


def _position(code: str, name: str, vote: str) -> tuple[str, str, str] | None:
    """A state's cells as a position; None where the vote is none that is known."""
    letter = vote.strip().upper()
    if letter in NON_VOTING:
        letter = "X"
    return (code.strip(), name.strip(), letter) if letter in {*LETTERS} else None


def _unread(record: str, line: int) -> FileRollCall:
    """A roll call of which nothing can be trusted but that it is there."""
    return FileRollCall(record, line, "undl", "GA", "plenary", None)


def _contradiction(
    call: FileRollCall,
    about: list[str],
    first: tuple[str, ...],
    told: tuple[str, ...],
    line: int,
) -> None:
    """Note where a row tells other facts than the first of its roll call: once a column, and not
    where only the form differs."""
    faulty = {fault.column for fault in call.faults}
    for name, printed, here in zip(about, first, told, strict=True):
        before, now = whole(printed.strip()), whole(here.strip())
        # A note may stand on the rows of some members only.
        if before != now and name != "vote_note":
            if name not in faulty:
                call.fault(name, f"“{now}” here, “{before}” in record {call.line}.", line)
        elif before != now and now and now not in call.note:
            call.note = f"{call.note} {now}".strip()


def _wide(header: list[str], rows: Iterator[tuple[int, list[str]]]) -> list[FileRollCall]:
    names = columns(header)
    known = {*ABOUT, *IGNORED}
    about = [(place, name) for place, name in enumerate(names) if name in ABOUT]
    states = [
        (place, header[place].strip()) for place, name in enumerate(names) if name not in known
    ]
    calls: list[FileRollCall] = []
    for line, row in rows:
        if not any(row):
            continue
        if len(row) != len(names):
            call = _unread(row[0], line)
            call.fault("", f"The row has {len(row)} cells, {len(names)} are expected.", line)
            calls.append(call)
            continue
        call = _begin({name: row[place] for place, name in about}, line)
        for place, state in states:
            cell = row[place].strip()
            # A cell of another column than a state's is known once the states are looked up.
            position = _position("", state, cell) if cell else None
            call.positions.append(position or ("", state, cell))
            call.lines.append(line)
        calls.append(call)
    return calls


def _begin(facts: dict[str, str], line: int) -> FileRollCall:
    """A roll call from the columns about it, without positions yet."""
    facts = {name: value.strip() for name, value in facts.items()}
    symbol = facts.get("resolution", "").rstrip("*").strip().upper()
    council = symbol.startswith("S/") or facts.get("meeting", "").startswith("S/")
    drafts = [each.strip() for each in facts.get("draft", "").split("|") if each.strip()]
    call = FileRollCall(
        record=facts.get("undl_id", ""),
        line=line,
        scheme="undl",
        body="SC" if council else "GA",
        organ="council" if council else "plenary",
        day=None,
        symbol=symbol,
        drafts=drafts,
        session=whole(facts.get("session", "")),
        meeting=facts.get("meeting", ""),
        committee_report=facts.get("committee_report", ""),
        title=clean_title(facts.get("title", "")) or symbol or (drafts[0] if drafts else ""),
        agenda_title=facts.get("agenda_title", ""),
        subjects=[each.strip() for each in facts.get("subjects", "").split("|") if each.strip()],
        note=facts.get("vote_note", ""),
    )
    if not call.record:
        call.fault("undl_id", "The record has no number.")
    try:
        match = WRITTEN_DAY.fullmatch(facts.get("date", ""))
        call.day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        pass
    if call.day is None:
        call.fault("date", f"“{facts.get('date', '')}” is not a date such as 2022-03-02.")
    if not symbol and not drafts:
        call.fault("resolution", "The record has neither a resolution nor a draft.")
    elif symbol and not SYMBOL.fullmatch(symbol):
        printed = facts["resolution"]
        call.fault("resolution", f"“{printed}” is not the symbol of one resolution or decision.")
    # Editions without a column for it tell in the note how a text was adopted.
    noted = WITHOUT_VOTE.search(facts.get("vote_note", ""))
    if modality := facts.get("modality", "") or (noted[0] if noted else ""):
        known = [way for word, way in MODALITIES if word in modality.lower()]
        if known and known[0]:
            call.modality = known[0]
        else:
            call.fault("modality", f"“{modality}” is not a way of voting that is known.")
    if call.modality in {"recorded", "roll_call"}:
        _totals(call, facts)
    return call


def _totals(call: FileRollCall, facts: dict[str, str]) -> None:
    for letter, column in TOTAL_COLUMNS.items():
        text = facts.get(column, "")
        if not text:
            continue
        if NUMBER.fullmatch(whole(text)):
            call.totals[letter] = int(whole(text))
        else:
            call.fault(column, f"“{text}” is not a number of votes.")


def whole(text: str) -> str:
    """A number without a needless fraction: "142.0" is 142, "ES-10" stays."""
    return text.removesuffix(".0")


def clean_title(title: str) -> str:
    """The subject alone, without “resolution adopted by …” or the Council's brackets."""
    if match := COUNCIL_TITLE.match(title):
        return match["title"]
    return ADOPTED_BY.sub("", title).strip()
