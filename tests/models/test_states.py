"""Codes and names of states in memory, through succession, to the day."""

from datetime import date

import pytest

from tests.models.seats import meant
from votes.models import Country, CountryName, States, UnknownCountry

pytestmark = pytest.mark.django_db
SPREAD = [
    date(1946, 1, 15),
    date(1959, 6, 1),
    date(1962, 1, 10),
    date(1971, 10, 24),
    date(1985, 12, 12),
    date(1990, 12, 1),
    date(1993, 1, 5),
    date(2005, 6, 1),
    date(2022, 3, 2),
]


@pytest.mark.parametrize("day", SPREAD, ids=str)
def test_names_and_codes_mean_what_the_record_says_they_mean_where_nobody_followed(bundled, day):
    states = States.load()
    texts = [(name.name, False) for name in CountryName.objects.all()]
    texts += [(code, True) for code in Country.objects.values_list("code", flat=True)]
    wrong, compared = [], 0
    for text, is_code in texts:
        try:
            country = Country.objects.named(text, day)
        except UnknownCountry:
            expected = None
        else:
            expected = country.code
            if not country.is_member_on(day):
                # Another may have had its seat.
                continue
        compared += 1
        found = meant(states, text, day, is_code)
        if found[:2] != (expected, expected is not None):
            wrong.append((text, expected, found))
    assert wrong == []
    assert compared > 100


@pytest.mark.parametrize(
    ("text", "is_code", "day", "code"),
    [
        ("RUS", True, date(1985, 12, 12), "SUN"),
        ("Russian Federation", False, date(1985, 12, 12), "SUN"),
        ("SRB", True, date(1985, 12, 12), "YUG"),
        ("YU", True, date(2010, 6, 1), "SRB"),
        ("345", True, date(2005, 6, 1), "SCG"),
        ("TZ", True, date(1962, 1, 10), "EAT"),
        ("DEU", True, date(1985, 12, 12), "GER"),
        ("Germany", False, date(1985, 12, 12), "GER"),
        ("West Germany", False, date(1990, 12, 1), "DEU"),
        ("Taiwan", False, date(1965, 12, 1), "CHN"),
        ("gb", True, date(1985, 12, 12), "GBR"),
        ("rus", True, date(1995, 12, 12), "RUS"),
    ],
)
def test_a_state_that_was_no_member_means_the_one_that_had_its_seat(
    bundled, text, is_code, day, code
):
    assert meant(States.load(), text, day, is_code) == (code, True, "")


def test_a_new_state_before_its_admission_is_itself_and_no_member(bundled):
    assert meant(States.load(), "CZ", date(1993, 1, 5), is_code=True) == ("CZE", False, "")


@pytest.mark.parametrize("is_code", [True, False])
def test_an_unknown_text_means_nothing(bundled, is_code):
    found = meant(States.load(), "Atlantis", date(2005, 6, 1), is_code)
    assert found == (None, False, "No state is called “Atlantis”")
