"""One vote in two sources is one roll call; two votes never are."""

from datetime import date

import pytest

from tests.factories import make_resolution, make_roll_call, saved
from tests.importers.small_files import (
    POSITIONS,
    bring,
    came_of,
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
from votes.models import Resolution, RollCall, RollCallIdentifier

pytestmark = pytest.mark.django_db
SORTED = "FRA Y, IND A, NAM X, TUR Y, USA N"
FROM_LIBRARY = [("A/RES/40/86", "Security of States", "1985-12-12", "whole", SORTED)]


@pytest.fixture(autouse=True)
def states():
    return make_states()


def numbers():
    """The numbers of each roll call, in the order of roll calls."""
    found = {}
    rows = RollCallIdentifier.objects.order_by("roll_call", "scheme", "value")
    for pk, scheme, value in rows.values_list("roll_call", "scheme", "value"):
        found.setdefault(pk, []).append(f"{scheme} {value}")
    return list(found.values())


BOTH = [["undl 7", "voeten 5"]]


def test_the_library_after_voeten_is_followed_and_differences_are_kept_visible(tmp_path):
    bring(*voeten(tmp_path, voeten_call(), positions="FRA Y, TUR Y, USA N, IND Y"))
    report = bring(library(tmp_path, roll_call()))
    assert came_of(report) == ({"changed": 1}, {"added": 1, "changed": 1, "unchanged": 3})
    told = (
        "A/RES/40/86: date “1985-12-12” in the file, “1985-12-05” in the record "
        "(the file is followed); IND abstain (before: yes)."
    )
    assert said(report) == [told]
    assert record() == FROM_LIBRARY
    assert numbers() == BOTH
    kept = only_roll_call().import_issues.told_differences()
    assert kept == ["UN Digital Library, General Assembly: " + told.removeprefix("A/RES/40/86: ")]


def test_how_exactly_a_date_is_known_goes_with_the_source_that_is_followed(tmp_path):
    bring(*voeten(tmp_path, voeten_call()))
    assert only_roll_call().precision == "month"
    assert only_roll_call().when == "December 1985"
    bring(library(tmp_path, roll_call()))
    assert only_roll_call().precision == "day"
    bring(*voeten(tmp_path, voeten_call()))
    assert (only_roll_call().precision, only_roll_call().when) == ("day", "12 December 1985")


def test_voeten_after_the_library_changes_nothing_and_differences_are_kept_visible(tmp_path):
    bring(library(tmp_path, roll_call()))
    report = bring(*voeten(tmp_path, voeten_call(), positions="FRA Y, TUR Y, USA N, IND Y"))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 4})
    told = (
        "A/RES/40/86: date “1985-12-05” in the file, “1985-12-12” in the record (kept); "
        "IND yes (kept: abstain)."
    )
    assert said(report) == [told]
    assert record() == FROM_LIBRARY
    assert numbers() == BOTH


def test_a_lower_source_adds_no_position_to_a_counted_roll_call(tmp_path):
    bring(library(tmp_path, roll_call(positions="FRA Y, TUR Y, USA N, IND A")))
    report = bring(*voeten(tmp_path, voeten_call(), positions="FRA Y, TUR Y, USA N, IND A, NAM Y"))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert "NAM yes (kept: none)" in said(report)[0]
    assert record()[0][-1] == "FRA Y, IND A, TUR Y, USA N"


@pytest.mark.parametrize("order", ["library first", "voeten first"])
def test_either_order_comes_again_unchanged(tmp_path, order):
    files = [[library(tmp_path, roll_call())], voeten(tmp_path, voeten_call())]
    if order == "voeten first":
        files.reverse()
    for paths in (*files, *files):
        report = bring(*paths)
    assert came_of(report)[0] == {"unchanged": 1}
    assert record() == FROM_LIBRARY


@pytest.mark.parametrize(
    ("unres", "symbol", "session"),
    [
        ("R/38/36E", "A/RES/38/36E", "38"),
        ("R/38/36E", "A/RES/38/36[E]", "38"),
        ("R/38/36/E", "A/RES/38/36E", "38"),
        ("R/30/3379", "A/RES/3379(XXX)", "30"),
        ("R/29/3263", "A/RES/29/3263", "29"),
        ("R/74/5", "A/RES/74/5", "74"),
    ],
)
def test_a_symbol_is_the_same_in_any_spelling(tmp_path, unres, symbol, session):
    bring(*voeten(tmp_path, voeten_call(unres=unres, session=session)))
    bring(library(tmp_path, roll_call(resolution=symbol, session=session)))
    assert (numbers(), only_text().symbol) == (BOTH, symbol)


def test_different_symbols_are_different_votes_whatever_the_positions(tmp_path):
    bring(*voeten(tmp_path, voeten_call(unres="R/38/36C", session="38")))
    calls = [
        roll_call("7", resolution="A/RES/38/36E"),
        roll_call("8", resolution="A/RES/38/36[C]", draft=""),
    ]
    bring(library(tmp_path, *calls))
    assert numbers() == [["undl 8", "voeten 5"], ["undl 7"]]


def test_positions_that_mostly_differ_are_not_the_same_vote(tmp_path):
    bring(*voeten(tmp_path, voeten_call(), positions="FRA N, TUR Y, USA Y, IND A"))
    bring(library(tmp_path, roll_call()))
    assert numbers() == [["voeten 5"], ["undl 7"]]
    assert Resolution.objects.count() == 1


def test_a_vote_on_a_part_is_not_that_on_the_whole(tmp_path):
    part = voeten_call(marks="0/1", short="TO RETAIN OPERATIVE PARAGRAPH 2")
    bring(*voeten(tmp_path, part))
    bring(library(tmp_path, roll_call()))
    assert numbers() == [["voeten 5"], ["undl 7"]]
    assert [each[3] for each in record()] == ["paragraph", "whole"]


def test_within_voeten_nothing_is_one_vote(tmp_path):
    calls = [voeten_call(number, marks="0/1") for number in ("5", "6", "9")]
    report = bring(*voeten(tmp_path, *calls))
    assert came_of(report)[0] == {"added": 3}
    assert numbers() == [["voeten 5"], ["voeten 6"], ["voeten 9"]]
    later = [*calls, voeten_call("10", marks="0/1")]
    assert came_of(bring(*voeten(tmp_path, *later)))[0] == {"added": 1, "unchanged": 3}


def test_two_numbers_of_the_library_with_equal_symbol_day_and_positions_are_one(tmp_path):
    calls = roll_call("7"), roll_call("8")
    report = bring(library(tmp_path, *calls))
    assert came_of(report) == ({"added": 1, "unchanged": 1}, {"added": 5, "unchanged": 5})
    assert said(report) == ["A/RES/40/86 is the same vote as record 7."]
    assert numbers() == [["undl 7", "undl 8"]]
    assert came_of(bring(library(tmp_path, *calls)))[0] == {"unchanged": 2}


def test_a_second_number_in_a_later_file_is_one_with_the_first(tmp_path):
    bring(library(tmp_path, roll_call("7")))
    report = bring(library(tmp_path, roll_call("8")))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert numbers() == [["undl 7", "undl 8"]]


def test_the_order_of_numbers_in_a_file_does_not_matter(tmp_path):
    bring(library(tmp_path, roll_call("8")))
    report = bring(library(tmp_path, roll_call("7"), roll_call("8")))
    assert came_of(report) == ({"unchanged": 2}, {"unchanged": 10})
    assert said(report) == ["A/RES/40/86 is the same vote as record 8."]
    assert numbers() == [["undl 7", "undl 8"]]


def test_a_second_number_that_day_with_other_positions_is_refused(tmp_path):
    other = POSITIONS.replace("FRA Y", "FRA A")
    report = bring(library(tmp_path, roll_call("7"), roll_call("8", other)))
    assert came_of(report) == ({"added": 1, "refused": 1}, {"added": 5, "refused": 5})
    assert said(report) == [
        "A/RES/40/86: A vote on the whole of this text on this day is there already with other "
        "positions (A/RES/40/86, 12 December 1985): one of the two is wrong, or was on a part."
    ]
    assert numbers() == [["undl 7"]]


def test_a_second_number_on_another_day_is_kept_apart(tmp_path):
    bring(library(tmp_path, roll_call("7"), roll_call("8", date="1985-12-13")))
    assert numbers() == [["undl 7"], ["undl 8"]]
    assert Resolution.objects.count() == 1


@pytest.mark.parametrize("source", ["voeten", "library"])
def test_one_source_alone_never_makes_two_votes_one_in_a_later_file(tmp_path, source):
    if source == "voeten":
        bring(*voeten(tmp_path, voeten_call("5", marks="0/1")))
        bring(*voeten(tmp_path, voeten_call("6", marks="0/1")))
        assert numbers() == [["voeten 5"], ["voeten 6"]]
    else:
        bring(library(tmp_path, roll_call("7")))
        bring(library(tmp_path, roll_call("8", date="1985-12-13")))
        assert numbers() == [["undl 7"], ["undl 8"]]


def test_two_numbers_of_one_vote_that_part_later_are_not_both_followed(tmp_path):
    bring(library(tmp_path, roll_call("7"), roll_call("8")))
    other = roll_call("8", POSITIONS.replace("FRA Y", "FRA A"))
    report = bring(library(tmp_path, roll_call("7"), other))
    assert came_of(report) == ({"unchanged": 1, "refused": 1}, {"unchanged": 5, "refused": 5})
    assert said(report) == [
        "A/RES/40/86 was the same vote as record 7, and in this file is not. One of the two is "
        "wrong."
    ]
    assert record() == FROM_LIBRARY


def in_doubt(**fields):
    """A roll call by Voeten whose scope nothing tells."""
    return voeten_call(marks="/", short="", descr="", **fields)


def test_two_votes_of_unknown_scope_are_no_ones_vote_on_the_whole(tmp_path):
    bring(*voeten(tmp_path, in_doubt(), in_doubt(record="6")))
    assert [each[3] for each in record()] == ["unknown", "unknown"]
    bring(library(tmp_path, roll_call()))
    assert numbers() == [["voeten 5"], ["voeten 6"], ["undl 7"]]


def test_one_vote_of_unknown_scope_is_that_on_the_whole(tmp_path, states):
    text = make_resolution("A/RES/40/86", title="Security of States")
    kept = {states[code]: letter for code, letter in (("FRA", "Y"), ("USA", "N"))}
    make_roll_call(text, kept, totals=False, scope="unknown", on=date(1985, 12, 12))
    bring(library(tmp_path, roll_call()))
    assert numbers() == [["undl 7"]]


def test_a_text_tabled_by_hand_is_adopted_by_the_file(tmp_path):
    saved(Resolution(draft_symbol="A/40/L.1", title="By hand", status="tabled"))
    report = bring(library(tmp_path, roll_call()))
    text = only_text()
    assert (text.symbol, text.status, text.session) == ("A/RES/40/86", "adopted", "40")
    assert text.title == "By hand"
    assert said(report, "kept") == [
        "A/RES/40/86: title “Security of States” in the file; kept: “By hand”, as a person "
        "corrected it."
    ]
    assert came_of(report)[0] == {"added": 1}


def test_a_draft_of_several_adopted_texts_adopts_none_by_hand(tmp_path):
    saved(Resolution(draft_symbol="A/40/L.1", title="By hand", status="tabled"))
    calls = roll_call(), roll_call("8", resolution="A/RES/40/87")
    bring(library(tmp_path, *calls))
    assert sorted(Resolution.objects.values_list("symbol", "status")) == [
        ("", "tabled"),
        ("A/RES/40/86", "adopted"),
        ("A/RES/40/87", "adopted"),
    ]


@pytest.mark.parametrize("entered", ["", "FRA Y, USA N"])
@pytest.mark.parametrize("totals", [{}, {"total_yes": 2, "total_no": 1}])
def test_a_draft_roll_call_entered_by_hand_is_filled_and_not_published(
    tmp_path, states, entered, totals
):
    text = make_resolution("A/RES/40/86", session="40")
    positions = {states[each.split()[0]]: each.split()[1] for each in entered.split(", ") if each}
    make_roll_call(
        text, positions, on=date(1985, 12, 12), totals=False, state="draft", meeting="", **totals
    )
    report = bring(library(tmp_path, roll_call()))
    assert record()[0][-1] == SORTED
    kept = only_roll_call()
    assert (kept.state, kept.meeting, kept.total_abstain) == ("draft", "A/40/PV.113", 1)
    assert said(report, "doubt") == ["A/RES/40/86 is a draft; it was completed, not published."]
    assert came_of(bring(library(tmp_path, roll_call())))[0] == {"unchanged": 1}
    assert RollCall.objects.published().count() == 0


def test_a_published_roll_call_by_hand_keeps_its_date(tmp_path, states):
    cast = {"FRA": "Y", "TUR": "Y", "USA": "N", "IND": "A", "NAM": "X"}
    text = make_resolution("A/RES/40/86", title="Security of States", session="40")
    make_roll_call(
        text, {states[code]: letter for code, letter in cast.items()}, on=date(1985, 1, 2)
    )
    report = bring(library(tmp_path, roll_call()))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert said(report, "kept") == [
        "A/RES/40/86: date “1985-12-12” in the file; kept: “1985-01-02”, as a person corrected it."
    ]
    assert str(only_roll_call().date) == "1985-01-02"
    assert numbers() == [["undl 7"]]
