"""Measure every figure on SQLite and on PostgreSQL and print one table; 1 if a goal is missed.

`python -m tests.bench [GROUP …]`, `make bench`. A new group is a module with
`figures(run) -> Iterator[Figure]`, named in GROUPS, its goals in `goals.py`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django

from tests.bench import api, imports, stances
from tests.bench.child import KEY
from tests.bench.databases import all_kinds
from tests.bench.figure import Figure, table
from tests.bench.files import MissingFile, full_file
from tests.bench.run import Run, say

GROUPS = {"imports": imports.figures, "stances": stances.figures, "api": api.figures}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ.setdefault("SECRET_KEY", KEY)
    django.setup()
    if unknown := set(sys.argv[1:]) - GROUPS.keys():
        say(f"Unknown: {', '.join(sorted(unknown))}. Groups are {', '.join(GROUPS)}.")
        return 2
    measured: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        try:
            path = full_file(folder, say)
            with all_kinds(folder) as (kinds, skipped):
                for databases in kinds:
                    for group in sys.argv[1:] or GROUPS:
                        measured += GROUPS[group](Run(databases, path))
        except MissingFile as error:
            say(str(error))
            return 2
    lines = [table(measured), *([skipped] if skipped else [])]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(figure.is_met for figure in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
