"""A filtered list as a file, written while it is read: of any length, in constant memory."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tracker.deadlines import long_reading
from votes.exports.columns import Table
from votes.exports.formats import Format
from votes.exports.votes import VOTES, Votes, read
from votes.models.bulk import batches

AT_ONCE = 15_000
LONGEST_NAME = 150


def stream(
    table: Table, rows: QuerySet[Any], names: Sequence[str], form: Format
) -> Generator[bytes, None, None]:
    """The rows of a list as a file with the columns named, thousands of lines at a time."""
    yield form.head(names).encode()
    with long_reading(settings.EXPORT_TIMEOUT_SECONDS) as begin_step:
        lines = Votes(names, form).lines if table is VOTES else Lines(table, names, form).lines
        source: Any = read(rows) if table is VOTES else rows
        begin_step()
        for text in lines(batches(source.iterator(AT_ONCE), AT_ONCE)):
            yield text.encode()
            begin_step()


class Lines:
    """Records of any list as lines with the columns named."""

    def __init__(self, table: Table, names: Sequence[str], form: Format) -> None:
        self.table, self.form, self.names = table, form, names
        known = {column.name: column for column in table.columns}
        self.columns = [known[name] for name in names]

    def lines(self, records: Iterable[list[Any]]) -> Iterator[str]:
        """Each batch written, in one text."""
        for batch in records:
            self.table.prepare(batch)
            yield "".join(self.line(record) for record in batch)

    def line(self, record: Any) -> str:
        values = [column.of(record) for column in self.columns]
        return self.form.line([self.form.part(self.names, values)])


def file_name(table: Table, asked: Iterable[tuple[str, str]], version: str, form: Format) -> str:
    """A name that says what a file is: un-votes-country-PAK-series-ukraine-v12.csv."""
    said = [f"un-{table.name}", *(f"{name}-{value}" for name, value in asked)]
    name = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(said)).strip("-")[:LONGEST_NAME]
    return f"{name.rstrip('-')}-v{version}.{form.word}"
