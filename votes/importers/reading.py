"""Opening files as they come: plain, compressed, in several encodings."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from votes.importers.rollcall import UnreadableFile

# The longest cell; a longer one is a damaged file (a quotation mark that never closes).
LONGEST_CELL = 4 * 1024 * 1024
BLOCK = 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked; a .zip must hold one .csv file.

    Raises UnreadableFile.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rb") as unpacked:
                yield unpacked  # type: ignore[misc]
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
                if len(names) != 1:
                    raise UnreadableFile(
                        f"{path.name}: a .zip file with one .csv file is expected, "
                        f"this one has {len(names)}."
                    )
                with archive.open(names[0]) as inner:
                    yield inner  # type: ignore[misc]
        else:
            with path.open("rb") as plain:
                yield plain
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error}") from error


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without a byte-order mark) if all of the file is, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(path) as file:
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def records(
    path: Path, progress: Callable[[int], None] | None = None
) -> Generator[tuple[int, list[str]], None, None]:
    """The records of a CSV file with their numbers from 1, the header first.

    `progress` is told how many bytes of text have been read. Raises UnreadableFile.
    """
    limit = csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(path)
    try:
        with opened(path) as file:
            text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
            number = 0
            try:
                for number, record in enumerate(csv.reader(told(text, progress)), start=1):
                    yield number, record
            except csv.Error as error:
                raise UnreadableFile(
                    f"{path.name}: record {number + 1} cannot be read: {error}."
                ) from error
    finally:
        csv.field_size_limit(limit)


def told(lines: Iterator[str], progress: Callable[[int], None] | None) -> Iterator[str]:
    """The lines of a text without NUL characters; `progress` hears of them in blocks."""
    seen = 0
    for line in lines:
        seen += len(line)
        if seen >= BLOCK:
            if progress:
                progress(seen)
            seen = 0
        yield line.replace("\x00", "") if "\x00" in line else line
    if progress:
        progress(seen)
