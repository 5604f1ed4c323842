"""How values stand in the cells of a table that people open and programs bring in again."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

# What spreadsheets read a formula from, plain or full-width; a tab or line break may hide one.
LEADS = "=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20"
# Some programs drop blanks before a formula. Apostrophes count, so that a text that already has
# one before a formula gets another and no two texts become the same.
DANGEROUS = re.compile(rf"'*[\s\ufeff\u200b]*[{re.escape(LEADS)}]|'*[\t\r\n]")


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it.

    >>> defused("=1+1"), defused("'=1+1"), defused("'s-Hertogenbosch"), defused("A/RES/1")
    ("'=1+1", "''=1+1", "'s-Hertogenbosch", 'A/RES/1')
    """
    return f"'{text}" if text and DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """What `defused` was given.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'s-Hertogenbosch")
    ('=1+1', "'=1+1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and DANGEROUS.match(text) else text


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
LARGEST = 2**63 - 1


@lru_cache(maxsize=1024)
def moment_cell(value: datetime) -> str:
    """A time to the microsecond, in UTC: 2022-03-02T15:04:05.000000Z."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def json_cell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except ValueError:
        raise ValueError("not JSON") from None


def read_text(cell: str) -> str:
    if "\0" in cell:
        raise ValueError("a NUL character")
    return restored(cell)


def read_number(cell: str) -> int:
    if not NUMBER.fullmatch(cell) or int(cell) > LARGEST:
        raise ValueError("not a whole number")
    return int(cell)


def read_day(cell: str) -> date:
    if not DAY.fullmatch(cell):
        raise ValueError("not a date such as 2022-03-02")
    return date.fromisoformat(cell)


def read_moment(cell: str) -> datetime:
    if not MOMENT.fullmatch(cell):
        raise ValueError("not a time such as 2022-03-02T15:04:05.000000Z")
    return datetime.fromisoformat(cell)
