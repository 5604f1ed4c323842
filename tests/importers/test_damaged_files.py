"""Damaged cells, rows and files: refused where they stand, with a word that helps."""

import gzip
import zipfile

import pytest
from django.core.management import CommandError, call_command

from tests.importers.small_files import (
    bring,
    came_of,
    library,
    make_states,
    only_roll_call,
    record,
    roll_call,
    said,
    voeten,
    voeten_call,
    wide,
)
from votes.importers.rollcall import UnreadableFile
from votes.models import (
    Country,
    ImportRun,
    Resolution,
    RollCall,
    Vote,
    changing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def states():
    return make_states()


def test_a_damaged_row_does_not_make_a_councils_file_the_assemblys(tmp_path):
    call = roll_call(resolution="S/RES/503(1982)", draft="", meeting="S/PV.2351", session="")
    path = library(tmp_path, call)
    path.write_text(path.read_text(encoding="utf-8") + "9,FRA\n", encoding="utf-8")
    bring(path)
    assert ImportRun.objects.get().source == "undl_sc"


@pytest.mark.parametrize("cell", ["YN", "NA", "AX", "YNA", "?"])
def test_two_letters_in_a_cell_are_no_position(tmp_path, cell):
    report = bring(wide(tmp_path, {"FRANCE": cell, **{f"S{n}": "" for n in range(12)}}))
    assert came_of(report)[0] == {"refused": 1}
    assert f"“{cell}” is not a position." in said(report)
    (issue,) = [each for each in report.issues if "is not a position" in each.what]
    assert (issue.line, issue.column) == (2, "FRANCE")


def test_a_further_column_of_a_wide_file_does_not_matter(tmp_path):
    cells = {"FRANCE": "Y", "INDIA": "A", "edition note": "foo", **{f"S{n}": "" for n in range(9)}}
    report = bring(wide(tmp_path, cells, positions="FRA Y, IND A"))
    assert came_of(report) == ({"added": 1}, {"added": 2})
    assert said(report) == ["The column “edition note” is no state's; it is left out."]


@pytest.mark.parametrize(
    "cells",
    [
        {"total_yes": "9" * 5000},
        {"resolution": "A/RES/"},
        {"resolution": "A/RES/76/901|A/RES/76/902"},
        {"resolution": "A/RES/../../etc"},
        {"date": "1985-12-12junk"},
        {"date": "1985-W50-4"},
        {"date": "9999-12-31"},
        {"date": "0001-01-01"},
        {"vote_note": "", "meeting": "A/40/PV.1" + "1" * 400},
    ],
    ids=lambda cells: " ".join(f"{name}={value[:20]}" for name, value in cells.items()),
)
def test_a_value_that_cannot_be_is_refused_with_its_column_and_the_rest_goes_in(tmp_path, cells):
    good = roll_call("8", resolution="A/RES/40/87", draft="")
    report = bring(library(tmp_path, roll_call(**cells), good))
    assert came_of(report)[0] == {"added": 1, "refused": 1}
    refusals = [issue for issue in report.issues if issue.refuses]
    assert {issue.record for issue in refusals} == {"7"}
    assert {issue.column for issue in refusals} <= set(cells) - {"vote_note"} | {"resolution"}


@pytest.mark.parametrize("name", ["session", "unres"])
def test_a_number_of_five_thousand_digits_in_voetens_files_stops_nothing(tmp_path, name):
    value = {"session": "9" * 5000, "unres": "R/65/" + "9" * 5000}[name]
    report = bring(*voeten(tmp_path, voeten_call(**{name: value}), voeten_call("6")))
    assert sum(report.roll_calls.values()) == 2
    assert report.roll_calls["added"] >= 1


@pytest.mark.parametrize(
    ("printed", "kept"), [("A/RES/40/86*", "A/RES/40/86"), ("a/res/40/86", "A/RES/40/86")]
)
def test_marks_and_case_of_a_symbol_do_not_stay(tmp_path, printed, kept):
    bring(library(tmp_path, roll_call(resolution=printed)))
    assert Resolution.objects.get().symbol == kept


@pytest.mark.parametrize("note", ["ADOPTED WITHOUT VOTE", "Adopted by acclamation."])
def test_a_note_that_there_was_no_vote_is_heeded_where_no_column_tells(tmp_path, note):
    cells = {"total_yes": "", "total_no": "", "total_abstentions": "", "total_non_voting": ""}
    report = bring(library(tmp_path, roll_call(positions="FRA Y, IND Y", vote_note=note, **cells)))
    assert came_of(report) == ({"added": 1}, {})
    assert only_roll_call().modality in {"without_vote", "acclamation"}
    assert not Vote.objects.exists()


def test_what_differs_in_form_only_is_no_contradiction(tmp_path):
    rows = roll_call()
    rows[1] = [cell.replace("Security of States", "Security of States ") for cell in rows[1]]
    rows[2][14] += ".0"
    rows[3][0] = " 7 "
    assert came_of(bring(library(tmp_path, rows)))[0] == {"added": 1}


def test_a_contradiction_is_told_once_a_column(tmp_path):
    rows = roll_call()
    for row in rows[1:]:
        row[4] = "1985-12-13"
    report = bring(library(tmp_path, rows))
    assert said(report) == ["“1985-12-13” here, “1985-12-12” in record 2."]


def test_a_state_that_a_new_edition_no_longer_has_is_named(tmp_path):
    bring(library(tmp_path, roll_call()))
    report = bring(library(tmp_path, roll_call(positions="FRA Y, USA N, IND A, NAM X")))
    (told,) = said(report)
    assert "Not in the file: TUR yes; delete what is wrong" in told
    assert record()[0][-1] == "FRA Y, IND A, NAM X, TUR Y, USA N"


def test_packed_files_are_known_by_their_bytes(tmp_path):
    text = library(tmp_path, roll_call()).read_bytes()
    packed = tmp_path / "ga.CSV"
    packed.write_bytes(gzip.compress(text))
    assert came_of(bring(packed))[0] == {"added": 1}
    zipped = tmp_path / "GA.ZIP"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("ga.csv", text)
        archive.writestr("__MACOSX/._ga.csv", b"rubbish")
    assert came_of(bring(zipped))[0] == {"unchanged": 1}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("undl_id,date".encode("utf-16"), "is in UTF-16"),
        (b"undl_id;date;resolution\n", "separate the columns by commas"),
        (b'undl_id,"' + b"x" * 5_000_000, "perhaps a quotation mark never closes"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_hint(tmp_path, content, told):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=told):
        bring(path)


def test_a_record_without_countries_says_what_to_run(tmp_path):
    path = library(tmp_path, roll_call())
    with changing(None, "for a test") as gate:
        for country in Country.objects.all():
            for spell in country.spells.all():
                gate.delete(spell)
            gate.delete(country)
    with pytest.raises(UnreadableFile, match="run load_sample"):
        bring(path)


def test_the_command_takes_texts_for_paths_and_keeps_its_file(tmp_path, capsys):
    path, out = library(tmp_path, roll_call()), tmp_path / "report.json"
    call_command("import_votes", str(path), report=str(out))
    assert out.exists()
    with pytest.raises(CommandError, match="would overwrite the file itself") as refused:
        call_command("import_votes", str(path), report=str(path))
    assert refused.value.returncode == 2
    assert "added" in capsys.readouterr().out


def test_an_unreadable_file_after_a_good_one_leaves_the_report_of_the_good(tmp_path, capsys):
    good, bad = library(tmp_path, roll_call()), tmp_path / "bad.csv"
    header = good.read_text(encoding="utf-8").splitlines()[0]
    bad.write_text(f'{header}\n1,"{"x" * 5_000_000}', encoding="utf-8")
    out = tmp_path / "report.json"
    with pytest.raises(CommandError, match=r"bad\.csv cannot be read") as refused:
        call_command("import_votes", str(good), str(bad), report=str(out))
    assert refused.value.returncode == 2
    assert '"added": 1' in out.read_text(encoding="utf-8")
    assert RollCall.objects.count() == 1
