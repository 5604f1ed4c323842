"""Texts that a spreadsheet would run as a formula, in every column of every file."""

import csv
import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction

from tests.admin.rows import make_rows
from tests.dumps import empty_the_tracker
from tests.factories import saved
from votes.exports.dump import make_dump
from votes.importers.dump import load_dump
from votes.models import ImportRun, Topic, Vote, changing
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
        Vote._base_manager.update(import_run=ImportRun.objects.first())
        for table in TABLES:
            for field in (column.field for column in table.columns if column.type == "text"):
                columns.add((table.name, field.name))
                if fill(field, request.param):
                    found.add((table.name, field.name))
    assert columns - found == ADDRESSES


def fill(field, formula):
    """Write a formula into a field of all rows, each with a number behind it; whether the
    database took it."""
    rows = field.model._base_manager
    try:
        with transaction.atomic():
            for number, key in enumerate(rows.order_by("pk").values_list("pk", flat=True)):
                room = (field.max_length or 100) - len(str(number))
                rows.filter(pk=key).update(**{field.name: f"{formula[:room]}{number}"})
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


def test_a_name_that_begins_a_formula_is_found_again_when_a_dump_is_brought_in(tmp_path):
    wide = saved(Topic(name="Wide", slug="-1"))
    saved(Topic(name="Narrow", slug="-2", parent=wide))
    path = make_dump(tmp_path).path
    empty_the_tracker()
    load_dump(path)
    assert list(Topic.objects.order_by("pk").values_list("slug", "parent__slug")) == [
        ("-1", None),
        ("-2", "-1"),
    ]
