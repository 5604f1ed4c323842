"""A printed roll call is said as JSON, and what cannot be read as one sentence."""

import io
import json
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

pytestmark = pytest.mark.django_db
TEXT = """Thursday, 13 September 2007, 3 p.m.

A recorded vote was taken.
In favour:
Côte d’Ivoire, Iran (Islamic

07-34567
A/61/PV.107

Republic of), Atlantis
Against:
None
Abstaining:
Peru
Draft resolution A/61/L.67 was adopted by 3 votes
to none, with 1 abstention (resolution 61/295).
[Subsequently, the delegation of Haiti informed the
Secretariat that it had intended to vote in favour.]
"""


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 2, 12, tzinfo=UTC))


def written(folder, content, name="record.txt"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(*args):
    """What is printed, as JSON, and what is said beside it."""
    out, err = io.StringIO(), io.StringIO()
    call_command("read_roll_call", *args, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def refusal(*args):
    with pytest.raises(CommandError) as refused:
        call_command("read_roll_call", *args)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_everything_about_a_roll_call_is_printed(bundled, tmp_path):
    found, said = read(written(tmp_path, TEXT))
    assert len(found.pop("non_voting")) == 192 - 3
    assert found == {
        "yes": ["CIV", "IRN"],
        "no": [],
        "abstain": ["PER"],
        "unknown": ["Atlantis"],
        "totals": {"yes": 3, "no": 0, "abstain": 1},
        "intended": {"HTI": "yes"},
        "problems": ["yes: 2 read, 3 stated."],
    }
    assert said == "Read for 2007-09-13, the day that the text has.\n"


def test_the_day_given_wins_and_without_any_it_is_today(bundled, tmp_path):
    path = written(tmp_path, "In favour: Switzerland\nAgainst: None")
    found, said = read(path, "--date", "1999-01-01")
    assert (found["yes"], found["unknown"], said) == ([], ["Switzerland"], "")
    found, said = read(path)
    assert found["yes"] == ["CHE"]
    assert said == "Read for 2026-01-02, today; --date names another.\n"


def test_one_of_several_roll_calls_is_chosen(bundled, tmp_path):
    path = written(tmp_path, "In favour: Mali\nAgainst: None\nIn favour: Chad\nAgainst: Peru")
    first, said = read(path, "--date", "2020-01-01")
    assert (first["yes"], said) == (["MLI"], "Roll call 1 of 2; --vote names another.\n")
    assert read(path, "--date", "2020-01-01", "--vote", "2")[0]["yes"] == ["TCD"]
    assert refusal(path, "--vote", "3") == "The text has 2 roll calls; there is no number 3."
    assert refusal(path, "--vote", "0") == "The text has 2 roll calls; there is no number 0."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_texts_are_read_in_the_encodings_they_come_in(bundled, tmp_path, encoding):
    path = written(tmp_path, TEXT.encode(encoding))
    assert read(path)[0]["yes"] == ["CIV", "IRN"]


def test_standard_input_is_read(bundled, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read("-")[0]["yes"] == ["CIV", "IRN"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 In favour: Mali", b"\x00\x01", b"\x81\x8d", b"\xff\xfe\x00"]
)
def test_what_is_no_text_is_refused(tmp_path, content):
    path = written(tmp_path, content)
    assert refusal(path) == f"{path} is not a text; of a PDF, give its text."


@pytest.mark.parametrize("content", ["", "The Assembly met."])
def test_a_text_without_a_roll_call_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)) == "No roll call was found in the text."


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    assert refusal(str(tmp_path / "no.txt")) == (
        f"{tmp_path / 'no.txt'} cannot be read: No such file or directory."
    )
    assert refusal(str(tmp_path)) == f"{tmp_path} cannot be read: Is a directory."
    assert refusal("a\0b").startswith("a\0b cannot be read:")


def test_a_day_that_is_none_is_refused(tmp_path):
    with pytest.raises(CommandError, match="“13 September” is no date such as 2007-09-13"):
        call_command("read_roll_call", "-", "--date", "13 September")
