"""How far a group votes as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.analytics.cohesion import cohesion, mean

numbers = st.integers(0, 60)


@pytest.mark.parametrize(
    ("counts", "rice", "hix_noury_roland", "line"),
    [
        ({"Y": 30}, 1.0, 1.0, "Y"),
        ({"Y": 15, "N": 15}, 0.0, 0.25, None),
        ({"Y": 10, "N": 10, "A": 10}, 0.0, 0.0, None),
        ({"Y": 28, "A": 4}, 1.0, 0.8125, "Y"),
        ({"Y": 3, "N": 1, "A": 0, "X": 9}, 0.5, 0.625, "Y"),
        ({"A": 5}, None, 1.0, "A"),
        ({"X": 5}, None, None, None),
        ({}, None, None, None),
    ],
)
def test_a_group_is_measured_by_what_its_members_cast(counts, rice, hix_noury_roland, line):
    found = cohesion(counts)
    assert (found.rice, found.hix_noury_roland, found.line) == (rice, hix_noury_roland, line)


@given(numbers, numbers, numbers)
def test_both_measures_keep_between_nought_and_one(yes, no, abstain):
    found = cohesion({"Y": yes, "N": no, "A": abstain})
    for value in (found.rice, found.hix_noury_roland):
        assert value is None or 0 <= value <= 1


@given(numbers, numbers, numbers)
def test_turning_the_question_round_changes_neither_measure(yes, no, abstain):
    found = cohesion({"Y": yes, "N": no, "A": abstain})
    turned = cohesion({"Y": no, "N": yes, "A": abstain})
    assert (found.rice, found.hix_noury_roland) == (turned.rice, turned.hix_noury_roland)


@given(st.integers(1, 60))
def test_a_group_of_one_mind_is_wholly_cohesive(members):
    for letter in "YNA":
        assert cohesion({letter: members}).hix_noury_roland == 1


def test_a_mean_is_of_the_defined_values_only():
    assert mean([1.0, None, 0.5]) == 0.75
    assert mean([None]) is None
