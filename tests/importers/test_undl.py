"""The UN Digital Library's files in all their forms, as they really come."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.importers import reading, undl
from votes.importers.rollcall import UnreadableFile

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "undl"
LONG = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,"
    "agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link"
)
ROW = (
    "7,{code},{name},{vote},1985-12-12,40,A/RES/40/86,A/40/L.1|A/40/L.1/Add.1,,A/40/PV.113,"
    "Security of States : resolution / adopted by the General Assembly,Item.,"
    "PEACE--REPORTS|ARMS,{note},2.0,1,1.0,1.0,5,https://digitallibrary.un.org/record/7"
)
VOTES = [("FRA", "Y"), ("TUR", "Y"), ("USA", "N"), ("IND", "A"), ("NAM", "X")]


def rows(votes=VOTES, note=""):
    return [
        ROW.format(code=code, name=f"NAME OF {code}", vote=vote, note=note) for code, vote in votes
    ]


def parse(text, tmp_path, name="file.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return undl.parse(reading.records(path))


def checked(calls):
    for call in calls:
        for column, what in call.gaps():
            call.fault(column, what, kind="tally")
    return calls


def faults(call):
    return [(fault.line, fault.column, fault.what) for fault in call.faults]


def test_a_long_file_is_read_with_everything_about_the_text_and_its_vote(tmp_path):
    (call,) = checked(parse("\n".join([LONG, *rows()]), tmp_path))
    assert call.faults == []
    assert (call.record, call.line, call.scheme) == ("7", 2, "undl")
    assert (call.symbol, call.drafts) == ("A/RES/40/86", ["A/40/L.1", "A/40/L.1/Add.1"])
    assert (call.day, call.session, call.body, call.organ) == (
        date(1985, 12, 12),
        "40",
        "GA",
        "plenary",
    )
    assert call.title == "Security of States"
    assert call.subjects == ["PEACE--REPORTS", "ARMS"]
    assert call.totals == {"Y": 2, "N": 1, "A": 1, "X": 1}
    assert call.positions[0] == ("FRA", "NAME OF FRA", "Y")
    assert list(call.lines) == [2, 3, 4, 5, 6]


def test_namibia_is_not_a_missing_value(tmp_path):
    text = "\n".join([LONG, *rows([("NA", "Y")])])
    assert parse(text, tmp_path)[0].positions[0][0] == "NA"


@pytest.mark.parametrize("absent", ["X", "NV", "ABSENT", "", "absent"])
def test_every_way_of_writing_non_voting_is_one(tmp_path, absent):
    (call,) = checked(parse("\n".join([LONG, *rows([*VOTES[:4], ("NAM", absent)])]), tmp_path))
    assert call.counted() == {"Y": 2, "N": 1, "A": 1, "X": 1}
    assert call.faults == []


def test_headers_of_other_editions_and_orders_are_the_same_file(tmp_path):
    old = LONG.replace("ms_code", "ms_codes").replace("ms_name", "ms_names")
    old = old.replace("ms_vote", "ms_votes").replace(",resolution,", ",resolutions,")
    old = old.replace("total_yes", "yes").replace("total_no,", "no,")
    old = old.replace("agenda_title", "agenda_titles").replace("total_abstentions", "abstentions")
    old = old.replace("total_non_voting", "non-voting").replace("total_ms", "total-voting")
    columns = old.split(",")
    turned = ["extra", *reversed(columns)]
    body = [",".join(["?", *reversed(row.split(","))]) for row in rows()]
    (call,) = checked(parse("\n".join([",".join(turned), *body]), tmp_path))
    (plain,) = checked(parse("\n".join([LONG, *rows()]), tmp_path, "plain.csv"))
    assert (call.positions, call.totals, call.faults) == (plain.positions, plain.totals, [])
    assert call.agenda_title == plain.agenda_title != ""


@pytest.mark.parametrize(
    ("printed", "modality"),
    [
        ("Vote", "recorded"),
        ("RECORDED VOTE", "recorded"),
        ("Roll-call vote", "roll_call"),
        ("Adopted without vote", "without_vote"),
        ("By acclamation", "acclamation"),
        ("", "recorded"),
    ],
)
def test_ways_of_voting_are_known_in_every_editions_words(tmp_path, printed, modality):
    header = LONG + ",modality"
    (call,) = parse("\n".join([header, *(f"{row},{printed}" for row in rows())]), tmp_path)
    assert (call.modality, call.faults) == (modality, [])


def test_an_unknown_way_of_voting_is_refused(tmp_path):
    header = LONG + ",modality"
    (call,) = parse("\n".join([header, *(f"{row},lots" for row in rows())]), tmp_path)
    assert faults(call) == [(2, "modality", "“lots” is not a way of voting that is known.")]


def test_an_edition_without_notes_is_read(tmp_path):
    header = LONG.replace("vote_note,", "")
    body = [row.replace("PEACE--REPORTS|ARMS,,", "PEACE--REPORTS|ARMS,") for row in rows()]
    (call,) = checked(parse("\n".join([header, *body]), tmp_path))
    assert call.faults == []


def test_rows_of_one_vote_need_not_stand_together(tmp_path):
    other = [row.replace("7,", "8,", 1).replace("40/86", "40/87") for row in rows()]
    mixed = [row for pair in zip(rows(), other, strict=True) for row in pair]
    calls = checked(parse("\n".join([LONG, *mixed]), tmp_path))
    assert [(call.record, len(call.positions), call.faults) for call in calls] == [
        ("7", 5, []),
        ("8", 5, []),
    ]


def test_a_cut_off_file_loses_only_its_incomplete_roll_call(tmp_path):
    other = [row.replace("7,", "8,", 1).replace("40/86", "40/87") for row in rows()]
    calls = checked(parse("\n".join([LONG, *rows(), *other[:3]]), tmp_path))
    assert [call.is_refused for call in calls] == [False, True]
    assert faults(calls[1]) == [
        (
            7,
            "total_abstentions",
            "A/RES/40/87: 0 positions “abstain” are listed, but the official total is 1.",
        ),
        (
            7,
            "total_non_voting",
            "A/RES/40/87: 0 positions “non-voting” are listed, but the official total is 1.",
        ),
    ]


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        (",Y,1985", ",MAYBE,1985", (2, "ms_vote", "“MAYBE” is not a position.")),
        ("1985-12-12", "12 Dec", (2, "date", "“12 Dec” is not a date such as 2022-03-02.")),
        (",2.0,1,1.0", ",many,1,1.0", (2, "total_yes", "“many” is not a number of votes.")),
        (",2.0,1,1.0", ",-2,1,1.0", (2, "total_yes", "“-2” is not a number of votes.")),
        (
            "A/RES/40/86",
            "something",
            (2, "resolution", "“something” is not the symbol of one resolution or decision."),
        ),
    ],
)
def test_a_bad_value_is_a_fault_that_names_record_line_and_column(tmp_path, find, put, fault):
    text = "\n".join([LONG, *rows()]).replace(find, put)
    (call,) = parse(text, tmp_path)
    assert fault in faults(call)
    assert call.is_refused


def test_contradictory_rows_are_told(tmp_path):
    body = rows()
    body[3] = body[3].replace("1985-12-12", "1985-12-13")
    (call,) = parse("\n".join([LONG, *body]), tmp_path)
    assert faults(call) == [(5, "date", "“1985-12-13” here, “1985-12-12” in record 2.")]


def test_a_ragged_row_spoils_only_its_own_roll_call(tmp_path):
    other = [row.replace("7,", "8,", 1).replace("40/86", "40/87") for row in rows()]
    calls = checked(parse("\n".join([LONG, *rows(), other[0] + ",too,many", *other[1:]]), tmp_path))
    assert [call.is_refused for call in calls] == [False, True]
    assert (7, "", "The row has 22 cells, 20 are expected.") in faults(calls[1])


def test_quoted_cells_with_line_breaks_count_as_one_record(tmp_path):
    body = [row.replace("Item.", '"An item\r\nover two lines"') for row in rows()]
    (call,) = checked(parse("\r\n".join([LONG, *body]), tmp_path))
    assert call.agenda_title == "An item\r\nover two lines"
    assert (list(call.lines), call.faults) == ([2, 3, 4, 5, 6], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_byte_order_marks_do_not_matter(tmp_path, encoding):
    body = [row.replace("NAME OF TUR", "CÔTE D’IVOIRE") for row in rows()]
    (call,) = checked(parse("\n".join([LONG, *body]), tmp_path, encoding=encoding))
    assert call.positions[1][1] == "CÔTE D’IVOIRE"
    assert call.record == "7"


def test_compressed_files_are_unpacked(tmp_path):
    text = "\n".join([LONG, *rows()]).encode()
    packed, zipped = tmp_path / "file.csv.gz", tmp_path / "file.zip"
    packed.write_bytes(gzip.compress(text))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("inside.csv", text)
    for path in (packed, zipped):
        (call,) = checked(undl.parse(reading.records(path)))
        assert call.faults == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "The file is empty."),
        ("other.csv", b"a,b,c\n1,2,3\n", "expected at least the columns date, resolution"),
        ("broken.csv.gz", b"\x1f\x8b not gzip", "cannot be read"),
        ("broken.zip", b"PK not a zip", "cannot be read"),
        ("open.csv", b'undl_id,"' + b"x" * 5_000_000, "cannot be read at line 1 of its text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        undl.parse(reading.records(path))


def test_a_missing_file_and_an_archive_of_two_say_so(tmp_path):
    with pytest.raises(UnreadableFile, match="No such file"):
        undl.parse(reading.records(tmp_path / "none.csv"))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("one.csv", "a")
        archive.writestr("two.csv", "b")
    with pytest.raises(UnreadableFile, match="this one has 2"):
        undl.parse(reading.records(tmp_path / "two.zip"))


def test_a_nul_in_a_cell_is_dropped(tmp_path):
    (call,) = checked(parse("\n".join([LONG, *rows()]).replace("Item.", "It\x00em."), tmp_path))
    assert (call.agenda_title, call.faults) == ("Item.", [])


WIDE = (
    "undl_id,date,session,resolution,draft,title,total_yes,total_no,total_non_voting,"
    + ",".join(f"STATE {number}" for number in range(12))
)


def test_empty_cells_of_a_wide_file_are_read_as_empty(tmp_path):
    row = "9,1983-12-01,38,A/RES/38/1,,T,2,1,9," + ",".join(["Y", "Y", "N", *[""] * 9])
    (call,) = parse("\n".join([WIDE, row]), tmp_path)
    assert [letter for _, _, letter in call.positions] == ["Y", "Y", "N", *[""] * 9]
    assert call.counted() == {"Y": 2, "N": 1, "A": 0, "X": 0}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the library's sample files are not at hand")
@pytest.mark.parametrize(
    ("name", "calls", "positions", "refused"),
    [
        # The long samples are the first 100 rows: their last roll call is cut off.
        ("ga_voting_long_sample_2025-07-23.csv", 1, 100, 1),
        ("ga_voting_wide_sample_2025-07-23.csv", 100, 15_800, 0),
        ("sc_voting_long_sample_2025-07-21.csv", 7, 100, 1),
        ("sc_voting_wide_sample_2025-07-21.csv", 100, 1_500, 0),
    ],
)
def test_the_librarys_own_files_add_up(name, calls, positions, refused):
    parsed = undl.parse(reading.records(SHARED / name))
    checked(parsed)
    assert len(parsed) == calls
    assert sum(sum(call.counted().values()) for call in parsed) == positions
    assert sum(call.is_refused for call in parsed) == refused
    assert {call.body for call in parsed} == {"SC" if name.startswith("sc") else "GA"}


@given(st.lists(st.lists(st.text(max_size=12), max_size=22), max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_the_cells_hold_only_documented_errors_come(table):
    header = LONG.split(",")
    for first in (header, WIDE.split(","), []):
        try:
            calls = undl.parse(iter(enumerate([first, *table], start=1)))
        except UnreadableFile:
            continue
        checked(calls)
