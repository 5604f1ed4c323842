"""The command that brings files in: what it says, writes and returns."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.importers.small_files import (
    library,
    make_states,
    record,
    roll_call,
    table,
    voeten,
    voeten_call,
)
from votes.models import ImportRun

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOTHING = {"added": 0, "changed": 0, "unchanged": 0, "kept_by_hand": 0, "refused": 0}
GAP = "A/RES/40/87: 2 positions “yes” are listed, but the official total is 3."


@pytest.fixture(autouse=True)
def states():
    return make_states()


def run(*args):
    """The exit code and what is written to stdout."""
    out, code = StringIO(), 0
    try:
        call_command("import_votes", *map(str, args), stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def refused(*args):
    """What a run that ends with exit code 2 says."""
    with pytest.raises(CommandError) as raised:
        call_command("import_votes", *map(str, args), stdout=StringIO())
    assert raised.value.returncode == 2
    return str(raised.value)


def two(folder, **cells):
    """A good roll call and one that does not add up."""
    bad = roll_call("8", resolution="A/RES/40/87", draft="", total_yes="3")
    return library(folder, roll_call(**cells), bad)


def test_a_run_without_refusals_ends_with_0_and_a_table(tmp_path):
    assert run(library(tmp_path, roll_call())) == (
        0,
        "                     added       changed     unchanged  kept by hand       refused\n"
        "roll calls               1             0             0             0             0\n"
        "votes                    5             0             0             0             0\n",
    )


def test_a_run_with_refusals_ends_with_1_and_says_what_to_do(tmp_path):
    code, out = run(two(tmp_path))
    assert code == 1
    assert out.splitlines()[:3] == [
        f"tally: {GAP} (record 8, line 7, total_yes)",
        "Compare the record with the meeting's. If it is right all the same, accept it with an "
        "explanation and bring the file in again.",
        "",
    ]
    assert len(record()) == 1


def test_the_report_is_exactly_the_documented_json(tmp_path):
    out = tmp_path / "report.json"
    assert run(two(tmp_path), "--report", out)[0] == 1
    assert json.loads(out.read_text("utf-8")) == {
        "roll_calls": NOTHING | {"added": 1, "refused": 1},
        "votes": NOTHING | {"added": 5, "refused": 5},
        "issues": [{"record": "8", "line": 7, "column": "total_yes", "what": GAP}],
    }


def test_a_dry_run_writes_a_report_and_nothing_else(tmp_path):
    out = tmp_path / "report.json"
    code, said = run(two(tmp_path), "--dry-run", "--report", out)
    assert (code, said.splitlines()[-1]) == (1, "Nothing was written: this was a dry run.")
    assert json.loads(out.read_text("utf-8"))["roll_calls"]["added"] == 1
    assert (record(), ImportRun.objects.count()) == ([], 0)


def test_a_report_to_a_folder_that_is_not_there_is_refused_before_any_work(tmp_path):
    out = tmp_path / "none" / "report.json"
    assert refused(two(tmp_path), "--report", out) == f"The folder of {out} does not exist."
    assert ImportRun.objects.count() == 0


def test_the_source_is_named_as_asked(tmp_path):
    run(library(tmp_path, roll_call()), "--source", "The library, by post")
    assert ImportRun.objects.get().source_name == "The library, by post"


def test_too_long_a_name_of_a_source_is_refused_before_any_work(tmp_path):
    told = refused(library(tmp_path, roll_call()), "--source", "x" * 101)
    assert told == "The name of a source has at most 100 characters."
    assert ImportRun.objects.count() == 0


def test_several_files_come_in_together_and_are_counted_together(tmp_path):
    one = library(tmp_path, roll_call(), name="one.csv")
    other = library(tmp_path, roll_call("8", resolution="A/RES/40/87", draft=""), name="two.csv")
    out = tmp_path / "report.json"
    assert run(one, other, *voeten(tmp_path, voeten_call()), "--report", out)[0] == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["roll_calls"] == NOTHING | {"added": 2, "changed": 1}
    assert told["votes"] == NOTHING | {"added": 10, "unchanged": 4}
    names = sorted(ImportRun.objects.values_list("name", flat=True))
    assert names == ["one.csv", "roll_calls.csv, votes.csv", "two.csv"]


@pytest.mark.parametrize(("given", "missing"), [(0, "votes"), (1, "roll calls")])
def test_of_voetens_files_those_that_are_needed_are_asked_for(tmp_path, given, missing):
    path = voeten(tmp_path, voeten_call())[given]
    assert refused(path) == (
        f"{path.name}: of Voeten's three files, give that of the votes and that of the roll "
        f"calls together; missing: {missing}."
    )


def test_one_part_twice_is_refused(tmp_path):
    (tmp_path / "other").mkdir()
    one, other = voeten(tmp_path, voeten_call()), voeten(tmp_path / "other", voeten_call())
    told = "votes.csv and votes.csv are the same part of Voeten's files."
    assert refused(*one, other[1]) == told


def test_an_unknown_layout_is_refused_with_what_was_expected_and_found(tmp_path):
    path = tmp_path / "strange.csv"
    path.write_text(table(["state", "vote"], [["France", "yes"]]), "utf-8")
    told = refused(path)
    assert told.startswith(
        "strange.csv: the layout is not known. Expected the UN Digital Library's"
    )
    assert told.endswith("Found: state, vote.")
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.csv", None, "none.csv cannot be read"),
        ("empty.csv", b"", "empty.csv is empty."),
        ("broken.csv.gz", b"\x1f\x8b no", "broken.csv.gz cannot be read"),
        ("broken.zip", b"PK no", "broken.zip cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert told in refused(tmp_path / name)


def test_no_bar_is_drawn_where_there_is_no_terminal(tmp_path, capfd):
    run(library(tmp_path, roll_call()))
    assert tuple(capfd.readouterr()) == ("", "")


def test_only_the_first_issues_are_listed_and_refusals_before_others(tmp_path):
    calls = [
        roll_call(str(number), resolution=f"A/RES/40/{number}", draft="", total_yes="3")
        for number in range(10, 35)
    ]
    lines = run(library(tmp_path, *calls))[1].splitlines()
    assert sum(line.startswith("tally: ") for line in lines) == 20
    assert "… and 5 more; --report OUT.json lists them all." in lines


def manage(folder, *args):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    command = [sys.executable, str(ROOT / "manage.py"), *map(str, args)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_real_command_ends_with_its_codes(tmp_path):
    """In a database of its own, first without states."""
    assert manage(tmp_path, "migrate").returncode == 0
    ended = manage(tmp_path, "import_votes", library(tmp_path, roll_call()))
    assert ended.returncode == 2
    assert "run load_sample first" in ended.stderr
    assert manage(tmp_path, "load_sample").returncode == 0
    ended = manage(tmp_path, "import_votes", library(tmp_path, roll_call(total_yes="9")))
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.splitlines()[-1].split() == ["votes", "0", "0", "0", "0", "5"]
    ended = manage(tmp_path, "import_votes", tmp_path / "none.csv")
    assert ended.returncode == 2
    assert ended.stderr.startswith("CommandError: none.csv cannot be read")
