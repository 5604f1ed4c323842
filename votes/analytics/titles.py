"""Titles as compared: a question put again in another year has the same, but for the year."""

from __future__ import annotations

import re
import unicodedata

# What a title says of its own edition, not of its question.
EDITION = re.compile(
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\b"  # a year, a biennium
    r"|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[\w-]+(?:ieth|teenth)"
    r"|[\w-]+-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\s+"
    r"(?=(?:regular |special )?(?:sessions?|reports?)\b)"
)


def title_key(title: str) -> str:
    """A title as compared: no accents, case, punctuation, nor the year or number of its edition.

    >>> title_key("Programme budget for the biennium 1988–1989"), title_key("Question of Cyprus.")
    ('programme budget for the biennium', 'question of cyprus')
    """
    decomposed = unicodedata.normalize("NFKD", title)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
    words = re.sub(r"[\W_]+", " ", EDITION.sub(" ", plain))
    return " ".join(words.split()).removeprefix("the ")
