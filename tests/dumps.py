"""Dumps in tests: an emptied tracker to bring one into, and dumps that are changed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from votes.models import (
    AcceptedDiscrepancy,
    Change,
    ImportIssue,
    ImportRun,
    Revision,
    changing,
)
from votes.models.public_record import MANIFEST, TABLES

Rows = list[list[str]]


def empty_the_tracker() -> None:
    """Take every record away, with its history, as no command does."""
    gone = [ImportIssue, Change, Revision, AcceptedDiscrepancy]
    gone += [table.model for table in reversed(TABLES) if table.model is not ImportRun]
    with changing(None, "for a test"), connection.constraint_checks_disabled():
        for model in [*gone, ImportRun]:
            model._base_manager.all()._raw_delete("default")


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tables_of(path: Path) -> dict[str, bytes]:
    """The files of a dump but for the manifest, which names its data version."""
    return {name: data for name, data in files_of(path).items() if name != MANIFEST}


def rows_of(path: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files_of(path)[name].decode(), newline="")))


def packed(path: Path, files: dict[str, bytes], *, is_told: bool = True) -> Path:
    """A dump of some files; its manifest tells what they are, unless it is not to."""
    if is_told:
        manifest = json.loads(files[MANIFEST])
        for each in manifest["files"]:
            if (data := files.get(each["file"])) is not None:
                each |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                if "rows" in each and each["file"].endswith(".csv"):
                    each["rows"] = len(parsed(data)) - 1
        files = files | {MANIFEST: json.dumps(manifest).encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def parsed(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))


def altered(path: Path, name: str, change: Callable[[Rows], None]) -> Path:
    """The dump with the rows of one of its tables changed, and a manifest that fits."""
    files = files_of(path)
    rows = parsed(files[name])
    change(rows)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    files[name] = text.getvalue().encode()
    return packed(path.with_name("altered.zip"), files)


def with_cell(path: Path, name: str, column: str, value: str, row: int = 1) -> Path:
    """The dump with one cell changed."""

    def change(rows: Rows) -> None:
        rows[row][rows[0].index(column)] = value

    return altered(path, name, change)
