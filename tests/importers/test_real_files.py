"""The real files, where they are at hand: everything in them is accounted for."""

from collections import Counter
from pathlib import Path

import pytest

from tests.importers.small_files import bring, came_of, library, record, roll_call, said
from votes.models import RollCall
from votes.models.doubts import tally

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
UNDL = SHARED / "undl"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not at hand"),
]


@pytest.fixture(autouse=True)
def loaded(bundled):
    """Real files need all states."""


@pytest.mark.parametrize(
    ("name", "roll_calls", "votes", "issues"),
    [
        ("ga_voting_wide_sample_2025-07-23.csv", {"added": 100}, {"added": 15_800}, 0),
        ("sc_voting_wide_sample_2025-07-21.csv", {"added": 100}, {"added": 1_500}, 0),
        # The first 100 rows: the last roll call is cut off.
        ("ga_voting_long_sample_2025-07-23.csv", {"refused": 1}, {"refused": 100}, 1),
        (
            "sc_voting_long_sample_2025-07-21.csv",
            {"added": 6, "refused": 1},
            {"added": 90, "refused": 10},
            1,
        ),
    ],
)
def test_the_librarys_samples_are_right(name, roll_calls, votes, issues):
    report = bring(UNDL / name)
    assert came_of(report) == (roll_calls, votes)
    assert len(said(report)) == issues
    assert list(tally()) == []
    again = came_of(bring(UNDL / name))
    assert again == tuple(
        {{"added": "unchanged"}.get(outcome, outcome): count for outcome, count in counts.items()}
        for counts in (roll_calls, votes)
    )


def test_the_long_and_the_wide_form_of_a_roll_call_agree():
    bring(UNDL / "sc_voting_wide_sample_2025-07-21.csv")
    report = bring(UNDL / "sc_voting_long_sample_2025-07-21.csv")
    outcomes = Counter(report.roll_calls)
    assert set(outcomes) <= {"unchanged", "added", "refused"}
    assert sum(outcomes.values()) == 7


def test_the_vetoes_are_all_taken():
    report = bring(SHARED / "vetoes" / "unsc_vetoes_1946_sept2022.csv")
    assert sum(report.roll_calls.values()) == 214
    assert report.roll_calls["added"] + report.roll_calls["refused"] == 214
    assert sum(report.votes.values()) >= 214


def test_the_librarys_file_replaces_bundled_data_and_its_grades(tmp_path):
    """The bundled roll call as the library would have it, with one position another."""
    kept = RollCall.objects.get(resolution__symbol="A/RES/ES-11/1")
    codes = sorted(kept.votes.values_list("country__code", "position"))
    positions = ", ".join(f"{code} {letter}" for code, letter in codes)
    assert kept.votes.exclude(evidence="").count() == 193
    positions = positions.replace("UZB X", "UZB A")
    call = roll_call("99", positions, resolution="A/RES/ES-11/1", date="2022-03-02", draft="")
    report = bring(library(tmp_path, call))
    assert came_of(report) == ({"changed": 1}, {"changed": 193})
    assert "UZB abstain (before: non-voting)" in said(report, "difference")[0]
    assert set(kept.votes.values_list("evidence", "import_run__source")) == {("", "undl_ga")}
    assert came_of(bring(library(tmp_path, call))) == ({"unchanged": 1}, {"unchanged": 193})
    assert len(record()) == 9
