"""Text that a spreadsheet would run, made harmless, and back again."""

from __future__ import annotations

import re

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
    return f"'{text}" if DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """What `defused` was given.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'s-Hertogenbosch")
    ('=1+1', "'=1+1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and DANGEROUS.match(text) else text
