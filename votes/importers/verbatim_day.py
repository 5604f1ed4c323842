"""The day of a meeting, where its text clearly has one."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    ("january", "janvier", "enero"),
    ("february", "février", "febrero"),
    ("march", "mars", "marzo"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juin", "junio"),
    ("july", "juillet", "julio"),
    ("august", "août", "agosto"),
    ("september", "septembre", "septiembre"),
    ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"),
    ("december", "décembre", "diciembre"),
)
NUMBER_OF = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}
WORDS = "|".join(NUMBER_OF)
DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi"
    "|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
WEEKDAY = re.compile(rf"\b(?:{DAYS}),?\s{{1,3}}$")
WRITTEN = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s{{1,3}}(?:de\s)?"
    rf"(?P<month>{WORDS}),?\s{{1,3}}(?:de\s)?(?P<year>\d{{4}})(?!\d)"
)
AMERICAN = re.compile(
    rf"\b(?P<month>{WORDS})\s{{1,3}}(?P<day>\d{{1,2}}),?\s{{1,3}}(?P<year>\d{{4}})(?!\d)"
)
# Records print the day first.
FIGURES = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])")
ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
FIRST = date(1945, 10, 24)


def day_of(text: str, last: date) -> date | None:
    """The day of the meeting that a text records, not after `last`; None where it is not clear.

    Clear is the one day that stands with its weekday; else the one day that has a line to itself;
    else the only day in the text.
    """
    text = text.lower()
    with_weekday: set[date] = set()
    alone: set[date] = set()
    all_days: set[date] = set()
    for pattern in (WRITTEN, AMERICAN, FIGURES, ISO):
        for match in pattern.finditer(text):
            day = _date(match)
            if day is None or not FIRST <= day <= last:
                continue
            all_days.add(day)
            if WEEKDAY.search(text, max(0, match.start() - 14), match.start()):
                with_weekday.add(day)
            before = text[max(0, match.start() - 40) : match.start()].rpartition("\n")[2]
            after = text[match.end() : match.end() + 40].partition("\n")[0]
            if not before.strip() and not after.strip():
                alone.add(day)
    for days in (with_weekday, alone, all_days):
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _date(match: re.Match[str]) -> date | None:
    month = match["month"]
    try:
        return date(int(match["year"]), NUMBER_OF.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
