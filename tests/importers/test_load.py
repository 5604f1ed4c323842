"""Bringing a file in: once, again, changed; refused, accepted; whole or not at all."""

from datetime import date

import pytest

from tests.importers.small_files import (
    POSITIONS,
    bring,
    came_of,
    dump,
    library,
    make_states,
    only_roll_call,
    only_text,
    record,
    roll_call,
    said,
    voeten,
    voeten_call,
)
from votes.importers.rollcall import UnreadableFile
from votes.models import (
    Change,
    DataVersion,
    ImportRun,
    Resolution,
    Topic,
    Vote,
)

pytestmark = pytest.mark.django_db
SUBJECTS = "PEACE--REPORTS|ARMS"


@pytest.fixture(autouse=True)
def states():
    return make_states()


def other(record_number="8", positions=POSITIONS, **cells):
    return roll_call(record_number, positions, **({"resolution": "A/RES/40/87"} | cells))


def test_a_file_is_loaded_with_all_it_says(tmp_path):
    call = roll_call(subjects=SUBJECTS, agenda_title="Item 1", vote_note="Adopted as amended.")
    assert came_of(bring(library(tmp_path, call))) == ({"added": 1}, {"added": 5})
    kept, text = only_roll_call(), only_text()
    assert (text.symbol, text.draft_symbol, text.title, text.session, text.body, text.status) == (
        *("A/RES/40/86", "A/40/L.1", "Security of States", "40", "GA", "adopted"),
    )
    assert (kept.date, kept.meeting, kept.note, kept.state, kept.organ, kept.modality) == (
        *(date(1985, 12, 12), "A/40/PV.113", "Adopted as amended."),
        *("published", "plenary", "recorded"),
    )
    assert [str(total) for total in kept.totals().values()] == ["2", "1", "1", "1"]
    assert record()[0][-1] == "FRA Y, IND A, NAM X, TUR Y, USA N"


def test_every_vote_knows_its_run_its_file_its_edition_and_its_record(tmp_path):
    bring(library(tmp_path, roll_call(), name="ga_2025-07-23.csv"))
    run = ImportRun.objects.get()
    assert set(Vote.objects.values_list("import_run", flat=True)) == {run.pk}
    assert (run.name, run.edition, run.source, run.outcome) == (
        *("ga_2025-07-23.csv", "2025-07-23", "undl_ga", "completed"),
    )
    vote = Vote.objects.get(country__code="TUR")
    assert vote.origin == (
        "UN Digital Library, General Assembly: ga_2025-07-23.csv, edition 2025-07-23, record 7"
    )


def test_a_name_is_kept_as_printed_only_where_it_is_not_the_usual_one(tmp_path):
    path = library(tmp_path, roll_call())
    text = path.read_text("utf-8").replace("FRA,FRANCE", "FRA,REPUBLIC OF FRANCE")
    path.write_text(text, "utf-8")
    bring(path)
    names = dict(Vote.objects.values_list("country__code", "recorded_name"))
    assert names == {"FRA": "REPUBLIC OF FRANCE", "TUR": "", "USA": "", "IND": "", "NAM": ""}


@pytest.mark.parametrize("source", ["library", "voeten"])
def test_the_same_file_again_writes_no_row_but_the_runs_own(tmp_path, source):
    paths = [library(tmp_path, roll_call(subjects=SUBJECTS), other())]
    if source == "voeten":
        paths = voeten(tmp_path, voeten_call(), voeten_call("6", unres="R/40/87"))
    bring(*paths)
    before, version = dump(), DataVersion.current()
    report = bring(*paths)
    assert came_of(report)[0] == {"unchanged": 2}
    assert set(came_of(report)[1]) == {"unchanged"}
    assert dump() == before
    assert (DataVersion.current(), ImportRun.objects.count()) == (version, 2)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("--ARMS", {"ARMS"}),
        ("PEACE----REPORTS--", {"PEACE", "PEACE--REPORTS"}),
        (" PEACE -- REPORTS ", {"PEACE", "PEACE--REPORTS"}),
        ("--|--", set()),
    ],
)
def test_empty_levels_of_a_subject_mean_nothing(tmp_path, printed, names):
    bring(library(tmp_path, roll_call(subjects=printed)))
    assert set(Topic.objects.values_list("name", flat=True)) == names


def test_the_data_version_moves_once_for_a_file(tmp_path):
    version = DataVersion.current()
    bring(library(tmp_path, roll_call(), other()))
    assert DataVersion.current() == version + 1


def history():
    """What the newest run changed: who says so, which record, from what and to what."""
    run = ImportRun.objects.first()
    changes = Change.objects.filter(revision__import_run=run).order_by("record_type", "id")
    return [(each.record_type, each.before, each.after) for each in changes]


def test_a_corrected_total_and_vote_are_changed_with_their_history(tmp_path):
    bring(library(tmp_path, roll_call(), other()))
    before = dump()
    corrected = roll_call(positions=POSITIONS.replace("IND A", "IND Y"))
    report = bring(library(tmp_path, corrected, other()))
    assert came_of(report) == ({"changed": 1, "unchanged": 1}, {"changed": 1, "unchanged": 9})
    assert said(report) == []
    assert history() == [
        ("rollcall", {"total_yes": 2, "total_abstain": 1}, {"total_yes": 3, "total_abstain": 0}),
        (
            "vote",
            {"position": "A", "import_run_id": ImportRun.objects.last().pk},
            {"position": "Y", "import_run_id": ImportRun.objects.first().pk},
        ),
    ]
    changed = {
        name: len(set(rows) ^ set(before[name])) // 2
        for name, rows in dump().items()
        if rows != before[name] and len(rows) == len(before[name])
    }
    assert changed == {"votes_rollcall": 1, "votes_vote": 1, "votes_dataversion": 1}


def test_a_corrected_title_changes_that_alone(tmp_path):
    bring(library(tmp_path, roll_call()))
    report = bring(library(tmp_path, roll_call(title="Security of all States")))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    before = {"title": "Security of States", "title_key": "security of states"}
    after = {"title": "Security of all States", "title_key": "security of all states"}
    assert history() == [("resolution", before, after)]


def test_a_council_file_is_corrected_by_its_next_edition(tmp_path):
    cells = {"resolution": "S/RES/503(1982)", "draft": "S/15156", "meeting": "S/PV.2350"}
    bring(library(tmp_path, roll_call(**cells)))
    corrected = roll_call(positions=POSITIONS.replace("IND A", "IND Y"), **cells)
    report = bring(library(tmp_path, corrected))
    assert came_of(report) == ({"changed": 1}, {"changed": 1, "unchanged": 4})
    assert said(report) == []
    assert ImportRun.objects.first().source == "undl_sc"


def test_what_a_file_leaves_out_stays(tmp_path):
    bring(library(tmp_path, roll_call(subjects=SUBJECTS), other()))
    report = bring(library(tmp_path, roll_call()))
    assert came_of(report) == ({"unchanged": 1}, {"unchanged": 5})
    assert said(report) == []
    assert len(record()) == 2
    assert only_topics() == {"PEACE--REPORTS", "ARMS"}


def only_topics():
    text = Resolution.objects.get(symbol="A/RES/40/86")
    return set(text.topics.values_list("name", flat=True))


def test_a_whole_record_reports_what_it_no_longer_has_and_deletes_nothing(tmp_path):
    calls = [roll_call(str(number), resolution=f"A/RES/40/{number}") for number in range(10, 30)]
    bring(library(tmp_path, *calls))
    fewer = roll_call("10", "FRA Y, TUR Y, USA N, IND A", resolution="A/RES/40/10")
    rest = [roll_call(str(number), resolution=f"A/RES/40/{number}") for number in range(11, 29)]
    fewer = [[*row[:17], "1", *row[18:]] for row in fewer]
    path = library(tmp_path, fewer, *rest)
    before = dump()
    report = bring(path, is_complete=True)
    assert [(each.record, each.line, each.what) for each in report.issues if each.kind] == [
        ("10", 2, GAP),
        (
            "29",
            None,
            "A/RES/40/29, 12 December 1985 (record 29) is no longer in the file. Nothing was "
            "removed.",
        ),
    ]
    assert dump() == before


GAP = "A/RES/40/10: 0 positions “non-voting” are listed, but the official total is 1."


def test_a_whole_record_reports_positions_that_it_no_longer_has(tmp_path):
    call = [[*row[:17], "", *row[18:]] for row in roll_call()]
    bring(library(tmp_path, call))
    report = bring(library(tmp_path, call[:-1]), is_complete=True)
    assert said(report) == ["A/RES/40/86: no longer in the file: NAM."]
    assert Vote.objects.count() == 5


def test_a_whole_record_says_nothing_of_other_sources(tmp_path):
    bring(*voeten(tmp_path, voeten_call(unres="R/40/99")))
    assert said(bring(library(tmp_path, roll_call()), is_complete=True)) == []


def test_a_much_smaller_file_is_not_the_whole_record(tmp_path):
    calls = [roll_call(str(number), resolution=f"A/RES/40/{number}") for number in range(10, 20)]
    bring(library(tmp_path, *calls))
    before = dump(set())
    with pytest.raises(UnreadableFile, match=r"has 8 roll calls, an earlier file .* had 10"):
        bring(library(tmp_path, *calls[:8]), is_complete=True)
    assert dump(set()) == before
    assert came_of(bring(library(tmp_path, *calls[:8])))[0] == {"unchanged": 8}
