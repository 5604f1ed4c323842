"""Where numbers by year stand, of which years the record holds few roll calls is said from it."""

from datetime import date

import pytest

from tests.factories import make_group, make_resolution, make_roll_call
from tests.web.test_pages import text_of
from votes.models import Country
from votes.web.pages.coverage import Coverage, in_words

pytestmark = pytest.mark.django_db
PAGES = [
    "/countries/PAK/",
    "/countries/PAK/years/",
    "/compare/?c=PAK&c=IND",
    "/groups/PAIR/",
    "/about/data/",
]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], ""),
        ([1951], "1951"),
        ([1951, 1964], "1951 and 1964"),
        ([1951, 1964, 2020, 2021, 2022], "1951, 1964 and 2020 to 2022"),
    ],
)
def test_years_that_follow_on_each_other_are_told_as_one(years, said):
    assert in_words(years) == said


def test_years_with_few_roll_calls_and_those_with_none_are_told_together():
    held = [2000] * 10 + [2002] * 9 + [2004] * 11
    assert Coverage.of(held, 2000, 2005).years == "2001 to 2003 and 2005"
    assert Coverage.of(held, 2000, 2000).years == ""


@pytest.fixture
def full_2010(bundled) -> list[Country]:
    """Ten roll calls of 2010, beside the bundled ones from 2014 on, of which each year has few."""
    pair = list(Country.objects.filter(code__in=["PAK", "IND"]))
    make_group("PAIR", pair)
    for number in range(10):
        text = make_resolution(f"A/RES/64/{number + 300}", session="64")
        make_roll_call(text, dict.fromkeys(pair, "Y"), on=date(2010, 5, number + 1))
    return pair


@pytest.mark.usefixtures("full_2010")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_with_numbers_by_year_names_the_years_of_which_the_record_holds_few(client, address):
    page = text_of(client.get(address))
    assert "Of 2011 to 2025 this record holds fewer than 10 roll calls a year" in page


def test_a_page_of_well_held_years_says_nothing_of_it(client, full_2010):
    for page in ("/compare/?c=PAK&c=IND&until=2010-12-31", "/groups/PAIR/?until=2010-12-31"):
        assert "this record holds fewer than" not in text_of(client.get(page))


@pytest.mark.usefixtures("bundled")
def test_lists_of_roll_calls_are_those_of_the_record(client):
    page = client.get("/resolutions/").content.decode()
    assert "Every roll call in this record, newest first." in page
    assert '<a href="/about/data/">What the record holds and leaves out</a>' in page
