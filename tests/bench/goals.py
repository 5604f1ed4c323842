"""Every goal, in one place. The bench reads them and never changes one.

They are those of the design (`design/quality.md`) and of the issues that set them.
"""

from __future__ import annotations

from tests.bench.figure import Goal

NONE = Goal("=", 0)

# Bringing files of votes in
IMPORT_TIME = {"sqlite": Goal("≤", 5, "×"), "postgresql": Goal("≤", 3, "×")}
IMPORT_MEMORY = Goal("≤", 300, "MB")
IMPORT_AGAIN = Goal("≤", 0.5, "×")
WIDE_SAMPLE = Goal("=", 100)
VOETEN_ROLL_CALLS = Goal("=", 6_203)
VOETEN_VOTES = Goal("=", 870_109)

# Agreement of one country with all others, on the full record
AGREEMENT_WARM = Goal("≤", 25, "ms")
AGREEMENT_FIRST = Goal("≤", 3, "s")

# The API beside Datasette, by what share of two workers serves it
PAGES_AS_IT_COMES = {1: Goal("≥", 6, "×"), 0.5: Goal("≥", 3, "×")}
PAGES_LEAN = {1: Goal("≥", 2, "×"), 0.5: Goal("≥", 1, "×")}
NOT_MODIFIED = Goal("≥", 5, "×")
PAGE_INSIDE = Goal("≤", 12, "×")
FILE_LINES = Goal("≥", 3, "×")
FILE_MEMORY = Goal("≤", 50, "MB")
TENFOLD = Goal("≤", 1.5, "×")

# A country's stance page, made anew each time
COUNTRY_QUERIES = Goal("≤", 12)
COUNTRY_TIME = Goal("≤", 60, "ms")
COUNTRY_SIZE = Goal("≤", 60, "kB")
