"""Words on a card: the shipped typefaces, and text that fits its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

# Shipped with their licence, so that a card looks alike wherever it is drawn.
FOLDER = Path(__file__).resolve().parents[2] / "data" / "fonts"
SERIF, SANS, BOLD = "DejaVuSerif-Bold.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
MORE = " …"
DATE = re.compile(r"\b(\d{1,2}) ([^\W\d_]+) (\d{4})\b")

Font = ImageFont.FreeTypeFont


@cache
def face(name: str, size: int) -> Font:
    # The plain engine is in every build of the library.
    return ImageFont.truetype(str(FOLDER / name), size, layout_engine=ImageFont.Layout.BASIC)


def composed(text: str) -> str:
    """Letters and their accents as one sign each, on one line; a date does not break."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return DATE.sub("\\1\u00a0\\2\u00a0\\3", line)


def fitted(
    text: str, name: str, ways: Sequence[tuple[int, int]], width: int
) -> tuple[Font, list[str]]:
    """Text in the first of some ways, each a size and how many lines it may take, in which it
    fits; in the last what does not fit is left out, and a sign says so."""
    for size, most in ways:
        font = face(name, size)
        lines = broken(composed(text), font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            return font, balanced(lines, font, width)
    kept = [cut(line, font, width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = cut(f"{kept[-1]} {lines[most]}", font, width)
    return font, kept


def broken(text: str, font: Font, width: int) -> list[str]:
    """Text as lines of at most a width, as far as its words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(lines: list[str], font: Font, width: int) -> list[str]:
    """The same lines as alike in length as they can be: no word stands alone on the last."""
    text, kept = " ".join(lines), lines
    for narrower in range(width, width // 2, -16):
        tried = broken(text, font, narrower)
        if len(tried) > len(lines) or any(font.getlength(line) > width for line in tried):
            break
        kept = tried
    return kept


def cut(line: str, font: Font, width: int) -> str:
    """A line cut to a width, between words where it has any, with the sign that it is."""
    if font.getlength(line) <= width:
        return line
    kept = line
    while " " in kept and font.getlength(kept + MORE) > width:
        kept = kept.rpartition(" ")[0]
    while kept and font.getlength(kept + MORE) > width:
        kept = kept[:-1]
    return kept + MORE
