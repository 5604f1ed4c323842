"""The day of a meeting is found where a text clearly has one, and only there."""

from datetime import date

import pytest

from votes.importers.verbatim_day import day_of

DAY = date(2007, 9, 13)


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, 13 September 2007, 3 p.m.",
        "13 SEPTEMBER 2007",
        "September 13, 2007",
        "Thursday, September 13 2007",
        "13/09/2007",
        "2007-09-13",
        "jeudi 13 septembre 2007",
        "Jueves 13 de septiembre de 2007",
        "See 1 May 2005.\nThursday, 13 September 2007",
        "As decided on 1 May 2005, it met.\n13/09/2007\n",
        "13 September 2007 and 13/09/2007",
        "13 September 2007, not 31 February 2006 nor 1 May 2205",
    ],
)
def test_a_clear_day_is_found(text):
    assert day_of(text, date(2025, 1, 1)) == DAY


@pytest.mark.parametrize(
    "text", ["", "in 2007", "13/14/2007", "1 May 2005 or 2 May 2005", "1 May 1812", "A/61/09/2007"]
)
def test_an_unclear_day_is_none(text):
    assert day_of(text, date(2025, 1, 1)) is None
