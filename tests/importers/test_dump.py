"""A dump that is damaged, changed or no dump is refused by file, line and column, whole."""

import json
import zipfile

import pytest
from django.db import connection

from tests.dumps import altered, empty_the_tracker, files_of, packed, with_cell
from tests.factories import (
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_statement,
    saved,
)
from votes.exports.dump import make_dump
from votes.importers import dump_file
from votes.importers.dump import load_dump
from votes.importers.rollcall import UnreadableFile
from votes.models import Country, DataVersion, ImportRun, Topic, Vote
from votes.models.public_record import MANIFEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    """A dump of a small record, with the tracker emptied after it."""
    pak, usa = make_country("PAK", "Pakistan"), make_country("USA", "United States")
    text = make_resolution()
    make_series("ukraine", [text])
    make_statement(pak, roll_call=make_roll_call(text, {pak: "A", usa: "Y"}))
    saved(Topic(name="Peace", slug="peace"))
    made = make_dump(tmp_path / "dump.zip").path
    empty_the_tracker()
    return made


def refusal(path):
    version = DataVersion.current()
    with pytest.raises(UnreadableFile) as refused:
        load_dump(path)
    assert not Country.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Vote.objects.exists()
    assert DataVersion.current() == version
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "column", "value", "what"),
    [
        ("votes.csv", "position", "maybe", "“maybe”: not one of yes, no, abstain, non_voting"),
        ("votes.csv", "country", "XXX", "“XXX”: no country is called so"),
        ("votes.csv", "roll_call_id", "999", "“999”: no roll call is called so"),
        ("votes.csv", "roll_call_id", "", "“”: no roll call is called so"),
        ("votes.csv", "updated_at", "2022-03-02", "“2022-03-02”: not a time such as"),
        ("votes.csv", "updated_at", "2022-13-02T00:00:00.000000Z", "month must be in 1..12"),
        ("votes.csv", "version", "9999999999", "“9999999999”: larger than 2147483647"),
        ("votes.csv", "id", "-1", "“-1”: not a whole number"),
        ("votes.csv", "id", "", "“”: empty"),
        ("votes.csv", "recorded_name", "x" * 201, "longer than 200 characters"),
        ("votes.csv", "note", "a\0b", "a NUL character"),
        ("votes.csv", "import_run_id", "7", "“7”: no import run is called so"),
        ("roll_calls.csv", "date", "2 March 2022", "“2 March 2022”: not a date such as 2022-03-02"),
        ("roll_calls.csv", "total_yes", "1.5", "“1.5”: not a whole number"),
        ("roll_calls.csv", "total_yes", "70000", "“70000”: larger than 32767"),
        ("countries.csv", "code", "pk", "Three capital letters"),
        ("countries.csv", "code", "", "“”: empty"),
        ("sources.csv", "url", "javascript:alert(1)", "valid URL"),
        ("topics.csv", "parent", "nowhere", "“nowhere”: no topic is called so"),
        ("country_names.csv", "name", "!!!", ""),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_file_line_and_column(path, name, column, value, what):
    said = refusal(with_cell(path, name, column, value))
    assert what in said
    if value != "!!!":
        assert said.startswith(f"altered.zip, {name}, line 2, {column}: "), said


def test_a_line_is_counted_over_the_lines_of_a_text(path):
    path = with_cell(path, "statements.csv", "summary", "one\r\ntwo\r\nthree")
    said = refusal(with_cell(path, "statements.csv", "stance", "odd").rename(path))
    assert "statements.csv, line 4, stance: “odd”" in said


def test_a_column_that_is_not_known_missing_or_elsewhere_is_named(path):
    def rename(rows):
        rows[0][1] = "surprise"

    def take(rows):
        for row in rows:
            row.pop()

    def swap(rows):
        for row in rows:
            row[0], row[1] = row[1], row[0]

    assert "votes.csv, line 1: the column 'surprise' is not known" in refusal(
        altered(path, "votes.csv", rename)
    )
    assert "votes.csv, line 1: the column 'updated_at' is missing" in refusal(
        altered(path, "votes.csv", take)
    )
    assert "stand in another order" in refusal(altered(path, "votes.csv", swap))


def test_a_row_of_another_length_is_refused(path):
    said = refusal(altered(path, "countries.csv", lambda rows: rows[2].append("more")))
    assert "countries.csv, line 3: 10 cells are expected, not 11" in said


@pytest.mark.parametrize("name", ["votes.csv", "countries.csv", "statements.csv"])
def test_a_row_that_is_there_twice_is_refused(path, name):
    assert refusal(altered(path, name, lambda rows: rows.append(list(rows[1]))))


def test_positions_that_do_not_add_up_are_refused(path):
    said = refusal(with_cell(path, "votes.csv", "position", "no"))
    assert "no: 1 recorded, 0 official, 1 too many" in said


def test_a_fact_without_a_source_is_refused(path):
    assert "needs at least one source" in refusal(
        altered(path, "citations.csv", lambda rows: rows.pop())
    )


def test_names_that_mean_two_states_are_refused(path):
    assert "already means" in refusal(with_cell(path, "country_names.csv", "name", "United States"))


def test_a_file_that_was_changed_since_is_refused(path):
    files = files_of(path)
    files["votes.csv"] = files["votes.csv"].replace(b"abstain", b"no")
    said = refusal(packed(path, files, is_told=False))
    assert "votes.csv is not what the manifest says" in said


@pytest.mark.parametrize("keep", [0, 10, 1000, -1, -100])
def test_a_cut_off_file_is_refused(path, keep):
    path.write_bytes(path.read_bytes()[:keep])
    assert "cannot be read as a dump" in refusal(path)


@pytest.mark.parametrize("name", ["votes.csv", "countries.csv", "TERMS.txt", "manifest.json"])
def test_a_damaged_file_is_refused(path, name):
    # In the matter itself: what stands beside it, such as the hour it was packed, is no part of it.
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
    place = info.header_offset + 30 + len(name) + info.compress_size // 2
    assert refusal(damaged(path, place))


def test_a_damaged_list_of_files_is_refused(path):
    assert refusal(damaged(path, path.stat().st_size - 400))


def damaged(path, place):
    data = bytearray(path.read_bytes())
    for at in range(place, place + 20):
        data[at] ^= 0xFF
    path.write_bytes(data)
    return path


def test_what_is_no_dump_is_refused(path, tmp_path):
    text = tmp_path / "text.csv"
    text.write_text("a,b\n")
    assert "cannot be read as a dump" in refusal(text)
    assert "cannot be read as a dump" in refusal(tmp_path / "nothing.zip")
    assert "cannot be read as a dump" in refusal(tmp_path)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
    assert "'../../etc/passwd' is no file of a dump" in refusal(other)


def test_a_dump_without_one_of_its_files_is_refused(path):
    files = files_of(path)
    del files["votes.csv"]
    assert "votes.csv is missing" in refusal(packed(path, files, is_told=False))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("votes.csv", "other")
    assert "'votes.csv' is no file of a dump" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(path, monkeypatch):
    monkeypatch.setattr(dump_file, "LARGEST", 1000)
    assert "unpacked it has" in refusal(path)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "{}", '{"format": "un-votes-dump"}', "[" * 100_000),
        json.dumps({"format": "un-votes-dump", "format_version": 1, "files": [1]}),
    ],
)
def test_a_manifest_that_is_none_is_refused(path, text):
    said = refusal(packed(path, files_of(path) | {MANIFEST: text.encode()}, is_told=False))
    assert "is no manifest of a dump" in said


def test_a_later_format_is_refused(path):
    manifest = json.loads(files_of(path)[MANIFEST]) | {"format_version": 2}
    files = files_of(path) | {MANIFEST: json.dumps(manifest).encode()}
    assert "a dump of format version 1 is expected, this one is '2'" in refusal(packed(path, files))


def test_fewer_rows_than_the_manifest_says_are_refused(path):
    files = files_of(path)
    manifest = json.loads(files[MANIFEST])
    for each in manifest["files"]:
        if each["file"] == "topics.csv":
            each["rows"] += 1
    files[MANIFEST] = json.dumps(manifest).encode()
    assert "topics.csv: 1 rows" in refusal(packed(path, files, is_told=False))


def test_bytes_that_are_no_text_are_refused(path):
    files = files_of(path)
    files["topics.csv"] = files["topics.csv"].replace(b"Peace", b"P\xfface")
    assert "topics.csv, line" in refusal(packed(path, files))


@pytest.mark.parametrize("make", [make_country, make_resolution, Topic])
def test_a_tracker_that_has_anything_is_left_alone(path, make):
    if make is Topic:
        saved(Topic(name="Peace", slug="peace"))
    else:
        make()
    with pytest.raises(UnreadableFile, match="This tracker is not empty: it has "):
        load_dump(path)
    assert not Vote.objects.exists()


def test_votes_cost_few_queries_however_many_they_are(path, django_assert_max_num_queries):
    with django_assert_max_num_queries(220):
        load_dump(path)
    assert connection.in_atomic_block
