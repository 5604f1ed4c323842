"""The whole public record as one file: a zip of tables, made at one moment of the record."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from votes.exports.dictionary import dictionary, terms
from votes.exports.kept import Dump, describe
from votes.models import Country, DataVersion, Group, Series, Topic
from votes.models.cells import defused, moment_cell
from votes.models.public_record import FORMAT, FORMAT_VERSION, MANIFEST, NAMED_BY, TABLES, Table

AT_ONCE = 10_000
# The earliest time that a zip can hold, of every file: equal records make equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
FOR_ALL = 0o644
LEVEL = 6

Tell = Callable[[int], None]


def make_dump(target: Path, tell: Tell = lambda rows: None) -> Dump:
    """Write the public record into a folder, where it is kept for readers, or as one file.

    The same data version gives the same bytes. `tell` hears the rows of each step. Whatever
    stops it, the target is as before. Raises OSError where it cannot be written.
    """
    is_folder = target.is_dir() or target.suffix != ".zip"
    folder = target if is_folder else target.parent
    if is_folder:
        folder.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=folder, prefix=".dump-", suffix=".new")
    try:
        with os.fdopen(handle, "w+b") as file:
            with one_moment():
                version = DataVersion.objects.filter(pk=1).first() or DataVersion()
                tables, said = write_zip(file, version, tell)
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        day = version.moved_at.date().isoformat()
        path = folder / f"un-votes-{day}-v{version.number}.zip" if is_folder else target
        Path(waiting).chmod(FOR_ALL)
        Path(waiting).replace(path)
    except BaseException:
        Path(waiting).unlink(missing_ok=True)
        raise
    made_at = path.stat().st_mtime
    dump = Dump(path, version.number, version.moved_at, size, checksum, tables, said, made_at)
    if is_folder:
        describe(dump)
    return dump


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, and no writer waits for it."""
    if connection.in_atomic_block:
        yield
        return
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        # The usual mode takes the one place that there is for a writer.
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    cursor.execute("SET LOCAL statement_timeout = 0")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual  # type: ignore[attr-defined]


def write_zip(file: Any, version: DataVersion, tell: Tell) -> tuple[dict[str, int], str]:
    """Write every file of a dump; return the rows by table, and the terms."""
    listed: list[dict[str, Any]] = []
    names = natural_names()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for table in TABLES:
            known = names.setdefault(table.model, {})
            rows = written_rows(table, names, known, tell)
            listed.append(
                {"table": table.name, **write_csv(archive, table.file, table.header, rows)}
            )
        meanings = dictionary()
        header = next(meanings)
        listed.append(write_csv(archive, "data_dictionary.csv", header, meanings))
        said = terms(TABLES[0].rows())
        listed.append(write_file(archive, "TERMS.txt", said.encode()))
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "data_version": version.number,
            "changed_at": moment_cell(version.moved_at),
            "code_version": code_version(),
            "files": listed,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        write_file(archive, MANIFEST, text.encode())
    return {each["table"]: each["rows"] for each in listed if "table" in each}, said


def natural_names() -> dict[Any, dict[Any, str]]:
    """By model the names, by number, of records that others refer to by name, as cells."""
    public: dict[Any, Any] = {Series: Series.objects.accepted()}
    return {
        model: {
            pk: defused(called)
            for pk, called in public.get(model, model._default_manager).values_list("pk", name)
        }
        for model, name in NAMED_BY.items()
        if model in {Country, Group, Topic, Series}
    }


def written_rows(
    table: Table, names: dict[Any, dict[Any, str]], known: dict[Any, str], tell: Tell
) -> Iterator[list[str]]:
    """The rows of a table as they are written; fills `known` with those others may refer to."""
    columns = table.columns
    writers = [column.writer(names.get(column.refers_to, {})) for column in columns]
    fields = [column.field.attname for column in columns]
    is_referred_to = table.model in REFERRED_TO
    rows = table.rows().values_list(*fields).iterator(chunk_size=AT_ONCE)
    count = 0
    for row in rows:
        if is_referred_to:
            known[row[0]] = str(row[0])
        yield [write(value) for write, value in zip(writers, row, strict=True)]
        count += 1
        if count % AT_ONCE == 0:
            tell(AT_ONCE)
    tell(count % AT_ONCE)


# What others refer to by number.
REFERRED_TO = {
    column.refers_to for table in TABLES for column in table.columns if column.by == "id"
} - {None}


def write_csv(
    archive: zipfile.ZipFile, name: str, header: Iterable[str], rows: Iterable[Iterable[str]]
) -> dict[str, Any]:
    """Write a table as it comes; return what the manifest says of it."""
    count = 0
    with archive.open(entry(name), "w", force_zip64=True) as inner:
        counting = Counting(inner)
        with io.TextIOWrapper(
            io.BufferedWriter(counting, 1024 * 1024), encoding="utf-8", newline=""
        ) as text:
            writer = csv.writer(text)
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                count += 1
            text.flush()
    return {"file": name, "rows": count, "size": counting.size, "sha256": counting.digest()}


def write_file(archive: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    with archive.open(entry(name), "w") as inner:
        inner.write(data)
    return {"file": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
    info.external_attr = (0o100000 | FOR_ALL) << 16
    return info


class Counting(io.RawIOBase):
    """Bytes on their way into an archive, counted and digested."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.size, self.hash = inner, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.hash.update(data)
        self.size += len(data)
        self.inner.write(data)
        return len(data)

    def digest(self) -> str:
        return self.hash.hexdigest()


def code_version() -> str:
    """The release of the code that makes it."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])
