"""What stands beside the tables of a dump: what every column means, and on what terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from votes.models import ImportRun
from votes.models.cells import defused
from votes.models.public_record import TABLES, Column

HEADER = ("file", "column", "type", "may_be_empty", "meaning", "allowed_values", "refers_to")
TERMS = """\
Terms of use

The compilation of facts in these files is released under CC0 1.0 (no rights reserved):
https://creativecommons.org/publicdomain/zero/1.0/

Quotations remain the words of those who are quoted; every one names its source in
citations.csv and sources.csv. A text that begins with =, +, -, @ or another sign from which
spreadsheets read a formula has an apostrophe before it.
"""
IMPORTED = """
Positions that came in files of others, by the files' terms as recorded:
"""
LIBRARY = """
Voting records of the UN Digital Library are © United Nations, for non-commercial use with
attribution.
"""


def dictionary() -> Iterator[tuple[str, ...]]:
    """The rows of the data dictionary, its header first."""
    yield HEADER
    files = {table.model: table.file for table in TABLES}
    for table in TABLES:
        for column in table.columns:
            related = column.refers_to
            yield (
                table.file,
                column.name,
                column.type,
                "yes" if column.may_be_empty else "no",
                defused(column.meaning),
                allowed(column) if column.type == "word" else "",
                f"{files[related]} {column.by}" if related else "",
            )


def allowed(column: Column) -> str:
    return "; ".join(
        word if word == label else f"{word} ({label})" for word, label in column.labels.items()
    )


def terms(runs: Iterable[ImportRun]) -> str:
    """The terms of a dump whose positions came in some files."""
    runs = list(runs)
    told = list(dict.fromkeys(f"- {run.source_name}: {run.terms}\n" for run in runs if run.terms))
    is_library = any(run.scheme == "undl" for run in runs)
    return TERMS + (IMPORTED + "".join(told) if told else "") + (LIBRARY if is_library else "")
