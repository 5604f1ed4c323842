"""Voeten's files: three that belong together, and the single one with absences."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.importers import reading, voeten
from votes.importers.rollcall import UnreadableFile
from votes.importers.voeten_cells import unmarked

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "voeten"
THREE = {
    "votes": "unvotes_votes_1946-2019.csv.gz",
    "roll_calls": "unvotes_roll_calls_1946-2019.csv.gz",
    "issues": "unvotes_roll_call_issues.csv",
}
VOTES = ["rcid", "country", "country_code", "vote"]
CALLS = ["rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr"]
ISSUES = ["rcid", "short_name", "issue"]
SINGLE = [
    *("rcid", "session", "vote", "ccode", "member", "importantvote", "date", "unres"),
    *("me", "nu", "di", "hr", "co", "ec", "year"),
]


def records(header, rows):
    return enumerate([header, *rows], start=1)


def row(record="7", session="60.0", unres="R/60/5", marks="/", short="LAKES", descr=""):
    return [record, session, "0", "2005-11-28", unres, *marks.split("/"), short, descr]


def votes(*numbers, letters=("yes", "yes", "no")):
    states = [("Utopia", "UT"), ("Namibia", "NA"), ("Zanzibar", ""), ("Erewhon", "EW")]
    return [[n, *state, vote] for n in numbers for state, vote in zip(states, letters)]  # noqa: B905


def parse(*calls, cast=None, issues=None):
    parts = {"roll_calls": records(CALLS, calls)}
    cast = votes(*dict.fromkeys(call[0] for call in calls)) if cast is None else cast
    parts["votes"] = records(VOTES, cast)
    if issues:
        parts["issues"] = records(ISSUES, issues)
    return voeten.parse(parts)


def single(*rows, header=SINGLE):
    return voeten.parse({"single": records(header, rows)})


def vote(code="2", letter="1", record="7", day="11/28/2005", unres="R/60/5", issues="000000"):
    return [record, "60", letter, code, "1", "0", day, unres, *issues, "2005.0"]


def faults(call):
    return [(fault.line, fault.column, fault.what) for fault in call.faults]


def test_three_files_together_give_everything_about_a_vote():
    descr = "Question of lakes : resolution / adopted by the General Assembly"
    issues = [["7", "co", "Colonialism"], ["7", "hr", "Human rights"], ["99", "co", "Colonialism"]]
    (call,) = parse(row(descr=descr), issues=issues)
    assert (call.record, call.line, call.scheme) == ("7", 2, "voeten")
    assert (call.body, call.organ, call.session, call.day) == (
        "GA",
        "plenary",
        "60",
        date(2005, 11, 28),
    )
    assert (call.symbol, call.drafts, call.outcome) == ("A/RES/60/5", [], "adopted")
    assert (call.title, call.note, call.agenda_title) == ("Question of lakes", "", "")
    assert call.subjects == ["Colonialism", "Human rights"]
    assert (call.scope, call.scope_label, call.totals) == ("whole", "", {})
    assert call.positions == [("UT", "Utopia", "Y"), ("NA", "Namibia", "Y"), ("", "Zanzibar", "N")]
    assert (list(call.lines), call.faults) == ([2, 3, 4], [])


def test_taiwan_is_not_a_code_of_the_record():
    (call,) = parse(row(), cast=[["7", "Taiwan", "TW", "abstain"]])
    assert call.positions == [("", "Taiwan", "A")]


def test_the_single_file_has_absences_numbers_of_states_and_issues_but_no_scope():
    cast = [vote("2"), vote("678", "8"), vote("713", "2"), vote("41", "9"), vote("20", "3")]
    (call,) = single(*[[*each[:8], *"100001", "2005"] for each in cast])
    assert call.positions == [
        ("2", "", "Y"),
        ("679", "", "X"),
        ("", "Taiwan", "A"),
        ("20", "", "N"),
    ]
    assert (list(call.lines), call.faults) == ([2, 3, 4, 6], [])
    assert call.subjects == ["Palestinian conflict", "Economic development"]
    assert (call.day, call.symbol, call.title) == (date(2005, 11, 28), "A/RES/60/5", "A/RES/60/5")
    assert (call.scope, call.outcome) == ("unknown", "")


@pytest.mark.parametrize("day", ["11/28/2005", "2005-11-28"])
def test_days_come_month_first_or_in_iso_order(day):
    assert single(vote(day=day))[0].day == date(2005, 11, 28)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (VOTES, "votes"),
        (CALLS, "roll_calls"),
        (ISSUES, "issues"),
        (SINGLE, "single"),
        (["Extra", " VOTE ", "Country_Code", "country", "RCID"], "votes"),
        ([*reversed(SINGLE), "extra"], "single"),
        (VOTES[:3], ""),
        ([], ""),
    ],
)
def test_a_file_is_known_by_its_columns_in_any_order(header, part):
    assert voeten.part_of(header) == part


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"votes": VOTES}, "found votes, missing roll_calls"),
        ({"roll_calls": CALLS, "issues": ISSUES}, "found roll_calls, issues, missing votes"),
        ({}, "found none, missing votes, roll_calls"),
        ({"votes": VOTES, "roll_calls": ISSUES}, "is not Voeten's “roll_calls”: expected"),
        ({"votes": VOTES, "roll_calls": []}, "found nothing"),
        ({"single": SINGLE, "votes": VOTES}, "no other is expected with it"),
    ],
)
def test_missing_and_mistaken_files_are_named(parts, message):
    with pytest.raises(UnreadableFile, match=message):
        voeten.parse({part: records(header, []) for part, header in parts.items()})


@pytest.mark.parametrize(
    ("calls", "cast", "fault"),
    [
        ([row()], votes("7", letters=["maybe"]), (2, "vote", "“maybe” is not a position.")),
        ([row()], [["7", "Utopia", "yes"]], (2, "", "The row has 3 cells, 4 are expected.")),
        ([row()[:-1]], votes("7"), (2, "", "The row has 8 cells, 9 are expected.")),
        ([row()], [], (2, "rcid", "The roll call has no votes.")),
        ([row(), row()], None, (3, "rcid", "The roll call stands in record 2 already.")),
        ([], votes("7"), (2, "rcid", "The file of roll calls has no roll call 7.")),
        ([row(record="")], None, (2, "rcid", "The roll call has no number.")),
        (
            [[*row()[:3], "28 Nov", *row()[4:]]],
            None,
            (2, "date", "“28 Nov” is not a date such as 2/28/1946 or 1946-02-28."),
        ),
    ],
)
def test_what_is_wrong_refuses_its_roll_call_and_no_other(calls, cast, fault):
    cast = votes("7") if cast is None and calls[0][0] else votes("") if cast is None else cast
    bad, good = parse(*calls, row("8", unres="R/60/6"), cast=[*cast, *votes("8")])
    bad, good = (good, bad) if bad.record == "8" else (bad, good)
    assert fault in faults(bad)
    assert (bad.is_refused, good.is_refused, len(good.positions)) == (True, False, 3)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (vote("20", "7"), (3, "vote", "“7” is not a position.")),
        (vote("20", day="11/29/2005"), (3, "date", "“11/29/2005” here, “11/28/2005” in record 2.")),
        (vote("20")[:5], (3, "", "The row has 5 cells, 15 are expected.")),
    ],
)
def test_a_bad_row_of_the_single_file_is_told(bad, fault):
    (call,) = single(vote(), bad)
    assert faults(call) == [fault]


@pytest.mark.parametrize(
    ("session", "unres", "symbol", "held"),
    [
        ("38.0", "R/38/36E", "A/RES/38/36E", "38"),
        ("42.0", "R/42/209/A", "A/RES/42/209A", "42"),
        ("61.0", "R/61/128AB", "A/RES/61/128A-B", "61"),
        ("34.0", "R/34/422", "A/DEC/34/422", "34"),
        ("55.0", "R/55/402", "A/DEC/55/402", "55"),
        ("36.0", "R/36/324", "A/DEC/36/324", "36"),
        ("57.0", "R/57/325", "A/RES/57/325", "57"),
        ("74.0", "A/RES/74/112", "A/RES/74/112", "74"),
        ("72.0", "A/RES/ES-10/19", "A/RES/ES-10/19", "72"),
        ("", "A/RES/ES-10/19", "A/RES/ES-10/19", "ES-10"),
        ("30.0", "R/30/3379", "A/RES/3379(XXX)", "30"),
        ("19.0", "R/19/2004", "A/RES/2004(XIX)", "19"),
        ("30.0", "R/30/3411C", "A/RES/3411C(XXX)", "30"),
        ("67.0", "R/677/46", "", "67"),
        ("60.0", "Resolution five", "", "60"),
        ("60.0", "", "", "60"),
    ],
)
def test_symbols_are_the_united_nations_own(session, unres, symbol, held):
    (call,) = parse(row(session=session, unres=unres, marks="0/0"))
    assert (call.symbol, call.session, call.is_refused) == (symbol, held, False)


@pytest.mark.parametrize(
    ("session", "unres", "held"),
    [
        ("2.0", "R/2/461", "2"),
        ("6.0", "R/6444A", "6"),
        ("10.0", "R/10 65", "10"),
        ("16.0", "R/16/2/1069B", "16"),
        ("1.0", "GOAR/1/1288B", "1"),
        ("22.0", "ESS/5/77", "22"),
        ("18.0", "SS/4/23C", "18"),
        ("", "ESS/5/77", "ES-5"),
    ],
)
def test_a_page_of_the_official_records_is_no_symbol(session, unres, held):
    descr = "TO ADOPT 3-POWER DRAFT RESOL. (A/L. 88/REV. 2 AND ADD.1) ON LAKES."
    (call,) = parse(row(session=session, unres=unres, marks="0/0", descr=descr))
    assert (call.symbol, call.session, call.outcome) == ("", held, "")
    assert call.drafts == ["A/L.88/Rev.2"]
    assert f"“{unres}” in this source is a page of the Official Records" in call.note


def test_letters_that_number_the_votes_on_one_text_are_dropped():
    texts = ["TO ADOPT OPERATIVE PARAG. 3 OF DRAFT RESOL. (A/1).", "TO ADOPT DRAFT RESOL. (A/1)."]
    calls = parse(
        row("1", "25.0", "R/25/2700A", "0/1", descr=texts[0]),
        row("2", "25.0", "R/25/2700B", "0/0", descr=texts[1]),
    )
    assert [(call.symbol, call.scope) for call in calls] == [
        ("A/RES/2700(XXV)", "paragraph"),
        ("A/RES/2700(XXV)", "whole"),
    ]


def test_letters_of_several_texts_stay_up_to_the_first_vote_on_something_else():
    whole, part = "RES, I.A., CALLING FOR LAKES.", "OP PARA 2 OF RES."
    calls = parse(
        *(
            row(letter, "28.0", f"R/28/3100{letter}", "0/0", descr=descr)
            for letter, descr in zip("ABCD", (whole, whole, part, whole), strict=True)
        )
    )
    assert [call.symbol for call in calls] == ["A/RES/3100A(XXVIII)", "A/RES/3100B(XXVIII)", "", ""]
    assert "“R/28/3100D” in this source does not tell which resolution" in calls[3].note


def test_a_text_without_a_majority_has_no_symbol():
    (call,) = parse(row(), cast=votes("7", letters=["yes", "no", "no"]))
    assert (call.scope, call.symbol, call.outcome) == ("whole", "", "")


def test_a_section_voted_separately_is_a_part():
    (call,) = parse(row(session="34.0", unres="R/34/233/XII", marks="0/0"))
    assert (call.symbol, call.scope, call.scope_label) == (
        "A/RES/34/233",
        "paragraph",
        "Section XII",
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (r"THE WORDS \AND LAKES\\ IN IT", "THE WORDS “AND LAKES” IN IT"),
        ("REPLACE \\ONE\\\\ BY \\\\\"TWO\\\\\".\\\"\"", "REPLACE “ONE” BY “TWO”."),
        ("END WITH:\\NO.\\\\\"\t0\t0\t0", "END WITH:“NO.”"),
        (r"ONE \ WORD", "ONE WORD"),
        (r"A \B \C\\ D", "A B C D"),
        ("entitled _Lakes<d3>. A recorded vote", "entitled “Lakes”. A recorded vote"),
        ("The President: I put it to the vote. A", "The President: I put it to the vote."),
        ("0", ""),
    ],
)  # fmt: skip
def test_the_files_quotation_marks_are_set_right_or_dropped(printed, shown):
    assert unmarked(printed) == shown


@pytest.mark.parametrize(
    ("short", "descr", "title"),
    [
        ("", "Lakes : resolution / adopted by the General Assembly", "Lakes"),
        ("", "Lakes " * 50, ("Lakes " * 33).strip() + "…"),
        ("", "", "A/RES/60/5"),
    ],
)
def test_a_title_is_made_of_what_is_there(short, descr, title):
    assert parse(row(short=short, descr=descr))[0].title == title
    (bare,) = parse(row(short="", unres=""))
    assert bare.title == "Roll call 7 of session 60"


def test_days_that_this_source_often_has_wrong_are_told():
    (call,) = parse([*row(session="40.0", unres="R/40/5")[:3], "1985-12-03", *row()[4:]])
    assert call.precision == "month"


@pytest.mark.parametrize(("session", "day"), [("40.0", "1985-12-12"), ("60.0", "2005-12-03")])
def test_other_days_are_taken_as_they_are(session, day):
    (call,) = parse([*row(session=session, unres="R/40/5")[:3], day, *row()[4:]])
    assert call.precision == "day"


needs_files = pytest.mark.skipif(not SHARED.is_dir(), reason="Voeten's files are not at hand")


@needs_files
def test_the_three_real_files_are_read_completely():
    calls = voeten.parse({part: reading.records(SHARED / name) for part, name in THREE.items()})
    assert (len(calls), sum(len(call.positions) for call in calls)) == (6203, 870_109)
    assert sum(call.is_refused for call in calls) == 0
    assert Counter(call.scope for call in calls) == {
        "whole": 4986,
        "paragraph": 770,
        "amendment": 244,
        "motion": 167,
        "unknown": 36,
    }
    wholes = Counter(call.symbol for call in calls if call.scope == "whole" and call.symbol)
    assert max(wholes.values()) == 1
    on_arms = [call for call in calls if call.symbol == "A/RES/63/69"]
    assert sorted((call.scope, call.scope_label) for call in on_arms) == [
        ("paragraph", "Operative paragraph 2"),
        ("paragraph", "Operative paragraph 3"),
        ("paragraph", "Operative paragraph 4"),
        ("paragraph", "Operative paragraph 5 (b)"),
        ("paragraph", "Operative paragraph 5 as a whole"),
        ("paragraph", "Operative paragraph 7"),
        ("whole", ""),
    ]
    assert {code for call in calls for code, _, _ in call.positions} >= {"NA", "YU", ""}
    assert max(len(call.scope_label) for call in calls) <= 200


@needs_files
def test_the_real_single_file_is_read_completely():
    name = "UNVotesPublished_1946-2015_with_absences.csv.gz"
    calls = voeten.parse({"single": reading.records(SHARED / name)})
    # 1,066,613 rows, less 254,521 on states that were not members.
    assert (len(calls), sum(len(call.positions) for call in calls)) == (5429, 812_092)
    assert sum(letter == "X" for call in calls for _, _, letter in call.positions) == 73_328
    assert [call.record for call in calls if call.is_refused] == ["4592"]
    assert {call.scope for call in calls} == {"unknown"}


CELLS = st.sampled_from(
    ["7", "25.0", "60.0", "R/25/2700A", "R/60/5", "1", "0", "yes", "1985-12-03"]
)
TABLE = st.lists(st.lists(CELLS | st.text(max_size=20), max_size=16), max_size=8)


@given(TABLE, TABLE, TABLE)
@settings(max_examples=200, deadline=None)
def test_whatever_the_cells_hold_only_documented_errors_come(first, second, third):
    for parts in (
        {"votes": (VOTES, first), "roll_calls": (CALLS, second), "issues": (ISSUES, third)},
        {"single": (SINGLE, first)},
        {"votes": ([], first), "roll_calls": (CALLS, second)},
    ):
        try:
            voeten.parse({part: records(header, rows) for part, (header, rows) in parts.items()})
        except UnreadableFile:
            continue


@given(st.lists(CELLS | st.text(max_size=40), min_size=9, max_size=9))
@settings(max_examples=300, deadline=None)
def test_whatever_a_complete_row_holds_it_is_read_or_its_faults_are_told(cells):
    (call,) = parse(cells, cast=votes(cells[0]))
    assert call.title or call.is_refused
    assert call.scope in {"whole", "paragraph", "amendment", "motion", "unknown"}
