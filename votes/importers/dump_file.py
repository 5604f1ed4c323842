"""A dump as a file: whether it is whole and what it says it is, and its tables, row by row."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from votes.importers.progress import Watch
from votes.importers.reading import BLOCK
from votes.importers.rollcall import UnreadableFile
from votes.models.public_record import FORMAT, FORMAT_VERSION, MANIFEST, TABLES, Table

# A dump of ten times all votes there are is a quarter of this; a longer one is a trap.
LARGEST = 4 * 1024**3
LARGEST_MANIFEST = 1024 * 1024
BESIDE = ("data_dictionary.csv", "TERMS.txt")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@contextmanager
def opened_dump(path: Path) -> Iterator[DumpFile]:
    """The dump at a path; raises UnreadableFile where it is none, whenever that is seen."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield DumpFile(path, archive)
    except DAMAGED as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{path.name} cannot be read as a dump: {why}.") from error


class DumpFile:
    """The archive of a dump, and its manifest."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path, self.archive, self.name = path, archive, path.name
        self.manifest: dict[str, Any] = {}

    @property
    def data_version(self) -> Any:
        return self.manifest["data_version"]

    def rows_of(self, table: Table) -> int:
        return int(self.listed[table.file]["rows"])

    def checksum(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def check(self, watch: Watch) -> None:
        """Raise UnreadableFile unless every file is there, and as the manifest says."""
        expected = {table.file for table in TABLES} | {*BESIDE, MANIFEST}
        infos = self.archive.infolist()
        names = [info.filename for info in infos]
        if odd := sorted(set(names) - expected) or [
            name for name in names if names.count(name) > 1
        ]:
            raise UnreadableFile(f"{self.name}: {odd[0][:100]!r} is no file of a dump.")
        if missing := sorted(expected - set(names)):
            raise UnreadableFile(f"{self.name}: {missing[0]} is missing; it is no whole dump.")
        size = sum(info.file_size for info in infos)
        if size > LARGEST:
            raise UnreadableFile(f"{self.name}: unpacked it has {size:,} bytes; that is no dump.")
        self.manifest, self.listed = self.read_manifest()
        with watch("Reading the dump", size) as tell:
            for name in sorted(expected - {MANIFEST}):
                checksum, length = hashlib.sha256(), 0
                with self.archive.open(name) as file:
                    while block := file.read(BLOCK):
                        checksum.update(block)
                        length += len(block)
                        tell(len(block))
                said = self.listed.get(name, {})
                if (length, checksum.hexdigest()) != (said.get("size"), said.get("sha256")):
                    raise UnreadableFile(
                        f"{self.name}: {name} is not what the manifest says; it was changed or "
                        "damaged since the dump was made."
                    )

    def read_manifest(self) -> tuple[dict[str, Any], dict[str, Any]]:
        if self.archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise UnreadableFile(f"{self.name}: {MANIFEST} is too long.")
        try:
            manifest = json.loads(self.archive.read(MANIFEST))
            is_dump, made_as = manifest["format"] == FORMAT, manifest["format_version"]
            listed = {each["file"]: each for each in manifest["files"]}
            for table in TABLES:
                int(listed[table.file]["rows"])
            int(manifest["data_version"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableFile(f"{self.name}: {MANIFEST} is no manifest of a dump.") from error
        if not is_dump or made_as != FORMAT_VERSION:
            raise UnreadableFile(
                f"{self.name}: a dump of format version {FORMAT_VERSION} is expected, this one "
                f"is {str(made_as)[:20]!r}."
            )
        return manifest, listed

    def records(self, table: Table) -> Iterator[tuple[int, list[str]]]:
        """The rows of a table, each with the line that it ends at; the header is checked."""
        where = f"{self.name}, {table.file}"
        with self.archive.open(table.file) as file:
            text = io.TextIOWrapper(file, "utf-8", newline="")
            rows, count = csv.reader(text, strict=True), 0
            try:
                check_header(next(rows, []), table.header, where)
                for cells in rows:
                    if len(cells) != len(table.header):
                        expected = f"{len(table.header)} cells are expected, not {len(cells)}"
                        raise UnreadableFile(f"{where}, line {rows.line_num}: {expected}.")
                    count += 1
                    yield rows.line_num, cells
            except (csv.Error, UnicodeDecodeError) as error:
                raise UnreadableFile(f"{where}, line {rows.line_num}: {error}.") from error
        if count != self.rows_of(table):
            raise UnreadableFile(f"{where}: {count} rows, but the manifest says otherwise.")


def check_header(header: list[str], expected: list[str], where: str) -> None:
    """Raise UnreadableFile, naming the column, unless a header is as it should be."""
    for name in header:
        if name not in expected:
            raise UnreadableFile(f"{where}, line 1: the column {name[:100]!r} is not known.")
    for name in expected:
        if name not in header:
            raise UnreadableFile(f"{where}, line 1: the column {name!r} is missing.")
    if header != expected:
        raise UnreadableFile(f"{where}, line 1: the columns stand in another order.")
