"""What people corrected is kept, and reported with what the file says."""

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
)
from votes.models import (
    Change,
    Resolution,
    ResolutionTopic,
    Revision,
    RollCallIdentifier,
    Topic,
    Vote,
    changing,
    undo,
)

pytestmark = pytest.mark.django_db
AS_CORRECTED = ", as a person corrected it."


@pytest.fixture(autouse=True)
def states():
    return make_states()


@pytest.fixture
def path(tmp_path):
    """A file that has been brought in."""
    path = library(tmp_path, roll_call(subjects="ARMS|PEACE"))
    bring(path)
    return path


def correct(rows, **values):
    """Set columns of a record by hand; return the revision."""
    record = rows.get() if hasattr(rows, "get") else rows
    for name, value in values.items():
        setattr(record, name, value)
    with changing(None, "as the meeting record has it") as gate:
        gate.save(record)
    return gate.revision


def delete(record):
    with changing(None, "entered in error") as gate:
        gate.delete(record)
    return gate.revision


def vote_of(code):
    return Vote.objects.get(country__code=code)


def test_a_corrected_vote_is_kept(path):
    correct(vote_of("IND"), position="Y")
    before = dump()
    report = bring(path)
    assert said(report) == [
        "A/RES/40/86, IND: the file says abstain; a person's correction is kept: yes."
    ]
    assert [(each.kind, each.line) for each in report.issues] == [("kept", 5)]
    assert came_of(report) == ({"kept_by_hand": 1}, {"kept_by_hand": 1, "unchanged": 4})
    assert dump() == before


def test_a_deleted_vote_stays_deleted(path):
    delete(vote_of("IND"))
    report = bring(path)
    assert said(report) == [
        "A/RES/40/86, IND: the file says abstain; a person's correction is kept: none, as a "
        "person deleted it."
    ]
    assert came_of(report) == ({"kept_by_hand": 1}, {"kept_by_hand": 1, "unchanged": 4})
    assert "IND" not in record()[0][-1]


def test_a_corrected_title_is_kept(path):
    correct(only_text(), title="Security of all")
    report = bring(path)
    told = "A/RES/40/86: title “Security of States” in the file; kept: “Security of all”"
    assert said(report) == [told + AS_CORRECTED]
    assert came_of(report) == ({"kept_by_hand": 1}, {"unchanged": 5})
    assert only_text().title == "Security of all"


def test_an_emptied_value_is_kept_empty(path):
    correct(only_roll_call(), meeting="")
    assert said(bring(path)) == [
        "A/RES/40/86: meeting “A/40/PV.113” in the file; kept: “”" + AS_CORRECTED
    ]
    assert only_roll_call().meeting == ""


def test_only_the_corrected_column_is_kept(path, tmp_path):
    correct(only_text(), title="Security of all")
    bring(library(tmp_path, roll_call(title="Another", agenda_title="Item 9")))
    text = only_text()
    assert (text.title, text.agenda_title) == ("Security of all", "Item 9")


def test_a_correction_that_the_file_comes_to_share_is_not_reported(path, tmp_path):
    correct(only_text(), title="Security of all")
    report = bring(library(tmp_path, roll_call(title="Security of all", subjects="ARMS|PEACE")))
    assert (said(report), came_of(report)[0]) == ([], {"unchanged": 1})


def test_a_subject_that_a_person_took_away_stays_away_and_is_reported(path):
    delete(ResolutionTopic.objects.get(topic__name="ARMS"))
    report = bring(path)
    assert said(report) == ["A/RES/40/86: subject “ARMS” in the file; kept: none" + AS_CORRECTED]
    assert came_of(report)[0] == {"kept_by_hand": 1}
    assert list(only_text().topics.values_list("name", flat=True)) == ["PEACE"]


def test_a_subject_that_a_person_added_stays(path):
    topic = Topic(name="Lakes", slug="lakes")
    with changing(None, "found missing") as gate:
        gate.save(topic)
        gate.save(ResolutionTopic(resolution=only_text(), topic=topic))
    report = bring(path)
    assert (said(report), came_of(report)[0]) == ([], {"unchanged": 1})
    assert set(only_text().topics.values_list("name", flat=True)) == {"ARMS", "PEACE", "Lakes"}


def test_a_subject_that_the_file_adds_to_a_text_is_a_change(path, tmp_path):
    report = bring(library(tmp_path, roll_call(subjects="ARMS|PEACE|LAKES")))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert only_text().topics.count() == 3


@pytest.mark.parametrize("numbers", [["7"], ["7", "8"]], ids=["one number", "two numbers"])
def test_a_deleted_roll_call_stays_deleted(tmp_path, numbers):
    path = library(tmp_path, *(roll_call(number) for number in numbers))
    bring(path)
    delete(only_roll_call())
    report = bring(path)
    told = "A/RES/40/86 is in the file; a person took it out, and it stays so."
    assert said(report) == [told] * len(numbers)
    count = len(numbers)
    assert came_of(report) == ({"kept_by_hand": count}, {"kept_by_hand": 5 * count})
    assert record() == []


def test_a_vote_that_a_person_added_is_kept(path, tmp_path, states):
    delete(vote_of("IND"))
    with changing(None, "as printed") as gate:
        gate.save(Vote(roll_call=only_roll_call(), country=states["IND"], position="N"))
    assert said(bring(path)) == [
        "A/RES/40/86, IND: the file says abstain; a person's correction is kept: no."
    ]


def test_a_correction_that_was_undone_is_none(path, tmp_path):
    undo(correct(vote_of("IND"), position="Y"), None)
    undo(correct(only_text(), title="Security of all"), None)
    undo(delete(vote_of("NAM")), None)
    edition = roll_call(positions=POSITIONS.replace("NAM X", "NAM A"), title="As filed")
    report = bring(library(tmp_path, edition))
    assert said(report) == []
    assert record()[0][1::3] == ("As filed", "FRA Y, IND A, NAM A, TUR Y, USA N")


def test_a_correction_whose_undo_was_undone_is_one_again(path):
    undo(undo(correct(only_text(), title="Security of all"), None), None)
    assert said(bring(path)) == [
        "A/RES/40/86: title “Security of States” in the file; kept: “Security of all”"
        + AS_CORRECTED
    ]
    assert only_text().title == "Security of all"


def test_to_undo_what_a_file_did_is_a_correction(path, tmp_path):
    edition = library(tmp_path, roll_call(title="As filed"))
    bring(edition)
    undo(Revision.objects.exclude(import_run=None).first(), None)
    assert said(bring(edition)) == [
        "A/RES/40/86: title “As filed” in the file; kept: “Security of States”" + AS_CORRECTED
    ]
    assert only_text().title == "Security of States"


def test_a_file_that_would_break_a_tally_with_what_is_kept_is_refused(path, tmp_path):
    correct(vote_of("IND"), position="Y")
    corrected = only_roll_call()
    assert corrected.discrepancy_explanation == "as the meeting record has it"
    correct(corrected, total_yes=3, total_abstain=0)
    before = dump()
    edition = roll_call(positions=POSITIONS.replace("FRA Y", "FRA A"), subjects="ARMS|PEACE")
    report = bring(library(tmp_path, edition))
    assert came_of(report) == ({"refused": 1}, {"refused": 5})
    assert said(report) == [
        "A/RES/40/86: with what the record has besides, it would no longer add up: yes: 2 "
        "recorded, 3 official, 1 missing; abstain: 1 recorded, 0 official, 1 too many. The roll "
        "call is left as it was."
    ]
    assert dump() == before


def test_a_roll_call_that_a_person_moved_to_another_text_stays_there(tmp_path):
    path = library(tmp_path, roll_call(), roll_call("8", resolution="A/RES/40/87", draft=""))
    bring(path)
    moved = RollCallIdentifier.objects.get(value="7").roll_call
    correct(moved, resolution=Resolution.objects.get(symbol="A/RES/40/87"), scope="paragraph")
    report = bring(path)
    assert said(report) == [
        "A/RES/40/86: resolution “A/RES/40/86” in the file; kept: “A/RES/40/87”" + AS_CORRECTED,
        "A/RES/40/86: scope “whole” in the file; kept: “paragraph”" + AS_CORRECTED,
    ]
    assert [each[0] for each in record()] == ["A/RES/40/87", "A/RES/40/87"]


def test_what_is_kept_has_no_history_of_the_run(path):
    correct(vote_of("IND"), position="Y")
    count = Change.objects.count()
    bring(path)
    assert Change.objects.count() == count
