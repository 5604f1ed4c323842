"""The whole public record as one file: all that is public, nothing else, and it comes back."""

import csv
import hashlib
import io
import json
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from tests.copied import copied
from tests.dumps import empty_the_tracker, files_of, rows_of, tables_of
from tests.factories import (
    make_contact,
    make_country,
    make_expectation,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
    saved,
)
from votes.exports.dictionary import HEADER
from votes.exports.dump import make_dump
from votes.importers.dump import load_dump, tracked_models
from votes.models import (
    Change,
    Country,
    DataVersion,
    ImportRun,
    Resolution,
    ResolutionRelation,
    ResolutionTopic,
    RollCall,
    RollCallIdentifier,
    Series,
    SeriesEntry,
    Sponsorship,
    Statement,
    Topic,
    Vote,
    VotingStatus,
)
from votes.models.cells import LEADS
from votes.models.public_record import LEFT_OUT, NEVER, TABLES

pytestmark = pytest.mark.django_db
SECRET = "Whispered"


@pytest.fixture
@copied
def everything():
    """At least one public record of every kind, and of each kind that can be hidden one that is."""
    pak, usa = make_country("PAK", "Pakistan", cow=770), make_country("USA", "Amérique")
    source = make_source("=A list", url="https://example.org/list")
    nato = make_group("NATO", [usa], source=source)
    saved(VotingStatus(country=pak, kind="barred", started_on="1990-01-01", source=source))
    # A narrower subject with the smaller number.
    narrow = saved(Topic(name="Narrow", slug="narrow"))
    narrow.parent = saved(Topic(name="Wide", slug="wide"))
    saved(narrow)
    text = make_resolution(title='‘Quoted’, "twice"\r\nand\rbroken\n', internal_note=SECRET)
    later = make_resolution("A/RES/ES-11/2")
    saved(ResolutionTopic(resolution=text, topic=narrow))
    saved(ResolutionRelation(from_resolution=text, kind="recalls", to_resolution=later))
    saved(Sponsorship(resolution=text, country=usa, source=source))
    series = make_series("ukraine", [text])
    call = make_roll_call(text, {pak: "A", usa: "X"}, internal_note=SECRET)
    saved(RollCallIdentifier(roll_call=call, scheme="undl", value="123"))
    said = make_statement(pak, roll_call=call, series=series, on_behalf_of=nato)
    make_contact(usa, {"group": nato}, resolution=text, series=series)
    make_expectation(pak, text, statement=said)
    hidden(pak, usa, text)
    # A row that was written more than once.
    pak.official_name = "Islamic Republic of Pakistan"
    saved(pak)


def hidden(pak, usa, text):
    series = saved(Series(slug="secret", title=SECRET, status="proposed"))
    saved(SeriesEntry(series=series, resolution=text, note=SECRET))
    draft = make_roll_call(make_resolution("A/RES/ES-11/3"), {pak: "Y"}, state="draft", note=SECRET)
    saved(RollCallIdentifier(roll_call=draft, scheme="voeten", value=SECRET))
    make_statement(pak, make_source(SECRET), visibility="internal")
    make_statement(pak, make_source(f"{SECRET} 2"), roll_call=draft)
    # Public, of a series that is not.
    make_statement(pak, series=series, summary="Said of it.")
    make_contact(usa, {"country": pak}, make_source(f"{SECRET} 3"), visibility="internal")
    private = make_statement(pak, make_source(f"{SECRET} 4"), visibility="internal")
    make_expectation(pak, text, statement=private)
    make_expectation(pak, text, make_source(f"{SECRET} 5"), visibility="internal")


def test_a_tracker_that_a_dump_was_brought_into_dumps_the_same_tables(everything, tmp_path):
    first = make_dump(tmp_path / "first.zip")
    empty_the_tracker()
    assert load_dump(first.path) == first.tables
    second = make_dump(tmp_path / "second.zip")
    assert tables_of(second.path) == tables_of(first.path)
    assert second.tables == first.tables


def test_every_kind_of_record_is_in_the_dump_of_everything(everything, tmp_path):
    tables = make_dump(tmp_path / "dump.zip").tables
    no_votes_came_in_a_file = {"import_runs", "successions"}
    assert {name for name, rows in tables.items() if not rows} == no_votes_came_in_a_file


def test_what_is_not_public_is_in_no_file(everything, tmp_path):
    path = make_dump(tmp_path / "dump.zip").path
    for name, data in files_of(path).items():
        assert SECRET.lower() not in data.decode().lower(), name
    assert {row["series"] for row in rows_of(path, "statements.csv")} == {"ukraine", ""}
    assert len(rows_of(path, "expectations.csv")) == 2
    assert sorted(row["statement_id"] for row in rows_of(path, "expectations.csv"))[0] == ""


def test_numbers_versions_times_and_what_is_made_of_texts_come_over(everything, tmp_path):
    def state():
        return {
            table.name: list(
                table.rows().values_list(
                    *(each.field.attname for each in table.columns if not each.field.null)
                )
            )
            for table in TABLES
        }

    before = state()
    keys = list(Resolution.objects.order_by("pk").values_list("symbol_key", "title_key"))
    dump = make_dump(tmp_path / "dump.zip")
    empty_the_tracker()
    load_dump(dump.path)
    assert state() == before
    assert list(Resolution.objects.order_by("pk").values_list("symbol_key", "title_key")) == keys
    assert Country.objects.named("pakistan").version == 3
    assert Country.objects.named("amerique").code == "USA"


def test_what_readers_do_not_see_is_absent_in_the_copy(everything, tmp_path):
    dump = make_dump(tmp_path / "dump.zip")
    empty_the_tracker()
    load_dump(dump.path)
    assert set(RollCall.objects.values_list("state", flat=True)) == {"published"}
    assert set(Statement.objects.values_list("visibility", flat=True)) == {"public"}
    assert set(Series.objects.values_list("status", flat=True)) == {"accepted"}
    assert not Resolution.objects.exclude(internal_note="").exists()
    assert not Change.objects.exists()


def test_the_next_record_of_every_kind_gets_a_free_number(everything, tmp_path):
    dump = make_dump(tmp_path / "dump.zip")
    empty_the_tracker()
    load_dump(dump.path)
    ind = make_country("IND", "India")
    call = make_roll_call(make_resolution("A/RES/77/1"), {ind: "Y"})
    make_statement(ind, roll_call=call)
    make_group("BRICS", [ind])
    assert Vote.objects.latest("pk").country == ind
    (run,) = ImportRun.objects.all()
    assert (run.source, run.outcome) == ("dump", "completed")
    assert run.counts["votes"] == {"added": 2}


def test_the_same_data_version_gives_the_same_bytes(everything, tmp_path):
    one, other = (make_dump(tmp_path / f"{each}.zip") for each in (1, 2))
    assert one.path.read_bytes() == other.path.read_bytes()
    assert (one.sha256, one.size) == (other.sha256, other.size)
    assert one.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()
    make_country("IND", "India")
    assert make_dump(tmp_path / "3.zip").sha256 != one.sha256


def test_the_manifest_tells_what_every_file_is(everything, tmp_path):
    files = files_of(make_dump(tmp_path / "dump.zip").path)
    manifest = json.loads(files.pop("manifest.json"))
    version = DataVersion.objects.get()
    assert (manifest["format"], manifest["format_version"]) == ("un-votes-dump", 1)
    assert manifest["data_version"] == version.number
    assert datetime.fromisoformat(manifest["changed_at"]) == version.moved_at
    assert [each["file"] for each in manifest["files"]] == list(files)
    for each in manifest["files"]:
        data = files[each["file"]]
        assert each["size"] == len(data)
        assert each["sha256"] == hashlib.sha256(data).hexdigest()
        if each["file"].endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
            assert each["rows"] == len(rows) - 1


def test_every_kind_of_record_is_in_a_table_or_named_as_left_out():
    in_tables = {table.model for table in TABLES} - {ImportRun}
    assert in_tables | LEFT_OUT.keys() == set(tracked_models())
    assert not in_tables & LEFT_OUT.keys()


def test_every_field_is_a_column_or_is_left_out_by_name():
    always = {"state", "status", "visibility"}
    for table in TABLES:
        fields = {field.attname for field in table.model._meta.concrete_fields}
        columns = {column.field.attname for column in table.columns}
        assert fields - columns <= NEVER | always, table.name


def test_the_dictionary_explains_every_column(everything, tmp_path):
    path = make_dump(tmp_path / "dump.zip").path
    rows = rows_of(path, "data_dictionary.csv")
    assert list(rows[0]) == list(HEADER)
    assert [(row["file"], row["column"]) for row in rows] == [
        (table.file, name) for table in TABLES for name in table.header
    ]
    assert all(row["meaning"] for row in rows)
    explained = {(row["file"], row["column"]): row for row in rows}
    position = explained["votes.csv", "position"]
    assert position["allowed_values"] == (
        "yes (Yes); no (No); abstain (Abstained); non_voting (Did not vote)"
    )
    assert explained["votes.csv", "country"]["refers_to"] == "countries.csv code"
    assert explained["votes.csv", "roll_call_id"]["refers_to"] == "roll_calls.csv id"


def test_a_vote_is_a_row_that_people_can_read(everything, tmp_path):
    path = make_dump(tmp_path / "dump.zip").path
    vote = Vote.objects.public().get(country__code="PAK")
    assert rows_of(path, "votes.csv")[0] == {
        "id": str(vote.pk),
        "roll_call_id": str(vote.roll_call_id),
        "country": "PAK",
        "position": "abstain",
        "intended_position": "",
        "non_voting_reason": "",
        "recorded_name": "",
        "note": "",
        "evidence": "",
        "import_run_id": "",
        "version": "1",
        "updated_at": vote.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


@pytest.mark.parametrize("lead", [*LEADS, "'=", " ="])
def test_a_spreadsheet_runs_nothing_and_the_text_comes_back(lead, tmp_path):
    text = f"{lead}HYPERLINK(0)"
    pak = make_country("PAK", "Pakistan", official_name=text)
    make_statement(pak, make_source(text, author=text), summary=text, quote=text, speaker=text)
    dump = make_dump(tmp_path / "dump.zip")
    for table in TABLES:
        for row in rows_of(dump.path, table.file):
            assert not any(cell.startswith(tuple(LEADS)) for cell in row.values()), table.name
    empty_the_tracker()
    load_dump(dump.path)
    said = Statement.objects.get()
    assert {said.summary, said.quote, said.speaker, said.country.official_name} == {text}


def test_terms_name_the_library_where_a_file_of_it_was_brought_in(tmp_path):
    def terms():
        return files_of(make_dump(tmp_path / "dump.zip").path)["TERMS.txt"].decode()

    call = make_roll_call(positions={make_country(): "Y"})
    assert "CC0" in terms()
    assert "United Nations" not in terms()
    run = ImportRun.objects.create(
        name="ga.csv", source="undl_ga", source_name="The library", terms="© UN", checksum="0"
    )
    vote = call.votes.get()
    vote.import_run = run
    saved(vote)
    assert "© United Nations, for non-commercial use with\nattribution" in terms()
    assert "- The library: © UN" in terms()


@pytest.mark.django_db(transaction=True)
def test_a_dump_is_of_one_moment_and_holds_no_writer_up(tmp_path):
    make_country("PAK", "Pakistan")
    failed = []

    def write():
        try:
            make_country("IND", f"India {timezone.now():%f}", cow=None)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    steps = []

    def tell(rows):
        steps.append(rows)
        if len(steps) == 1:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join()

    dump = make_dump(tmp_path / "dump.zip", tell)
    assert failed == []
    assert Country.objects.count() == 2
    assert dump.tables["countries"] == dump.tables["country_names"] == 1
    assert dump.data_version < DataVersion.current()


@pytest.mark.django_db(transaction=True)
def test_of_a_dump_that_was_stopped_nothing_is_left(tmp_path):
    def stop(rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_dump(tmp_path, stop)
    assert list(tmp_path.iterdir()) == []
    make_country("PAK", "Pakistan")
