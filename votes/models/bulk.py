"""Very many rows into a table at once, or changed in it, the fastest way each database has."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")
# Rows that one statement takes; enough that the statements' own cost vanishes.
AT_ONCE = 10_000


def batches(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    constants: dict[str, Any],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Insert rows of plain values, in the order of the columns; return how many.

    `constants` are further columns with the one value that all rows have. Keys come from the
    database, so its sequences stay right. Only the database's own constraints check the rows.
    `progress` is told the rows of each batch.
    """
    quote = connection.ops.quote_name
    named = ", ".join(map(quote, (*columns, *constants)))
    table, tail = quote(model._meta.db_table), tuple(constants.values())
    inserted = 0
    with connection.cursor() as cursor:
        for batch in batches(rows):
            if connection.vendor == "postgresql":
                end = "".join(f"\t{copy_value(value)}" for value in tail) + "\n"
                lines = ("\t".join(map(copy_value, row)) + end for row in batch)
                text = io.StringIO("".join(lines))
                # The driver's own call, whose errors are to be those of any other.
                with connection.wrap_database_errors:
                    cursor.copy_expert(f"COPY {table} ({named}) FROM STDIN", text)
            else:
                marks = ", ".join(["%s"] * (len(columns) + len(tail)))
                statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608
                cursor.executemany(statement, [row + tail for row in batch])
            inserted += len(batch)
            if progress:
                progress(len(batch))
    return inserted


def copy_value(value: Any) -> str:
    if value is None:
        return r"\N"
    if not isinstance(value, str):
        return str(value)
    if "\\" in value or "\t" in value or "\n" in value or "\r" in value:
        value = value.replace("\\", "\\\\").replace("\t", "\\t")
        return value.replace("\n", "\\n").replace("\r", "\\r")
    return value


def update_rows(records: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write the named columns of records that are in the database already."""
    if not records:
        return
    meta, quote = records[0]._meta, connection.ops.quote_name
    by_column = {field.attname: field for field in meta.concrete_fields}
    fields = [by_column[name] for name in names]
    setting = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    statement = f"UPDATE {table} SET {setting} WHERE {key} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for batch in batches(records):
            cursor.executemany(
                statement,
                [
                    (
                        *(
                            field.get_db_prep_save(getattr(record, field.attname), connection)
                            for field in fields
                        ),
                        record.pk,
                    )
                    for record in batch
                ],
            )
