"""Texts that a spreadsheet would run as a formula, in every column of every file."""

import csv
import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction

from tests.admin.rows import make_rows
from votes.exports.dump import make_dump
from votes.models import changing
from votes.models.cells import LEADS, restored
from votes.models.public_record import TABLES

pytestmark = pytest.mark.django_db

FORMULAS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1"),
    *("＝1+1", "＋1+1", "－1+1", "＠SUM(1)", " =1+1", '",=1+1', '"=1+1'),
]
LISTS = [
    *("countries", "groups", "resolutions", "roll-calls", "votes", "series", "topics"),
    *("statements", "contacts", "expectations", "sources"),
]
# What the database takes only as an address.
ADDRESSES = {("resolutions", "text_url"), ("sources", "url"), ("sources", "archived_url")}


@pytest.fixture(params=FORMULAS)
def written(request):
    """A formula in every row of all columns of text, past all rules but the database's own."""
    for number in range(2):
        make_rows(number)
    columns, found = set(), set()
    with changing(None, "for a test"):
        for table in TABLES:
            for field in (column.field for column in table.columns if column.type == "text"):
                columns.add((table.name, field.name))
                if fill(field, request.param):
                    found.add((table.name, field.name))
    assert columns - found == ADDRESSES


def fill(field, formula):
    """Write a formula into a field of all rows, each with its number behind it; whether the
    database took it."""
    rows = field.model._base_manager
    try:
        with transaction.atomic():
            for key in rows.values_list("pk", flat=True):
                room = (field.max_length or 100) - len(str(key))
                rows.filter(pk=key).update(**{field.name: f"{formula[:room]}{key}"})
    except IntegrityError:
        return False
    return True


def dangerous(cell):
    """Whether a spreadsheet may run a cell, also where it drops blanks first."""
    return cell.startswith(tuple(LEADS)) or cell.lstrip().startswith(tuple(LEADS))


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.usefixtures("written")
def test_no_cell_of_a_list_begins_a_formula_and_json_lines_have_the_text_as_it_is(client):
    for name in LISTS:

        def told(form, name=name):
            return b"".join(client.get(f"/api/v1/{name}/?format={form}")).decode()

        head, *rows = rows_of(told("csv"))
        assert rows, name
        assert [cell for row in rows for cell in row if dangerous(cell)] == [], name
        lines = [json.loads(line) for line in told("jsonl").split("\n") if line]
        texts = [
            {key: value for key, value in line.items() if isinstance(value, str)} for line in lines
        ]
        read = [dict(zip(head, map(restored, row), strict=True)) for row in rows]
        assert [
            {key: row[key] for key in text} for row, text in zip(read, texts, strict=True)
        ] == texts


@pytest.mark.usefixtures("written")
def test_no_cell_of_the_dump_begins_a_formula(tmp_path):
    with zipfile.ZipFile(make_dump(tmp_path).path) as archive:
        files = {
            name: rows_of(archive.read(name).decode())
            for name in archive.namelist()
            if name.endswith(".csv")
        }
    cells = {(name, cell) for name, rows in files.items() for row in rows for cell in row}
    assert {each for each in cells if dangerous(each[1])} == set()
