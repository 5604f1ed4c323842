"""Bringing a dump of another tracker into an empty one: the same public record, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone

from votes.importers.dump_file import DumpFile, opened_dump
from votes.importers.load import MANY, patient, refresh_statistics, wait_for_other_imports
from votes.importers.locks import alone
from votes.importers.progress import Watch, unwatched
from votes.importers.rollcall import UnreadableFile
from votes.models import Changing, ImportRun, Record, RollCall, Vote, changing
from votes.models.public_record import ALWAYS, TABLES, Column, Table

Reader = Callable[[str], Any]


def load_dump(path: Path, watch: Watch = unwatched) -> dict[str, int]:
    """Bring a dump into an empty tracker, all of it or nothing; return the rows by table.

    Raises UnreadableFile naming file, line and column where it is no whole dump, and where the
    tracker is not empty.
    """
    refuse_unless_empty()
    with opened_dump(path) as dump:
        dump.check(watch)
        try:
            with patient(), alone(), transaction.atomic():
                wait_for_other_imports()
                # Somebody may have been quicker.
                refuse_unless_empty()
                return Loading(dump, watch).run()
        except ValidationError as error:
            raise UnreadableFile(f"{dump.name}: {' '.join(error.messages)}") from error
        except IntegrityError as error:
            raise UnreadableFile(f"{dump.name}: rows contradict each other: {error}") from error
        except DatabaseError as error:
            raise UnreadableFile(f"{dump.name}: the database refused it: {error}") from error


def refuse_unless_empty() -> None:
    """Raise UnreadableFile, naming what is there, where anything is."""
    models_there: list[type[models.Model]] = [*tracked_models(), ImportRun]
    for model in models_there:
        if model._base_manager.exists():
            raise UnreadableFile(
                f"This tracker is not empty: it has {model._meta.verbose_name_plural}. A dump is "
                "brought into an empty one, made with “manage.py migrate” alone."
            )


def tracked_models() -> Iterator[type[models.Model]]:
    waiting: list[type[models.Model]] = [Record]
    while waiting:
        model = waiting.pop(0)
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            yield model


class Loading:
    """The tables of a dump on their way into the database, and what has come of them so far."""

    def __init__(self, dump: DumpFile, watch: Watch) -> None:
        self.dump, self.watch = dump, watch
        # By model the keys of what others refer to, by the name or number they do it with.
        self.keys: dict[Any, dict[str, Any]] = {}
        self.records: dict[Any, dict[Any, Any]] = {}
        self.rows: dict[str, int] = {}
        self.readers: dict[Any, Reader] = {}

    def run(self) -> dict[str, int]:
        runs, *others = TABLES
        ImportRun.objects.bulk_create(self.read(runs))
        move_sequences_on()
        run = ImportRun(
            name=self.dump.name[:300],
            source=ImportRun.Source.DUMP,
            source_name="Dump of another tracker",
            edition=f"data version {self.dump.data_version}",
            checksum=self.dump.checksum(),
        )
        run.save()
        with changing(None, f"Dump {run.name}", import_run=run) as gate:
            for table in others:
                if table.model is Vote:
                    self.copy_votes(table, gate)
                else:
                    gate.add_traced(self.read(table))
            if self.rows["votes"] >= MANY:
                refresh_statistics()
        run.counts = {table: {"added": rows} for table, rows in self.rows.items()}
        run.outcome, run.finished_at = ImportRun.Outcome.COMPLETED, timezone.now()
        run.save()
        move_sequences_on()
        return self.rows

    def read(self, table: Table) -> list[Any]:
        """The records of a table, checked one by one."""
        keys = self.keys.setdefault(table.model, {})
        found = self.records.setdefault(table.model, {})
        always, columns = ALWAYS.get(table.model, {}), table.columns
        named_by = next((each.by for each in referring(table.model)), "id")
        waiting: list[tuple[int, Any, Column, str]] = []
        for line, cells in self.dump.records(table):
            values = dict(always)
            for column, cell in zip(columns, cells, strict=True):
                if column.refers_to is table.model and cell:
                    # It may refer to a row that is yet to come.
                    values[column.field.attname] = None
                    waiting.append((line, cells[0], column, cell))
                else:
                    values[column.field.attname] = self.cell(table, column, cell, line)
            record = table.model(**values)
            self.relate(record, columns)
            self.check(record, table, line)
            if record.pk in found:
                raise self.fault(table, line, "id", f"“{record.pk}” is there twice")
            found[record.pk] = record
            keys[str(getattr(record, named_by))] = record.pk
        for line, pk, column, cell in waiting:
            setattr(found[int(pk)], column.field.attname, self.cell(table, column, cell, line))
        self.rows[table.name] = len(found)
        return list(found.values())

    def cell(self, table: Table, column: Column, cell: str, line: int) -> Any:
        try:
            return self.reader(column)(cell)
        except ValueError as error:
            raise self.fault(table, line, column.name, f"“{cell[:100]}”: {error}") from None

    def reader(self, column: Column) -> Reader:
        key = column.field
        if key not in self.readers:
            self.readers[key] = column.reader(self.keys.get(column.refers_to, {}))
        return self.readers[key]

    def relate(self, record: Any, columns: tuple[Column, ...]) -> None:
        """Give a record those it refers to, so that none is looked up again."""
        for column in columns:
            pk = getattr(record, column.field.attname) if column.refers_to else None
            if pk is not None and pk in self.records.get(column.refers_to, {}):
                setattr(record, column.field.name, self.records[column.refers_to][pk])

    def check(self, record: Any, table: Table, line: int) -> None:
        """Refuse values that the model does not take."""
        try:
            record.clean_fields(
                exclude=[each.name for each in record._meta.fields if each.is_relation]
            )
            record.clean()
        except ValidationError as error:
            name, faults = next(iter(error.message_dict.items()))
            raise self.fault(table, line, name, " ".join(faults)) from None

    def fault(self, table: Table, line: int, column: str, what: str) -> UnreadableFile:
        return UnreadableFile(f"{self.dump.name}, {table.file}, line {line}, {column}: {what}.")

    def copy_votes(self, table: Table, gate: Changing) -> None:
        names = [str(column.field.column) for column in table.columns]
        wholes = (RollCall, self.records[RollCall])
        if connection.vendor == "postgresql":
            # Checked batch by batch, what votes refer to takes half as long as at the commit.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with self.watch("Writing votes", self.dump.rows_of(table)) as progress:
            rows = self.vote_rows(table)
            self.rows[table.name] = gate.copy_traced(Vote, names, rows, {}, wholes, progress)

    def vote_rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The votes as the database stores them."""
        readers = [stored(column, self.reader(column)) for column in table.columns]
        for line, cells in self.dump.records(table):
            try:
                yield tuple([read(cell) for read, cell in zip(readers, cells, strict=True)])
            except ValueError:
                # Which it is, asked again.
                for column, cell in zip(table.columns, cells, strict=True):
                    self.cell(table, column, cell, line)
                raise


def stored(column: Column, read: Reader) -> Reader:
    """How a cell is read as the database stores its value."""
    if column.type != "time":
        return read
    # Rows that came in one file were written at few times.
    known: dict[str, Any] = {}

    def read_time(cell: str) -> Any:
        if cell not in known:
            if len(known) > MANY:
                known.clear()
            known[cell] = connection.ops.adapt_datetimefield_value(read(cell))
        return known[cell]

    return read_time


def referring(model: type[models.Model]) -> Iterator[Column]:
    """The columns of all tables that refer to a model."""
    for table in TABLES:
        for column in table.columns:
            if column.refers_to is model:
                yield column


def move_sequences_on() -> None:
    """Let the next row of each table get a number that is free."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in TABLES])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
