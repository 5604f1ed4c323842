"""States in a file: found, doubtful, unknown, in empty cells, twice."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, saved
from tests.importers.small_files import (
    POSITIONS,
    bring,
    came_of,
    library,
    make_states,
    record,
    roll_call,
    said,
    wide,
)
from votes.models import CountryName, Succession

pytestmark = pytest.mark.django_db
CELLS = {f"STATE {letter}": "" for letter in "ABCDEFGHIJ"}


@pytest.fixture
@copied
def states():
    return make_states()


@pytest.fixture
@copied
def ten():
    """Ten members; the last was admitted in 2000."""
    for letter in "ABCDEFGHI":
        make_country(f"ST{letter}", f"State {letter}")
    make_country("STJ", "State J", since=date(2000, 1, 1))


def positions():
    return record()[0][-1]


def issues(report):
    return [(each.kind, each.record, each.line, each.column, each.what) for each in report.issues]


GIVEN = {"STATE A": "Y", "STATE B": "Y", "STATE C": "N"}
TOTALS = {"total_yes": "2", "total_no": "1", "total_abstentions": "0"}


def test_empty_cells_are_non_voting_where_the_total_asks_for_as_many(ten, tmp_path):
    report = bring(wide(tmp_path, CELLS | GIVEN, **TOTALS, total_non_voting="6"))
    assert came_of(report) == ({"added": 1}, {"added": 9})
    assert positions() == "STA Y, STB Y, STC N, STD X, STE X, STF X, STG X, STH X, STI X"


@pytest.mark.parametrize("non_voting", ["0", ""])
def test_empty_cells_are_nothing_where_no_total_asks_for_them(ten, tmp_path, non_voting):
    report = bring(wide(tmp_path, CELLS | GIVEN, **TOTALS, total_non_voting=non_voting))
    assert came_of(report) == ({"added": 1}, {"added": 3})
    assert positions() == "STA Y, STB Y, STC N"


def test_empty_cells_are_not_guessed_at_where_the_total_asks_for_fewer(ten, tmp_path):
    report = bring(wide(tmp_path, CELLS | GIVEN, **TOTALS, total_non_voting="5"))
    assert came_of(report) == ({"refused": 1}, {"refused": 3})
    assert said(report) == [
        "A/RES/40/86: 0 positions “non-voting” are listed, but the official total is 5."
    ]


def test_written_absences_count_towards_the_total_that_empty_cells_fill(ten, tmp_path):
    cells = CELLS | GIVEN | {"STATE D": "NV"}
    report = bring(wide(tmp_path, cells, **TOTALS, total_non_voting="6"))
    assert came_of(report) == ({"added": 1}, {"added": 9})


@pytest.mark.parametrize("empty", ["STATE A (OLD NAME)", "STATE A"])
def test_two_columns_of_one_state_are_one_position(ten, tmp_path, empty):
    saved(CountryName(country=CountryName.objects.get(key="state a").country, name=OTHER))
    cells = CELLS | GIVEN | {OTHER.upper(): ""}
    given = "STATE A" if empty != "STATE A" else OTHER.upper()
    cells |= {empty: "", given: "Y"}
    report = bring(wide(tmp_path, cells, **TOTALS, total_non_voting="6"))
    assert (came_of(report), said(report)) == (({"added": 1}, {"added": 9}), [])
    assert positions() == "STA Y, STB Y, STC N, STD X, STE X, STF X, STG X, STH X, STI X"


OTHER = "State A (Old Name)"


def test_two_empty_columns_of_one_state_are_absent_once(ten, tmp_path):
    saved(CountryName(country=CountryName.objects.get(key="state d").country, name="Dystate"))
    cells = CELLS | GIVEN | {"DYSTATE": ""}
    report = bring(wide(tmp_path, cells, **TOTALS, total_non_voting="6"))
    assert came_of(report) == ({"added": 1}, {"added": 9})


def test_an_unknown_column_without_a_position_matters_not(ten, tmp_path):
    report = bring(wide(tmp_path, CELLS | GIVEN | {"ATLANTIS": ""}, **TOTALS))
    assert came_of(report) == ({"added": 1}, {"added": 3})


def test_an_unknown_column_with_a_position_refuses_the_row_and_names_the_column(ten, tmp_path):
    cells = CELLS | GIVEN | {"STATES A": "Y"}
    report = bring(wide(tmp_path, cells, total_yes="3", total_no="1", total_non_voting="0"))
    assert came_of(report) == ({"refused": 1}, {"refused": 4})
    ((kind, number, line, column, what),) = issues(report)
    assert (kind, number, line, column) == ("unknown_state", "7", 2, "STATES A")
    assert what.startswith("No state is called “STATES A”. Near ones: State A (STA), ")


def test_an_unknown_code_names_near_ones_record_line_and_column(states, tmp_path):
    report = bring(library(tmp_path, roll_call(positions=POSITIONS.replace("NAM X", "NAN X"))))
    assert came_of(report) == ({"refused": 1}, {"refused": 5})
    what = "No state is called “NAN”. Near ones: Namibia (NAM)."
    assert issues(report) == [("unknown_state", "7", 6, "ms_code", what)]
    assert record() == []


def long_file(folder, *changes, call=None):
    """A long file with some of its texts replaced."""
    path = library(folder, call or roll_call())
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_unknown_name_without_a_code_names_near_ones(states, tmp_path):
    report = bring(long_file(tmp_path, ("NAM,NAMIBIA", ",NAMIBYA")))
    what = "No state is called “NAMIBYA”. Near ones: Namibia (NAM)."
    assert issues(report) == [("unknown_state", "7", 6, "ms_name", what)]


def test_where_nothing_is_near_that_is_said(states, tmp_path):
    report = bring(long_file(tmp_path, ("NAM,NAMIBIA", ",QQQQQQQQ")))
    assert said(report) == ["No state is called “QQQQQQQQ”. Near ones: none."]


def test_an_unknown_code_is_not_passed_over_for_the_name_beside_it(states, tmp_path):
    report = bring(long_file(tmp_path, ("NAM,NAMIBIA", "QQQ,NAMIBIA")))
    what = "No state is called “QQQ” (NAMIBIA). Near ones: Namibia (NAM)."
    assert issues(report) == [("unknown_state", "7", 6, "ms_code", what)]


def test_an_unknown_state_refuses_its_own_roll_call_only(states, tmp_path):
    other = roll_call("8", POSITIONS.replace("NAM X", "NAN X"), resolution="A/RES/40/87")
    report = bring(library(tmp_path, roll_call(), other))
    assert came_of(report) == ({"added": 1, "refused": 1}, {"added": 5, "refused": 5})
    assert len(record()) == 1


def test_an_alias_settles_an_unknown_code(states, tmp_path):
    path = library(tmp_path, roll_call(positions=POSITIONS.replace("NAM", "NAN")))
    bring(path)
    saved(CountryName(country=states["NAM"], name="NAN"))
    report = bring(path)
    assert (came_of(report), said(report)) == (({"added": 1}, {"added": 5}), [])


def test_a_second_row_of_a_state_with_the_same_position_is_said_and_taken_once(states, tmp_path):
    twice = roll_call(positions=f"{POSITIONS}, FRA Y", **{"total_yes": "2"})
    report = bring(library(tmp_path, twice))
    assert came_of(report) == ({"added": 1}, {"added": 5})
    assert issues(report) == [("doubt", "7", 7, "ms_code", "France stands here a second time.")]


@pytest.mark.parametrize("letters", ["YN", "YX", "AN", "XY"])
def test_two_positions_of_one_state_contradict_each_other(states, tmp_path, letters):
    first, second = letters
    positions = f"TUR Y, FRA {first}, USA N, FRA {second}"
    report = bring(library(tmp_path, roll_call(positions=positions)))
    assert came_of(report) == ({"refused": 1}, {"refused": 4})
    what = f"France is “{second}” here and “{first}” before."
    assert issues(report) == [("refused", "7", 5, "ms_code", what)]
    assert record() == []


@pytest.mark.parametrize("letters", ["XN", "NX"])
def test_of_two_claimants_of_one_seat_the_one_that_voted_had_it(states, tmp_path, letters):
    claimant = make_country("OLD", since=None)
    saved(
        Succession(
            predecessor=claimant,
            successor=states["FRA"],
            date=date(1990, 1, 1),
            kind="continuation",
        )
    )
    positions = f"OLD {letters[0]}, TUR Y, FRA {letters[1]}"
    totals = {"total_yes": "1", "total_no": "1", "total_non_voting": "0"}
    report = bring(library(tmp_path, roll_call(positions=positions, **totals)))
    assert came_of(report) == ({"added": 1}, {"added": 2})
    assert record()[0][-1] == "FRA N, TUR Y"
    what = f"France is “{letters[1]}” here and “{letters[0]}” before; the vote that was cast is"
    assert said(report, "doubt") == [f"{what} followed."]


def test_a_position_of_a_state_that_was_no_member_is_taken_and_reported(states, tmp_path):
    make_country("SSD", "South Sudan", since=date(2011, 7, 14))
    report = bring(library(tmp_path, roll_call(positions=f"{POSITIONS}, SSD Y")))
    assert came_of(report) == ({"added": 1}, {"added": 6})
    what = "A/RES/40/86: not members on 1985-12-12: SSD."
    assert issues(report) == [("doubt", "7", 2, "date", what)]


def test_the_name_of_another_state_beside_a_code_is_said_once_and_the_code_followed(
    states, tmp_path
):
    calls = [roll_call(), roll_call("8", resolution="A/RES/40/87")]
    path = library(tmp_path, *calls)
    path.write_text(path.read_text("utf-8").replace("FRA,FRANCE", "FRA,INDIA"), "utf-8")
    report = bring(path)
    what = "The code FRA means France, the name “INDIA” India; the code is followed."
    assert issues(report) == [("doubt", "7", 2, "ms_code", what)]
    assert record()[0][-1] == "FRA Y, IND A, NAM X, TUR Y, USA N"


def test_an_unknown_name_beside_a_known_code_is_no_matter(states, tmp_path):
    assert said(bring(long_file(tmp_path, ("FRA,FRANCE", "FRA,LA GRANDE NATION")))) == []
