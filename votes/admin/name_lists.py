"""Lists of states as people type and paste them: names and codes, separated by almost anything."""

import re
from itertools import islice

from votes.models import Country

SEPARATOR = re.compile(r"[,;\n]")
# The most separators that one name contains, as in "Congo, Democratic Republic of the".
LONGEST_NAME = 4
# Near names are looked up only for so many unknown ones; each costs a reading of all names.
NEAR_NAMES_FOR = 10


def pieces(text):
    """Where the pieces between separators begin and end, empty ones left out."""
    start, found = 0, []
    for end in [*(match.start() for match in SEPARATOR.finditer(text)), len(text)]:
        if text[start:end].strip():
            found.append((start, end))
        start = end + 1
    return found


def read_names(text, on, known=None):
    """The states that a list names on a day, and what is wrong with it.

    Returns pairs of a country and the text that named it, and a list of sentences. A name that
    contains separators wins over its parts. `known` are names of countries that need no looking
    up, by the text as it stands.
    """
    known = known or {}
    spans = pieces(text)
    candidates = {
        (first, last): text[spans[first][0] : spans[last][1]].strip().removeprefix("and ")
        for first in range(len(spans))
        for last in range(first, min(first + LONGEST_NAME, len(spans)))
    }
    meant = Country.objects.each_named(candidates.values(), on)
    countries: list = []
    problems: list = []
    first = 0
    while first < len(spans):
        last = max(
            (
                last
                for last in range(first, min(first + LONGEST_NAME, len(spans)))
                if candidates[first, last] in known or meant[candidates[first, last]]
            ),
            default=first,
        )
        name = candidates[first, last]
        first = last + 1
        if name in known:
            countries.append((known[name], name))
        elif len(meant[name]) == 1:
            countries.append((meant[name][0], name))
        elif len(problems) < NEAR_NAMES_FOR:
            problems.append(problem(Country.objects.unknown(name, meant[name])))
        else:
            problems.append(f"No country is called “{name}”.")
    return countries, problems


def problem(unknown):
    near = ", ".join(islice(unknown.near, 3))
    return f"{unknown}. Did you mean {near}?" if near else f"{unknown}."
