"""A spreadsheet runs nothing of what is exported, and nothing is lost by that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.models.cells import LEADS, defused, restored

FORMULAS = [f"{lead}HYPERLINK(0)" for lead in LEADS]


@pytest.mark.parametrize("text", [*FORMULAS, " =1", "\u00a0=1", "\ufeff=1", "'=1", "''+1", "' =1"])
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe_and_comes_back(text):
    assert defused(text) == f"'{text}"
    assert restored(defused(text)) == text


@pytest.mark.parametrize(
    "text", ["", "'", "A/RES/ES-11/1", "'s-Hertogenbosch", " plain", "1 = 1", "Türkiye", "a-b"]
)
def test_other_text_stays_as_it_is(text):
    assert defused(text) == text == restored(text)


@given(st.text(alphabet=st.sampled_from("'=+- \t\n\uff1dab")))
def test_any_text_comes_back_as_it_was(text):
    assert restored(defused(text)) == text


@given(st.text(alphabet=st.sampled_from("'=+- \t\n\uff1dab")))
def test_what_is_left_begins_with_no_lead(text):
    assert not defused(text).startswith(tuple(LEADS))
    assert not defused(text).lstrip(" ").startswith(tuple(LEADS))
