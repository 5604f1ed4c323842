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
# A limit of the whole process, the same for every file that is open.
csv.field_size_limit(LONGEST_CELL)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The bytes of a file, unpacked, and the file itself; a .zip must hold one .csv file.

    Raises UnreadableFile.
    """
    try:
        with path.open("rb") as raw:
            packing = packing_of(path, raw)
            if packing == "gz":
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield unpacked, raw  # type: ignore[misc]
            elif packing == "zip":
                with zipfile.ZipFile(raw) as archive:
                    names = [name for name in archive.namelist() if is_table(name)]
                    if len(names) != 1:
                        raise UnreadableFile(
                            f"{shown(path)}: a .zip file with one .csv file is expected, "
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
        why = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{shown(path)} cannot be read: {why}.") from error


def shown(path: Path) -> str:
    """A file's name as it can be printed and kept, whatever bytes it is made of."""
    return path.name.encode("utf-8", "replace").decode() or str(path)


def packing_of(path: Path, raw: BinaryIO) -> str:
    """How a file is packed, by its first bytes, else by its name: "gz", "zip" or ""."""
    first = raw.read(4)
    raw.seek(0)
    if first.startswith(b"\x1f\x8b"):
        return "gz"
    if first.startswith(b"PK\x03\x04"):
        return "zip"
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFile(f"{shown(path)} is in UTF-16: save it as CSV in UTF-8.")
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in {"gz", "zip"} and first else ""


def is_table(name: str) -> bool:
    """Whether a file in an archive is a table, and not what a Mac keeps beside it."""
    hidden = name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")
    return name.lower().endswith(".csv") and not hidden


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
    yield from _rows(path, encoding_of(path), progress)


def header_of(path: Path) -> list[str]:
    """The first record of a file, without reading the rest; raises UnreadableFile, also where
    the file is empty."""
    rows = _rows(path, "utf-8-sig", None)
    try:
        for _, header in rows:
            return header
    finally:
        rows.close()
    raise UnreadableFile(f"{shown(path)} is empty.")


def _rows(
    path: Path, encoding: str, progress: Tell | None
) -> Generator[tuple[int, list[str]], None, None]:
    with opened(path) as (file, raw):
        clean = io.BufferedReader(WithoutNul(file, raw, progress), BLOCK)
        text = io.TextIOWrapper(clean, encoding=encoding, errors="replace", newline="")
        rows = csv.reader(text)
        try:
            yield from enumerate(rows, start=1)
        except csv.Error as error:
            why = f"{error}"
            if "field larger" in why:
                why = "a cell is longer than 4 MB; perhaps a quotation mark never closes"
            raise UnreadableFile(
                f"{shown(path)} cannot be read at line {rows.line_num} of its text: {why}."
            ) from error


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
