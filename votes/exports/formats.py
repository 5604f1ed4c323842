"""How a line of the record is written: as CSV or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

import orjson

from votes.models.cells import defused

NEEDS_QUOTES = re.compile(r'[",\r\n]')


class Format(Protocol):
    """A way to write lines, each of which is joined from parts of several columns."""

    word: str
    media_type: str

    def head(self, names: Sequence[str]) -> str:
        """What stands before the first line."""

    def key(self, name: str) -> str:
        """What stands before the value of a column of whole numbers."""

    def part(self, names: Sequence[str], values: Iterable[Any]) -> str:
        """A part of a line: some neighbouring columns."""

    def line(self, parts: Iterable[str]) -> str: ...


class Csv:
    """Comma-separated values (RFC 4180) in UTF-8; an empty cell is null, formulas are defused."""

    word, media_type = "csv", "text/csv"

    def head(self, names: Sequence[str]) -> str:
        return self.line(names)

    def key(self, name: str) -> str:
        return ""

    def part(self, names: Sequence[str], values: Iterable[Any]) -> str:
        return ",".join(map(cell, values))

    def line(self, parts: Iterable[str]) -> str:
        return ",".join(parts) + "\r\n"


class JsonLines:
    """One JSON object a line, with the same columns by name."""

    word, media_type = "jsonl", "application/jsonl"

    def head(self, names: Sequence[str]) -> str:
        return ""

    def key(self, name: str) -> str:
        return f'"{name}":'

    def part(self, names: Sequence[str], values: Iterable[Any]) -> str:
        pairs = zip(names, (None if value == "" else value for value in values), strict=True)
        return orjson.dumps(dict(pairs), option=orjson.OPT_UTC_Z).decode()[1:-1]

    def line(self, parts: Iterable[str]) -> str:
        return "{" + ",".join(parts) + "}\n"


FORMATS: dict[str, Format] = {each.word: each for each in (Csv(), JsonLines())}


def cell(value: Any) -> str:
    """A value as it stands in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    text = defused(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text
