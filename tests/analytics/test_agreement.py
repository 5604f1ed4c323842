"""Agreement of two countries: published answers, and the laws every index obeys."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from votes.analytics import agreement
from votes.analytics.agreement import (
    CODES,
    INDICES,
    Agreement,
    agreements,
    counted,
    ranks,
    tables_by,
    tables_with,
)

# Counted from Voeten's roll calls, sessions 70 to 74; rows the first country's yes, abstain, no.
PUBLISHED = {
    "PAK-USA": (
        [[76, 36, 261], [38, 15, 38], [20, 1, 6]],
        0.1976,
        0.3126,
        0.2259,
        -0.4516,
        -0.1215,
    ),
    "PAK-CHN": ([[337, 18, 11], [24, 31, 35], [10, 3, 15]], 0.7913, 0.8740, 0.9437, 0.5247, 0.5268),
    "PAK-RUS": ([[268, 66, 31], [14, 14, 63], [12, 2, 13]], 0.6108, 0.7609, 0.8673, 0.2889, 0.3139),
    "PAK-IND": ([[319, 43, 10], [18, 60, 13], [8, 3, 17]], 0.8065, 0.8849, 0.9492, 0.5599, 0.5615),
    "USA-ISR": ([[108, 23, 7], [6, 37, 9], [10, 8, 280]], 0.8709, 0.9180, 0.9580, 0.8114, 0.8115),
}
NAMES = ("strict", "lijphart", "yes_no", "pi", "kappa")
tables = arrays.arrays(np.int64, (3, 3), elements=st.integers(0, 300))
positions = arrays.arrays(np.uint8, 60, elements=st.integers(0, 4))


def score(table, index):
    return agreements(np.array([table]), index)[0].score


@pytest.mark.parametrize("pair", PUBLISHED)
def test_the_published_answers_come_out(pair):
    table, *expected = PUBLISHED[pair]
    assert [score(table, name) for name in NAMES] == pytest.approx(expected, abs=5e-5)


def test_every_published_index_is_there():
    assert set(INDICES) == set(NAMES)


def test_a_score_travels_with_what_it_rests_on():
    found = agreements(np.array([[[2, 1, 0], [0, 0, 0], [0, 0, 1]]]), "lijphart")
    assert found == [Agreement(score=0.875, n=4, index="lijphart")]


@pytest.mark.parametrize("index", INDICES)
def test_where_nothing_is_shared_there_is_no_score(index):
    assert agreements(np.zeros((1, 3, 3), dtype=np.int64), index) == [Agreement(None, 0, index)]


@pytest.mark.parametrize("index", ["pi", "kappa"])
def test_without_variance_chance_cannot_be_corrected_for(index):
    assert score([[5, 0, 0], [0, 0, 0], [0, 0, 0]], index) is None


def test_two_that_always_abstain_have_no_yes_or_no_to_compare():
    assert score([[0, 0, 0], [0, 7, 0], [0, 0, 0]], "yes_no") is None


@given(tables)
@settings(deadline=None)
def test_agreement_is_the_same_from_either_side(table):
    for index in INDICES:
        first, second = score(table, index), score(table.T, index)
        assert first == pytest.approx(second) if first is not None else second is None


@given(tables)
@settings(deadline=None)
def test_scores_keep_within_their_bounds(table):
    for index in ("strict", "lijphart", "yes_no"):
        found = score(table, index)
        assert found is None or 0 <= found <= 1
    for index in ("pi", "kappa"):
        found = score(table, index)
        assert found is None or found <= 1 + 1e-12


@given(positions)
@settings(deadline=None)
def test_a_country_agrees_with_itself_wholly(row):
    found = tables_with(row, row[None, :])
    cast = int(((row > 0) & (row < 4)).sum())
    for index in INDICES:
        (agreement,) = agreements(found, index)
        assert agreement.n == cast
        assert agreement.score is None or agreement.score == pytest.approx(1)


@given(positions, positions)
@settings(deadline=None)
def test_only_roll_calls_in_which_both_cast_a_vote_count(first, second):
    (table,) = tables_with(first, second[None, :])
    expected = np.zeros((3, 3), dtype=np.int64)
    for one, other in zip(first, second, strict=True):
        if 1 <= one <= 3 and 1 <= other <= 3:
            expected[one - 1, other - 1] += 1
    assert (table == expected).all()


@given(positions, positions, arrays.arrays(np.int64, 60, elements=st.integers(0, 4)))
@settings(deadline=None)
def test_the_parts_add_up_to_the_whole(first, second, groups):
    parts = tables_by(first, second, groups, 5)
    assert (parts.sum(0) == tables_with(first, second[None, :])[0]).all()


def test_swapping_yes_and_no_for_both_changes_nothing():
    for table, *_ in PUBLISHED.values():
        turned = np.array(table)[::-1, ::-1]
        for index in INDICES:
            assert score(turned, index) == pytest.approx(score(table, index))


def test_ranks_are_shared_by_equals_and_need_enough_roll_calls():
    scores = [(0.5, 30), (0.9, 30), (0.5, 20), (1.0, 19), (None, 50)]
    found = [Agreement(value, n, "strict") for value, n in scores]
    counts = [n for _, n in scores]
    assert ranks(found, counts, least=20) == [2, 1, 2, None, None]
    assert ranks(found[3:4], counts[3:4], least=19) == [1]


def test_votes_only_are_ranked_by_the_votes_they_count():
    """One yes in common and 24 abstentions are no finding, although 25 roll calls are shared."""
    table = np.array([[[1, 0, 0], [0, 24, 0], [0, 0, 0]]])
    found = agreements(table, "yes_no")
    assert (found[0].score, found[0].n) == (1.0, 25)
    assert counted(table, "yes_no") == [1]
    assert counted(table, "lijphart") == [25]
    assert ranks(found, counted(table, "yes_no"), least=20) == [None]


def test_not_voting_is_a_code_apart_from_the_votes_cast():
    assert CODES == {"Y": 1, "A": 2, "N": 3, "X": 4}


def test_the_tables_of_all_pairs_are_those_of_each():
    random = np.random.default_rng(5)
    positions = random.integers(0, 5, (12, 400), dtype=np.uint8)
    pairs = agreement.tables_of_pairs(positions)
    assert pairs.shape == (12, 12, 3, 3)
    for row, one in enumerate(positions):
        assert (pairs[row] == agreement.tables_with(one, positions)).all()


def test_the_tables_of_all_pairs_are_whole_however_they_are_cut(monkeypatch):
    positions = np.random.default_rng(6).integers(0, 5, (5, 100), dtype=np.uint8)
    whole = agreement.tables_of_pairs(positions)
    monkeypatch.setattr(agreement, "COLUMNS_AT_ONCE", 7)
    assert (agreement.tables_of_pairs(positions) == whole).all()
