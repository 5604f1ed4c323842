"""The files that figures are measured with: the full-size one, and parts of it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from pathlib import Path

from tests.bench.child import ROOT

SHARED = ROOT.parent / "shared"
TOOL = SHARED / "tools" / "undl_scale_file.py"
DATA = SHARED / "data"
VOETEN = [
    DATA / "voeten" / "unvotes_votes_1946-2019.csv.gz",
    DATA / "voeten" / "unvotes_roll_calls_1946-2019.csv.gz",
    DATA / "voeten" / "unvotes_roll_call_issues.csv",
]
WIDE_SAMPLE = DATA / "undl" / "ga_voting_wide_sample_2025-07-23.csv"
KEY, VOTE = 0, 3


class MissingFile(Exception):  # noqa: N818 - what is missing, not a fault
    """A file that a figure needs is not on this machine."""


def full_file(folder: Path, say: Callable[[str], None]) -> Path:
    """The full-size file: BENCH_FILE, or made by the tool. Raises MissingFile."""
    if named := os.environ.get("BENCH_FILE"):
        if not Path(named).is_file():
            raise MissingFile(f"BENCH_FILE names {named}, which is not there.")
        return Path(named).resolve()
    if not TOOL.is_file():
        raise MissingFile(
            f"{TOOL} is not there. It makes the full-size file; with BENCH_FILE=… a file that "
            "is made already can be named."
        )
    say(f"Making the full-size file with {TOOL} …")
    return copies(folder, 1)


def copies(folder: Path, number: int) -> Path:
    """The full record so many times over, made by the tool."""
    (tool,) = needed(TOOL)
    out = folder / f"scale-{number}.csv"
    subprocess.run([sys.executable, tool, out, "--copies", str(number)], check=True)
    return out


def needed(*paths: Path) -> tuple[Path, ...]:
    for path in paths:
        if not path.is_file():
            raise MissingFile(f"{path} is not there.")
    return paths


def count(path: Path) -> tuple[int, int]:
    """How many rows and how many roll calls a long file has."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        total, calls = 0, set()
        for total, row in enumerate(reader, start=1):  # noqa: B007
            calls.add(row[KEY])
    return total, len(calls)


def first_roll_calls(path: Path, number: int) -> Iterator[list[list[str]]]:
    """The rows of the first whole roll calls of a file whose roll calls lie together; the
    heading first, as a group of its own."""
    with path.open(encoding="utf-8", newline="") as file:
        groups = groupby(csv.reader(file), key=lambda row: row[KEY])
        for _, group in islice(groups, number + 1):
            yield list(group)


def write_groups(path: Path, groups: Iterator[list[list[str]]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        for group in groups:
            csv.writer(file).writerows(group)
    return path


def with_changes(groups: Iterator[list[list[str]]], every: int = 10) -> Iterator[list[list[str]]]:
    """The same roll calls; in some a yes and a no have changed places, so totals still hold."""
    for number, group in enumerate(groups):
        if number % every == 1:
            yes = next((row for row in group if row[VOTE] == "Y"), None)
            no = next((row for row in group if row[VOTE] == "N"), None)
            if yes and no:
                yes[VOTE], no[VOTE] = "N", "Y"
        yield group
