"""Opening files as they come: plain, compressed, in several encodings."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from votes.importers.progress import Tell
from votes.importers.rollcall import UnreadableFile

# The longest cell; a longer one is a damaged file (a quotation mark that never closes).
LONGEST_CELL = 4 * 1024 * 1024
BLOCK = 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The bytes of a file, unpacked, and the file itself; a .zip must hold one .csv file.

    Raises UnreadableFile.
    """
    try:
        with path.open("rb") as raw:
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield unpacked, raw  # type: ignore[misc]
            elif path.suffix == ".zip":
                with zipfile.ZipFile(raw) as archive:
                    names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
                    if len(names) != 1:
                        raise UnreadableFile(
                            f"{path.name}: a .zip file with one .csv file is expected, "
                            f"this one has {len(names)}."
                        )
                    with archive.open(names[0]) as inner:
                        yield inner, raw  # type: ignore[misc]
            else:
                yield raw, raw
    except (
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
    ) as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error}") from error


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without a byte-order mark) if all of the file is, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(path) as (file, _):
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def records(
    path: Path, progress: Tell | None = None
) -> Generator[tuple[int, list[str]], None, None]:
    """The records of a CSV file with their numbers from 1, the header first.

    `progress` is told how many bytes of the file have been read. Raises UnreadableFile.
    """
    limit = csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(path)
    try:
        with opened(path) as (file, raw):
            clean = io.BufferedReader(WithoutNul(file, raw, progress), BLOCK)
            text = io.TextIOWrapper(clean, encoding=encoding, errors="replace", newline="")
            rows = csv.reader(text)
            try:
                yield from enumerate(rows, start=1)
            except csv.Error as error:
                raise UnreadableFile(
                    f"{path.name} cannot be read at line {rows.line_num} of its text: {error}."
                ) from error
    finally:
        csv.field_size_limit(limit)


class WithoutNul(io.RawIOBase):
    """The bytes of a file without NUL, which no database keeps; `progress` hears how far in the
    file itself they came."""

    def __init__(self, file: BinaryIO, raw: BinaryIO, progress: Tell | None) -> None:
        self.file, self.raw, self.progress = file, raw, progress
        self.told = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = b""
        # A block that was all NUL is not the end.
        while not data and (block := self.file.read(len(buffer))):
            data = block.replace(b"\0", b"") if b"\0" in block else block
        buffer[: len(data)] = data
        if self.progress:
            place = self.raw.tell()
            self.progress(place - self.told)
            self.told = place
        return len(data)
