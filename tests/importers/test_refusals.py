"""What cannot be taken: said so that a person can act, while the rest goes in."""

import pytest

from tests.factories import saved
from tests.importers.small_files import (
    bring,
    came_of,
    dump,
    library,
    make_states,
    only_roll_call,
    record,
    roll_call,
    said,
)
from votes.models import AcceptedDiscrepancy, ImportIssue, ImportRun
from votes.models.doubts import doubts

pytestmark = pytest.mark.django_db
GAP = "A/RES/40/86: 2 positions “yes” are listed, but the official total is 3."


@pytest.fixture(autouse=True)
def states():
    return make_states()


def other(number="8", **cells):
    return roll_call(number, **({"resolution": "A/RES/40/87", "draft": "A/40/L.2"} | cells))


def test_a_roll_call_that_does_not_add_up_is_refused_whole_and_the_rest_goes_in(tmp_path):
    report = bring(library(tmp_path, roll_call(total_yes="3"), other()))
    assert came_of(report) == ({"added": 1, "refused": 1}, {"added": 5, "refused": 5})
    assert said(report) == [GAP]
    assert [each[0] for each in record()] == ["A/RES/40/87"]
    issue = ImportIssue.objects.get()
    assert (issue.kind, issue.record, issue.line, issue.column, issue.what) == (
        *("tally", "7", 2, "total_yes", GAP),
    )
    assert issue.why.startswith("Compare the record with the meeting's.")
    assert ImportRun.objects.get().outcome == "refused_some"


def test_every_gap_of_a_tally_is_said(tmp_path):
    report = bring(library(tmp_path, roll_call(total_yes="3", total_no="0")))
    assert said(report) == [
        GAP + " A/RES/40/86: 1 positions “no” are listed, but the official total is 0."
    ]


def accept(**changes):
    values = {"scheme": "undl", "record": "7", "difference": GAP, "explanation": "One came late."}
    return saved(AcceptedDiscrepancy(**values | changes))


def test_what_a_person_accepted_goes_in_with_the_explanation_for_all_to_see(client, tmp_path):
    path = library(tmp_path, roll_call(total_yes="3"))
    bring(path)
    accept()
    report = bring(path)
    assert (came_of(report), said(report)) == (({"added": 1}, {"added": 5}), [])
    kept = only_roll_call()
    assert (kept.total_yes, kept.discrepancy_explanation) == (3, "One came late.")
    assert "One came late." in client.get(kept.get_absolute_url()).content.decode()
    assert [doubt for doubt in doubts() if doubt.kind == "tally"] == []
    assert came_of(bring(path))[0] == {"unchanged": 1}


@pytest.mark.parametrize(
    "changes", [{"difference": GAP + " More."}, {"record": "8"}, {"scheme": "voeten"}], ids=str
)
def test_an_acceptance_holds_for_its_own_difference_only(tmp_path, changes):
    accept(**changes)
    assert came_of(bring(library(tmp_path, roll_call(total_yes="3"))))[0] == {"refused": 1}


def test_an_explanation_goes_when_a_later_file_adds_up(tmp_path):
    accept()
    bring(library(tmp_path, roll_call(total_yes="3")))
    report = bring(library(tmp_path, roll_call()))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert only_roll_call().discrepancy_explanation == ""
    assert came_of(bring(library(tmp_path, roll_call())))[0] == {"unchanged": 1}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"resolution": "A/RES/40/" + "9" * 60}, "at most 60 characters"),
        ({"meeting": "A/40/PV." + "1" * 300}, "at most 300 characters"),
        ({"session": "forty-first" * 4}, "at most 40 characters"),
        ({"draft": "A/L.1|" + "|".join(["A/L.1/Add.1"] * 200)}, "at most 2000 characters"),
        ({"undl_id": "7" * 41}, "longer than 40 characters"),
        ({"undl_id": ""}, "The record has no number."),
        ({"total_no": ""}, "official totals begin with those of yes and of no"),
        ({"total_yes": ""}, "official totals begin with those of yes and of no"),
        ({"date": "1985-13-01"}, "is not a date"),
        ({"modality": "by voice"}, "is not a way of voting"),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "there already"])
def test_what_cannot_be_kept_refuses_its_own_roll_call_only(tmp_path, cells, told, is_new):
    if not is_new:
        bring(library(tmp_path, roll_call()))
    before = record()
    rows = with_modality(tmp_path, roll_call(**cells), other(), "modality" in cells)
    report = bring(rows)
    assert came_of(report)[0] == {"refused": 1, "added": 1}
    assert came_of(report)[1] == {"refused": 5, "added": 5}
    assert told in said(report)[0]
    assert record()[:-1] == before


def with_modality(folder, call, second, is_wanted):
    path = library(folder, call, second)
    if is_wanted:
        head, *lines = path.read_text("utf-8").splitlines()
        ways = ["by voice"] * len(call) + [""] * len(second)
        rows = [f"{head},modality", *(f"{a},{b}" for a, b in zip(lines, ways, strict=True))]
        path.write_text("\n".join(rows), "utf-8")
    return path


def test_a_number_that_begins_twice_is_taken_once(tmp_path):
    path = library(tmp_path, roll_call(positions="FRA Y, USA N"), other())
    assert came_of(bring(path))[0] == {"added": 2}


def wide_rows(folder, *rows):
    """A wide file with two rows of one number."""
    states = ["FRANCE", "TÜRKIYE", *(f"STATE {number}" for number in range(10))]
    head = ["undl_id", "date", "resolution", "draft", "total_yes", "total_no", *states]
    lines = [[*row, "Y", "Y", *[""] * 10] for row in rows]
    path = folder / "wide.csv"
    path.write_text("\n".join(",".join(row) for row in [head, *lines]), "utf-8")
    return path


def test_a_second_row_of_one_number_is_refused(tmp_path):
    path = wide_rows(
        tmp_path,
        ["7", "1985-12-12", "A/RES/40/86", "", "2", "0"],
        ["7", "1985-12-12", "A/RES/40/87", "", "2", "0"],
    )
    report = bring(path)
    assert came_of(report) == ({"added": 1, "refused": 1}, {"added": 2, "refused": 2})
    assert said(report) == ["Record 7 begins a second time here."]


def test_a_symbol_corrected_to_one_that_another_text_has_is_refused(tmp_path):
    bring(library(tmp_path, roll_call(), other()))
    before = dump()
    report = bring(library(tmp_path, roll_call(resolution="A/RES/40/87"), other()))
    assert came_of(report)[0] == {"unchanged": 1, "refused": 1}
    assert said(report) == [
        "A/RES/40/87: The record has this vote on A/RES/40/86, and A/RES/40/87 is another text: "
        "move it to the text that was voted on."
    ]
    assert dump() == before


def test_a_corrected_symbol_is_followed_where_no_other_text_has_it(tmp_path):
    bring(library(tmp_path, roll_call()))
    bring(library(tmp_path, roll_call(resolution="A/RES/40/88")))
    assert [each[0] for each in record()] == ["A/RES/40/88"]


def test_a_recorded_vote_does_not_become_one_without_a_vote(tmp_path):
    bring(library(tmp_path, roll_call()))
    before = dump()
    path = library(tmp_path, roll_call())
    head, *lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{head},modality", *(f"{each},consensus" for each in lines)]))
    report = bring(path)
    assert came_of(report) == ({"refused": 1}, {})
    assert "adopted without a vote, but there are positions or totals" in said(report)[0]
    assert dump() == before


def test_adoption_without_a_vote_is_taken_without_positions(tmp_path):
    path = library(tmp_path, roll_call())
    head, *lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{head},modality", *(f"{each},consensus" for each in lines)]))
    report = bring(path)
    assert came_of(report) == ({"added": 1}, {})
    assert record()[0][-1] == ""
    assert only_roll_call().modality == "without_vote"


def test_what_a_person_did_meanwhile_is_compared_anew(tmp_path, monkeypatch):
    """Between the comparison and the writing a person corrects the text."""
    from votes.importers import load

    path = library(tmp_path, roll_call())
    bring(path)
    write, calls = load.write_plan, []

    def late(plan, *others):
        if not calls:
            for text in plan.texts_changed:
                text.version -= 1
        calls.append(len(plan.texts_changed))
        return write(plan, *others)

    monkeypatch.setattr(load, "write_plan", late)
    report = bring(library(tmp_path, roll_call(title="As filed")))
    assert calls == [1, 1]
    assert came_of(report)[0] == {"changed": 1}
    assert record()[0][1] == "As filed"
    assert ImportRun.objects.count() == 2
