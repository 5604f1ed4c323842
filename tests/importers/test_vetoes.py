"""The file of Security Council vetoes, as it really comes."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.importers import reading, vetoes
from votes.importers.rollcall import UnreadableFile

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "vetoes"
HEADER = (
    "date,draft,meeting_record,agenda_item,member_veto1,member_veto2,member_veto3,"
    "China,France,Russia,USSR,USA,UK"
)
ROW = "5/14/1962,S/5001,S/PV.1001,The question of somewhere,USSR,,,0,0,0,1,0,0"


def parse(*rows, header=HEADER):
    lines = [line.split(",") for line in (header, *rows)]
    return vetoes.parse(enumerate(lines, start=1))


def faults(call):
    return [(fault.column, fault.what, fault.kind) for fault in call.faults]


def test_a_row_is_one_draft_that_a_veto_stopped():
    (call,) = parse(ROW)
    assert (call.record, call.line, call.scheme) == ("S/PV.1001 S/5001", 2, "vetoes")
    assert (call.body, call.organ, call.meeting) == ("SC", "council", "S/PV.1001")
    assert (call.symbol, call.drafts, call.outcome) == ("", ["S/5001"], "not_adopted")
    assert (call.day, call.title) == (date(1962, 5, 14), "The question of somewhere")
    assert (call.scope, call.scope_label, call.note) == ("whole", "", "")
    assert (call.positions, list(call.lines)) == ([("SUN", "USSR", "N")], [2])
    assert (call.totals, call.faults) == ({}, [])


@pytest.mark.parametrize(
    ("names", "marks", "positions"),
    [
        ("Russia,China,", "1,0,1,0,0,0", [("RUS", "Russia", "N"), ("CHN", "China", "N")]),
        (
            "France,UK,USA",
            "0,1,0,0,1,1",
            [("FRA", "France", "N"), ("GBR", "UK", "N"), ("USA", "USA", "N")],
        ),
    ],
)
def test_every_vetoing_member_votes_no_under_its_own_code(names, marks, positions):
    (call,) = parse(f"5/14/1962,S/5001,S/PV.1001,Item,{names},{marks}")
    assert (call.positions, call.faults) == (positions, [])


@pytest.mark.parametrize(
    ("printed", "drafts", "note"),
    [
        ("S/501 and S/501/Add.1", ["S/501", "S/501/Add.1"], ""),
        ("S/601 and Corr.1 & 2", ["S/601", "S/601/Corr.1", "S/601/Corr.2"], ""),
        ("S/1999/77", ["S/1999/77"], ""),
        ("S/701/Rev.2", ["S/701/Rev.2"], ""),
        ("S/701(as amended)", ["S/701"], "Put to the vote as amended: S/701(as amended)."),
        ("S/PV.1001", [], ""),
        ("S/801; S/PV.1001", ["S/801"], ""),
    ],
)
def test_documents_are_drafts_and_records_of_meetings_are_not(printed, drafts, note):
    (call,) = parse(ROW.replace("S/5001", printed))
    assert (call.drafts, call.note) == (drafts, note)


def test_a_preliminary_question_is_a_question_of_procedure():
    (call,) = parse(ROW.replace("somewhere", "somewhere preliminary question"))
    assert (call.title, call.scope) == ("The question of somewhere", "motion")
    assert call.scope_label == "Whether the question is one of procedure"


@pytest.mark.parametrize(
    ("words", "scope"),
    [("Amendment to the draft", "amendment"), ("Paragraph 3 of the draft", "paragraph")],
)
def test_a_vote_on_a_part_is_not_one_on_the_whole(words, scope):
    assert parse(ROW.replace("The question of somewhere", words))[0].scope == scope


def test_a_vote_in_writing_has_no_meeting():
    (call,) = parse(ROW.replace("S/PV.1001", "S/2020/1\nS/2020/2"))
    assert (call.meeting, call.record, call.faults) == ("", "no meeting S/5001", [])
    assert call.note == "Voted in writing, without a meeting; announced in S/2020/1, S/2020/2."


def test_records_differ_and_later_rows_do_not_change_them():
    membership = ROW.replace("S/5001", "S/PV.1001")
    before = [call.record for call in parse(membership, membership, ROW)]
    after = [call.record for call in parse(membership, membership, ROW, ROW)]
    assert before == ["S/PV.1001 1962-05-14", "S/PV.1001 1962-05-14 (2)", "S/PV.1001 S/5001"]
    assert after == [*before, "S/PV.1001 S/5001 (2)"]


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        ("5/14/1962", "14/5/1962", ("date", "“14/5/1962” is not a date such as 2/28/1946.")),
        ("USSR,,", ",,", ("member_veto1", "The row names no member that cast a veto.")),
        (
            "USSR,,",
            "Ghana,,",
            ("member_veto1", "“Ghana” is not a permanent member of the Council."),
        ),
        ("USSR,,", "USSR,USSR,", ("member_veto2", "USSR is named more than once.")),
        ("S/PV.1001", "", ("meeting_record", "The row names no meeting.")),
        ("1,0,0", "1,1,0", ("USA", "The column is marked for USA, which is not named as vetoing.")),
        ("1,0,0", "1,7,0", ("USA", "“7” is neither 1 nor 0.")),
        ("1,0,0", "1,0,0,0", ("", "The row has 14 cells, 13 are expected.")),
    ],
)
def test_what_is_wrong_refuses_the_row_and_names_the_column(find, put, fault):
    (call,) = parse(ROW.replace(find, put, 1))
    assert (*fault, "refused") in faults(call)
    assert call.is_refused


def test_a_member_named_without_a_mark_is_a_doubt_that_does_not_refuse():
    (call,) = parse(ROW.replace("0,0,0,1", "0,0,0,0"))
    assert faults(call) == [("USSR", "USSR is named, but its column is not marked.", "doubt")]
    assert not call.is_refused


def test_extra_and_reordered_columns_do_not_matter():
    header = ",".join(["Extra", *reversed(HEADER.replace("date", " Date ").split(","))])
    (call,) = parse(",".join(["?", *reversed(ROW.split(","))]), header=header)
    (plain,) = parse(ROW)
    assert (call.record, call.day, call.positions, call.faults) == (
        plain.record,
        plain.day,
        plain.positions,
        [],
    )


@pytest.mark.parametrize("header", ["a,b,c", "", HEADER.replace("draft,", "")])
def test_another_layout_says_what_was_expected(header):
    assert not vetoes.is_vetoes(header.split(","))
    with pytest.raises(UnreadableFile, match="expected at least the columns date, draft"):
        parse(ROW, header=header)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the file of vetoes is not at hand")
def test_the_real_file_is_read_without_refusing_a_row():
    calls = vetoes.parse(reading.records(SHARED / "unsc_vetoes_1946_sept2022.csv"))
    assert (len(calls), sum(call.is_refused for call in calls)) == (214, 0)
    assert len({call.record for call in calls}) == 214
    assert max(len(call.record) for call in calls) <= 40
    codes = [code for call in calls for code, _, _ in call.positions]
    assert {code: codes.count(code) for code in sorted(set(codes))} == {
        "CHN": 17,
        "FRA": 16,
        "GBR": 29,
        "RUS": 31,
        "SUN": 90,
        "USA": 82,
    }
    assert sum(call.scope == "motion" for call in calls) == 3
    assert sum(not call.drafts for call in calls) == 23
    assert sum(not call.meeting for call in calls) == 3
    assert sum(bool(call.faults) for call in calls) == 26


@given(st.lists(st.lists(st.text(max_size=12), max_size=14), max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_the_cells_hold_only_documented_errors_come(table):
    for first in (HEADER.split(","), []):
        try:
            calls = vetoes.parse(iter(enumerate([first, *table], start=1)))
        except UnreadableFile:
            continue
        assert len({call.record for call in calls}) == len(calls)


@given(st.lists(st.text(max_size=12), min_size=13, max_size=13))
@settings(max_examples=300, deadline=None)
def test_whatever_a_complete_row_holds_it_is_read_or_its_faults_are_told(row):
    calls = vetoes.parse(iter([(1, HEADER.split(",")), (2, row)]))
    assert all(call.is_refused or call.positions for call in calls)
