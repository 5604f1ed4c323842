"""How a picture calls a position."""

from __future__ import annotations

WORDS = {
    "Y": "yes",
    "N": "no",
    "A": "abstained",
    "X": "did not vote",
    "-": "not recorded",
    ".": "not a member",
}


def in_words(position: str, replaces: str = "") -> str:
    """A position in words, and the recorded one that it replaces where it is as intended."""
    meant = f", as intended (recorded: {WORDS[replaces]})" if replaces else ""
    return WORDS[position] + meant


def shown(position: str | None, was_member: bool = True) -> str:
    """The position as pages mark it: "-" not recorded, "." not a member."""
    return position or ("-" if was_member else ".")
