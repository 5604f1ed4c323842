"""Lists of states as people type and paste them."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, saved
from votes.admin.name_lists import read_names
from votes.models import CountryName

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 12)


def codes(text, on=DAY):
    countries, problems = read_names(text, on)
    return " ".join(country.code for country, _ in countries), problems


@pytest.fixture
@copied
def states():
    for code, name in {
        "BOL": "Bolivia (Plurinational State of)",
        "CHD": "Chad",
        "COD": "Democratic Republic of the Congo",
        "COG": "Congo",
        "FRA": "France",
        "KOR": "Republic of Korea",
        "TUR": "Türkiye",
    }.items():
        make_country(code, name)


@pytest.mark.parametrize(
    "text",
    [
        "Chad, France",
        "Chad; France",
        "Chad\r\nFrance\r\n",
        "CHD, fra",
        "  Chad ,, and France.",
    ],
)
def test_names_and_codes_are_separated_by_almost_anything(states, text):
    assert codes(text) == ("CHD FRA", [])


def test_a_name_with_parentheses_is_one_name_even_when_its_line_is_broken(states):
    assert codes("Bolivia (Plurinational\nState of), Chad") == ("BOL CHD", [])


def test_a_name_that_contains_a_comma_wins_over_its_parts(states):
    korea = make_country("PRK", "Democratic People’s Republic of Korea")
    saved(CountryName(country=korea, name="Korea, Democratic People’s Republic of"))
    text = "Congo, Korea, Democratic People’s Republic of, Chad"
    assert codes(text) == ("COG PRK CHD", [])


def test_two_names_side_by_side_stay_two(states):
    assert codes("Congo, Democratic Republic of the Congo") == ("COG COD", [])


def test_a_name_is_read_as_of_the_day(states):
    old = make_country("ZAR", "Zaire", kind="former_member", until=date(1997, 5, 16))
    saved(CountryName(country=old, name="Kongo", valid_to=date(1997, 5, 16)))
    new = make_country("KON", "Kongo (new)")
    saved(CountryName(country=new, name="Kongo", valid_from=date(1997, 5, 17)))
    assert codes("Kongo", date(1990, 1, 1)) == ("ZAR", [])
    assert codes("Kongo", date(2000, 1, 1)) == ("KON", [])


def test_an_unknown_name_is_told_with_near_ones_and_the_others_are_read(states):
    assert codes("Chad, Frence, KOR") == (
        "CHD KOR",
        ["No country is called “Frence”. Did you mean France (FRA)?"],
    )


def test_a_long_list_costs_few_queries_a_name(states, django_assert_max_num_queries):
    # Which keys and which codes are known, then two or three a name in `named`.
    with django_assert_max_num_queries(2 + 3 * 4):
        assert codes("Chad, France, Türkiye, KOR") == ("CHD FRA TUR KOR", [])
